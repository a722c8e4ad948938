import type OpenAI from 'openai';
import type { ModelDescription } from './model-provider.ts';
import type { ProviderError } from './provider-error.ts';

const listTimeoutMs = 10_000;

/** Where servers put the length of the context that they can take: vLLM, Groq, llama.cpp, OpenRouter and LM Studio. */
const contextFields = ['max_model_len', 'context_window', 'max_context_length', 'context_length'] as const;

/** The models that `GET /models` lists, each id once. Throws a `ProviderError` (`readError` makes it) or, on abort, an `AbortError`. */
export async function listModelsOf(
  client: OpenAI,
  signal: AbortSignal,
  readError: (error: unknown) => ProviderError,
  isOffered: (entry: Readonly<Record<string, unknown>>) => boolean = () => true,
): Promise<readonly ModelDescription[]> {
  const models = new Map<string, ModelDescription>();
  try {
    for await (const model of client.models.list({ signal, timeout: listTimeoutMs })) {
      const entry = model as unknown as Readonly<Record<string, unknown>>;
      const description = isOffered(entry) ? describe(entry) : undefined;
      if (description) models.set(description.id, description);
    }
  } catch (error) {
    if (signal.aborted) throw new DOMException('The list was called off.', 'AbortError');
    throw readError(error);
  }
  return [...models.values()];
}

function describe(model: Readonly<Record<string, unknown>>): ModelDescription | undefined {
  const { id, name } = model;
  if (typeof id !== 'string' || id === '') return undefined;
  const contextTokens = contextFields
    .map((field) => model[field])
    .find((tokens): tokens is number => typeof tokens === 'number' && tokens > 0);
  return {
    id,
    ...(typeof name === 'string' && name !== '' && { name }),
    ...(contextTokens !== undefined && { contextTokens }),
  };
}
