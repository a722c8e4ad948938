import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import { parseEvent, rateLimitEvents } from './answer-events.ts';
import type { EventFrame } from './event-frames.ts';
import { listModelsOf } from './list-models.ts';
import type { EndReason, ModelEvent, ModelProvider, ModelRequest } from './model-provider.ts';
import { createOpenAiClient, createOpenAiOptionalFields } from './openai-client.ts';
import { ProviderError } from './provider-error.ts';
import { readProviderError, readStreamFailure, type StreamFailure } from './read-provider-error.ts';
import { streamAnswer, type AnswerReader, type Patience } from './stream-answer.ts';

/** What a chat-completions server needs. */
export interface ChatCompletionsOptions extends Patience {
  readonly id: string;
  readonly name: string;
  /** Without one no `Authorization` is sent. */
  readonly apiKey?: string | undefined;
  /** With `/v1`. */
  readonly baseUrl: string;
  /** Node's own unless given. */
  readonly fetch?: typeof fetch | undefined;
  /** OpenAI and Cerebras know `max_completion_tokens`; most others only `max_tokens`, which is the default. */
  readonly maxTokensField?: 'max_completion_tokens' | 'max_tokens';
  /** Which models take a prediction; none unless said. */
  readonly takesPrediction?: (model: string) => boolean;
  /** Takes `maxOutputTokens` out of a quota beforehand. */
  readonly reservesOutput?: boolean;
  /** Fields for the body that a model may refuse, and is then asked without. */
  readonly optionalBody?: Readonly<Record<string, unknown>>;
  /** More fields for the body, as a server of a special kind may want them. */
  readonly extraBody?: Readonly<Record<string, unknown>>;
  /** Whether a model of the server's list is offered, by its entry there. All are unless told. */
  isOffered?(entry: Readonly<Record<string, unknown>>): boolean;
}

/**
 * Chat completions (`POST /chat/completions`), streaming, as Cerebras and every compatible server speak it. Nothing is
 * retried; only a field that a server does not know (`stream_options`, `reasoning_effort`, `service_tier`) is left out from its first
 * refusal on. `accepted` comes with the headers: on many servers the first chunk waits until the prompt has been read.
 */
export function createChatCompletions({
  id,
  name,
  apiKey,
  baseUrl,
  fetch,
  maxTokensField = 'max_tokens',
  takesPrediction = () => false,
  reservesOutput = false,
  optionalBody = {},
  extraBody = {},
  isOffered,
  ...patience
}: ChatCompletionsOptions): ModelProvider {
  const client = createOpenAiClient({ apiKey, baseUrl, fetch });
  const optionalFields = createOpenAiOptionalFields(Object.keys(optionalBody));
  const secrets = apiKey ? [apiKey] : [];
  const readError = (error: unknown) => readProviderError(error, secrets);

  function bodyOf(request: ModelRequest, isWelcome: (field: string) => boolean): ChatCompletionCreateParamsStreaming {
    const { model, system, messages, maxOutputTokens, effort, tier, prediction } = request;
    const optional = Object.entries(optionalBody).filter(([field]) => isWelcome(field));
    return {
      ...extraBody,
      ...Object.fromEntries(optional),
      model,
      messages: [
        ...(system ? [{ role: 'system' as const, content: system }] : []),
        ...messages.map(({ role, text }) => ({ role, content: text })),
      ],
      [maxTokensField]: maxOutputTokens,
      ...(effort && isWelcome('reasoning_effort') && { reasoning_effort: effort }),
      // The package's types lack the newest tier.
      ...(tier && isWelcome('service_tier') && ({ service_tier: tier } as object)),
      ...(prediction !== undefined &&
        takesPrediction(model) &&
        isWelcome('prediction') && { prediction: { type: 'content', content: prediction } }),
      stream: true,
      ...(isWelcome('stream_options') && { stream_options: { include_usage: true } }),
    };
  }

  return {
    id,
    name,
    reservesOutput,
    generate(request, signal) {
      return streamAnswer({
        ...patience,
        signal,
        readError,
        reader: createChatReader((failure) => readStreamFailure(failure, secrets)),
        ask: (closing) =>
          optionalFields.ask(request.model, (isWelcome) =>
            client.chat.completions.create(bodyOf(request, isWelcome), { signal: closing }).asResponse(),
          ),
      });
    },
    listModels: (signal) => listModelsOf(client, signal, readError, isOffered),
  };
}

