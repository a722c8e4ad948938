/** A program that serves models on this machine, and where it does so unless told otherwise. */
export interface LocalServer {
  /** The provider's id, as people name it: `ollama/qwen3-coder`. */
  readonly id: string;
  readonly name: string;
  /** With `/v1`. */
  readonly baseUrl: string;
  /** What the entries of its list say they are owned by, where that tells it from others. */
  readonly ownedBy: string;
}

/** Those that are looked for. */
export const usualLocalServers: readonly LocalServer[] = [
  { id: 'ollama', name: 'Ollama', baseUrl: 'http://127.0.0.1:11434/v1', ownedBy: 'library' },
  { id: 'lm-studio', name: 'LM Studio', baseUrl: 'http://127.0.0.1:1234/v1', ownedBy: 'organization_owner' },
  { id: 'llama-cpp', name: 'llama.cpp', baseUrl: 'http://127.0.0.1:8080/v1', ownedBy: 'llamacpp' },
  { id: 'vllm', name: 'vLLM', baseUrl: 'http://127.0.0.1:8000/v1', ownedBy: 'vllm' },
];
