import { createChatCompletions } from './chat-completions.ts';
import type { ModelProvider } from './model-provider.ts';
import type { Patience } from './stream-answer.ts';

/** What any OpenAI-compatible server needs. */
export interface CompatibleOptions extends Patience {
  readonly id?: string;
  /** What people read: `Ollama`, `LM Studio`, or where nothing is known the default. */
  readonly name?: string;
  readonly apiKey?: string | undefined;
  /** With `/v1`. */
  readonly baseUrl: string;
  /** Node's own unless given. */
  readonly fetch?: typeof fetch | undefined;
}

/** Any server that speaks chat completions: Ollama, LM Studio, llama.cpp, vLLM, a gateway. */
export function createCompatible({
  id = 'compatible',
  name = 'Compatible server',
  ...options
}: CompatibleOptions): ModelProvider {
  return createChatCompletions({ id, name, ...options });
}