/** The chunk as Flint reads it; each field may be missing or null on one server or another. */
interface ChatChunk {
  readonly model?: string | null;
  readonly service_tier?: string | null;
  /** Cerebras: `service_tier` is what was asked for there. */
  readonly service_tier_used?: string | null;
  readonly choices?: readonly {
    readonly delta?: {
      readonly content?: string | null;
      readonly reasoning?: string | null;
      readonly reasoning_content?: string | null;
      readonly refusal?: string | null;
    } | null;
    readonly finish_reason?: string | null;
  }[];
  readonly usage?: {
    readonly prompt_tokens?: number;
    readonly completion_tokens?: number;
    readonly completion_tokens_details?: { readonly reasoning_tokens?: number | null } | null;
  } | null;
  readonly error?: StreamFailure | string | null;
  readonly message?: unknown;
}

function createChatReader(readFailure: (failure: StreamFailure) => ProviderError): AnswerReader {
  let model: string | undefined;
  let tier: string | undefined;
  let refusal = '';
  let finish: string | undefined;
  let usage: ModelEvent | undefined;

  function closed(): readonly ModelEvent[] {
    if (finish === undefined) {
      throw new ProviderError('protocol', 'The stream was over without a finish_reason.');
    }
    if (refusal !== '') throw new ProviderError('refused', refusal);
    const end: ModelEvent = { type: 'end', reason: endReason(finish), ...(model && { model }), ...(tier && { tier }) };
    return usage ? [usage, end] : [end];
  }

  return {
    opened: (headers) => [...rateLimitEvents(headers), { type: 'accepted' }],
    read({ name, data }: EventFrame) {
      if (data === '[DONE]') return closed();
      const chunk = parseEvent<ChatChunk>(data);
      const failure = failureIn(chunk, name);
      if (failure) throw readFailure(failure);
      if (chunk.model) model = chunk.model;
      tier = chunk.service_tier_used ?? chunk.service_tier ?? tier;
      if (chunk.usage) usage = usageEvent(chunk.usage);
      const choice = chunk.choices?.[0];
      if (!choice) return [];
      if (choice.finish_reason) finish = choice.finish_reason;
      const { delta } = choice;
      if (!delta) return [];
      if (delta.refusal) refusal += delta.refusal;
      const thinking = delta.reasoning || delta.reasoning_content;
      if (thinking && delta.content) {
        return [
          { type: 'thinking-delta', text: thinking },
          { type: 'text-delta', text: delta.content },
        ];
      }
      if (delta.content) return [{ type: 'text-delta', text: delta.content }];
      return thinking ? [{ type: 'thinking-delta', text: thinking }] : [];
    },
    closed,
    hasEnded: () => finish !== undefined,
  };
}

/** An error in the place of a chunk: under `error`, in an event named so, or, as Cerebras has it, at the top. */
function failureIn(chunk: ChatChunk, eventName: string | undefined): StreamFailure | undefined {
  if (typeof chunk.error === 'string') return { message: chunk.error };
  if (chunk.error) return chunk.error;
  if (eventName === 'error' || (chunk.choices === undefined && chunk.message !== undefined)) return chunk;
  return undefined;
}

function usageEvent(usage: NonNullable<ChatChunk['usage']>): ModelEvent {
  const { prompt_tokens, completion_tokens, completion_tokens_details } = usage;
  const thoughtTokens = completion_tokens_details?.reasoning_tokens;
  return {
    type: 'usage',
    ...(prompt_tokens !== undefined && { inputTokens: prompt_tokens }),
    ...(completion_tokens !== undefined && { outputTokens: completion_tokens }),
    ...(thoughtTokens && { thoughtTokens }),
  };
}

/** `stop` is the rule; servers have words of their own for it (`eos`, `stop_sequence`), and none of them means a cut. */
function endReason(finishReason: string): EndReason {
  switch (finishReason) {
    case 'length':
    case 'max_tokens':
      return 'length';
    case 'content_filter':
      return 'content-filter';
    case 'error':
      throw new ProviderError('overloaded', 'The provider broke its answer off with an error.');
    default:
      return 'complete';
  }
}
