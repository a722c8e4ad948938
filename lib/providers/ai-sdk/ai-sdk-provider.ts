import type { LanguageModelV4, LanguageModelV4CallOptions, LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { rateLimitEvents } from '../answer-events.ts';
import type { ModelDescription, ModelProvider, ModelRequest } from '../model-provider.ts';
import { createOptionalFields } from '../optional-fields.ts';
import { type Patience, streamChunks } from '../stream-answer.ts';
import { createPartReader } from './part-reader.ts';
import { isRefusedReasoning, readAiSdkError } from './read-ai-sdk-error.ts';

/** What a provider over an AI SDK package needs. */
export interface AiSdkProviderOptions extends Patience {
  readonly id: string;
  readonly name: string;
  readonly apiKey: string;
  /** Loads the vendor's package, when it is first asked: none costs a server anything that does not use it. */
  readonly load: () => Promise<(model: string) => LanguageModelV4>;
  readonly listModels: (signal: AbortSignal) => Promise<readonly ModelDescription[]>;
  /** The vendor's frames may hold errors that its package does not see: reads them itself. */
  readonly readsRawChunks?: boolean;
}

/**
 * Any vendor that the AI SDK has a package for, over its model's full part stream. Nothing of `ai` itself stands between:
 * `textStream` ends as if all was well after an error, a cut or a limit, and retries in silence. Here an answer without the
 * vendor's own end is a failure, an abort closes the call at any stage, and nothing is retried; only the reasoning effort is
 * left out for a model from its first refusal on.
 */
export function createAiSdkProvider({
  id,
  name,
  apiKey,
  load,
  listModels,
  readsRawChunks = false,
  ...patience
}: AiSdkProviderOptions): ModelProvider {
  const optionalFields = createOptionalFields(['reasoning'], isRefusedReasoning);
  let loading: ReturnType<typeof load> | undefined;
  const readError = (error: unknown) => readAiSdkError(error, [apiKey]);
  return {
    id,
    name,
    generate(request, signal) {
      return streamChunks<LanguageModelV4StreamPart>({
        ...patience,
        signal,
        readError,
        reader: createPartReader(readError),
        async open(closing) {
          loading ??= load();
          const model = (await loading)(request.model);
          const { stream, response } = await optionalFields.ask(request.model, (isWelcome) =>
            askModel(model, {
              ...promptOf(request),
              ...(request.effort && isWelcome('reasoning') && { reasoning: request.effort }),
              includeRawChunks: readsRawChunks,
              abortSignal: closing,
            }),
          );
          return {
            told: [...rateLimitEvents(new Headers(response?.headers)), { type: 'accepted' }],
            chunks: stream,
          };
        },
      });
    },
    listModels,
  };
}

async function askModel(model: LanguageModelV4, options: LanguageModelV4CallOptions) {
  return model.doStream(options);
}

function promptOf({
  system,
  messages,
  maxOutputTokens,
}: ModelRequest): Pick<LanguageModelV4CallOptions, 'prompt' | 'maxOutputTokens'> {
  return {
    prompt: [
      ...(system ? [{ role: 'system' as const, content: system }] : []),
      ...messages.map(({ role, text }) => ({ role, content: [{ type: 'text' as const, text }] })),
    ],
    maxOutputTokens,
  };
}
