import type { Response as ResponseObject, ResponseCreateParamsStreaming } from 'openai/resources/responses/responses';
import { parseEvent, rateLimitEvents } from './answer-events.ts';
import type { EventFrame } from './event-frames.ts';
import { listModelsOf } from './list-models.ts';
import type { ModelEvent, ModelProvider, ModelRequest } from './model-provider.ts';
import { createOpenAiClient, createOpenAiOptionalFields } from './openai-client.ts';
import { ProviderError } from './provider-error.ts';
import { readProviderError, readStreamFailure } from './read-provider-error.ts';
import { streamAnswer, type AnswerReader, type Patience } from './stream-answer.ts';

/** What OpenAI's Responses needs. */
export interface OpenAiResponsesOptions extends Patience {
  readonly id?: string;
  readonly name?: string;
  readonly apiKey: string;
  /** With `/v1`. OpenAI's own unless given. */
  readonly baseUrl?: string | undefined;
}

/**
 * OpenAI's Responses (`POST /responses`), streaming. Nothing is stored there (`store: false`), nothing is retried.
 * The `openai` package sends the request and reads refusals; the stream itself is read here, frame by frame, at a
 * fraction of what the package's own stream costs a token.
 *
 * Some models refuse an effort, and some accounts a reasoning summary: such a field is left out for that model from its
 * first refusal on, and the request sent again at once.
 */
export function createOpenAiResponses({
  id = 'openai',
  name = 'OpenAI',
  apiKey,
  baseUrl = 'https://api.openai.com/v1',
  ...patience
}: OpenAiResponsesOptions): ModelProvider {
  const client = createOpenAiClient({ apiKey, baseUrl });
  const optionalFields = createOpenAiOptionalFields();
  const readError = (error: unknown) => readProviderError(error, [apiKey]);
  return {
    id,
    name,
    generate(request, signal) {
      return streamAnswer({
        ...patience,
        signal,
        readError,
        reader: createResponsesReader((failure) => readStreamFailure(failure, [apiKey])),
        ask: (closing) =>
          optionalFields.ask(request.model, (isWelcome) =>
            client.responses.create(bodyOf(request, isWelcome), { signal: closing }).asResponse(),
          ),
      });
    },
    listModels: (signal) => listModelsOf(client, signal, readError),
  };
}

function bodyOf(
  { model, system, messages, maxOutputTokens, effort }: ModelRequest,
  isWelcome: (field: string) => boolean,
): ResponseCreateParamsStreaming {
  const reasoning = effort &&
    isWelcome('reasoning.effort') && {
      effort,
      ...(isWelcome('reasoning.summary') && { summary: 'auto' as const }),
    };
  return {
    model,
    ...(system && { instructions: system }),
    input: messages.map(({ role, text }) => ({ role, content: text })),
    max_output_tokens: maxOutputTokens,
    ...(reasoning && { reasoning }),
    store: false,
    stream: true,
    ...(isWelcome('stream_options') && { stream_options: { include_obfuscation: false } }),
  };
}

/** The events that say something to Flint, as far as it reads them. */
interface ResponsesEvent {
  readonly type?: string;
  readonly delta?: string;
  readonly response?: Partial<ResponseObject>;
  readonly code?: string | null;
  readonly message?: string;
  readonly error?: { readonly code?: string | null; readonly message?: string };
}

function createResponsesReader(readFailure: typeof readStreamFailure): AnswerReader {
  let isAccepted = false;
  let refusal = '';

  function accept(response: Partial<ResponseObject> | undefined): readonly ModelEvent[] {
    if (isAccepted) return [];
    isAccepted = true;
    return [{ type: 'accepted', ...modelAndTier(response) }];
  }

  return {
    opened: rateLimitEvents,
    read({ data }: EventFrame) {
      if (data === '[DONE]') return [];
      const event = parseEvent<ResponsesEvent>(data);
      switch (event.type) {
        case 'response.output_text.delta':
          return event.delta ? [{ type: 'text-delta', text: event.delta }] : [];
        case 'response.reasoning_summary_text.delta':
        case 'response.reasoning_text.delta':
          return event.delta ? [{ type: 'thinking-delta', text: event.delta }] : [];
        case 'response.created':
          return event.response?.status === 'queued' ? [{ type: 'queued' }] : accept(event.response);
        case 'response.queued':
          return [{ type: 'queued' }];
        case 'response.in_progress':
          return accept(event.response);
        case 'response.refusal.delta':
          refusal += event.delta ?? '';
          return [];
        case 'response.completed':
          if (refusal !== '') throw new ProviderError('refused', refusal);
          return [...usageEvents(event.response), { type: 'end', reason: 'complete', ...modelAndTier(event.response) }];
        case 'response.incomplete':
          return [...usageEvents(event.response), incompleteEnd(event.response)];
        case 'response.failed':
          throw readFailure(event.response?.error ?? { message: 'The answer failed without a reason.' });
        case 'error':
          throw readFailure(event.error ?? { code: event.code, message: event.message });
        default:
          // A compatible server's bare `{"error": …}`.
          if (event.error) throw readFailure(event.error);
          return [];
      }
    },
    closed() {
      throw new ProviderError('protocol', "The stream was over without the provider's own end.");
    },
    hasEnded: () => false,
  };
}

function incompleteEnd(response: Partial<ResponseObject> | undefined): ModelEvent {
  const reason = response?.incomplete_details?.reason;
  switch (reason) {
    case 'max_output_tokens':
      return { type: 'end', reason: 'length', ...modelAndTier(response) };
    case 'content_filter':
      return { type: 'end', reason: 'content-filter', ...modelAndTier(response) };
    default:
      throw new ProviderError('protocol', `The provider broke its answer off: ${String(reason)}`);
  }
}

function usageEvents(response: Partial<ResponseObject> | undefined): readonly ModelEvent[] {
  const usage = response?.usage;
  return usage ? [{ type: 'usage', inputTokens: usage.input_tokens, outputTokens: usage.output_tokens }] : [];
}

function modelAndTier(response: Partial<ResponseObject> | undefined): { model?: string; tier?: string } {
  return {
    ...(response?.model && { model: response.model }),
    ...(response?.service_tier && { tier: response.service_tier }),
  };
}
