import type { Response as ResponseObject } from 'openai/resources/responses/responses';
import { parseEvent } from './answer-events.ts';
import { createEventFrameReader, type EventFrame } from './event-frames.ts';
import type { ModelEvent } from './model-provider.ts';
import { ProviderError } from './provider-error.ts';
import type { readStreamFailure, StreamFailure } from './read-provider-error.ts';
import type { ChunkReader } from './stream-answer.ts';

/** The events that say something to Flint, as far as it reads them. */
export interface ResponsesEvent {
  readonly type?: string;
  readonly delta?: string;
  readonly response?: Partial<ResponseObject>;
  readonly code?: string | null;
  readonly message?: string;
  /** Over a WebSocket the facts of a failure stand in here, as they stand in a refusal's body over HTTP. */
  readonly error?: StreamFailure;
}

/** A part of an answer: over HTTP bytes of server-sent events, over a WebSocket the events themselves. */
export type ResponsesChunk = Uint8Array | readonly ResponsesEvent[];

/** Reads one answer of OpenAI's Responses, over either transport, or over one after the other. */
export function createResponsesReader(readFailure: typeof readStreamFailure): ChunkReader<ResponsesChunk> {
  const frames = createEventFrameReader();
  let isAccepted = false;
  let refusal = '';

  function accept(response: Partial<ResponseObject> | undefined): readonly ModelEvent[] {
    if (isAccepted) return [];
    isAccepted = true;
    return [{ type: 'accepted', ...modelAndTier(response) }];
  }

  function readEvent(event: ResponsesEvent): readonly ModelEvent[] {
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
  }

  function* readFrames(came: readonly EventFrame[]): Iterable<ModelEvent> {
    for (const { data } of came) if (data !== '[DONE]') yield* readEvent(parseEvent<ResponsesEvent>(data));
  }

  function* readEvents(came: readonly ResponsesEvent[]): Iterable<ModelEvent> {
    for (const event of came) yield* readEvent(event);
  }

  return {
    read: (chunk) => (chunk instanceof Uint8Array ? readFrames(frames.feed(chunk)) : readEvents(chunk)),
    finish: () => readFrames(frames.finish()),
    closed() {
      throw new ProviderError('protocol', "The stream was over without the provider's own end.");
    },
    hasEnded: () => false,
  };
}

/** `steered` and `interrupted` say that something else is to come in this answer's place, which Flint never asks for. */
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
  if (!usage) return [];
  // Servers that only speak like OpenAI leave the details out.
  const thoughtTokens = (usage as Partial<typeof usage>).output_tokens_details?.reasoning_tokens;
  return [
    {
      type: 'usage',
      inputTokens: usage.input_tokens,
      outputTokens: usage.output_tokens,
      ...(thoughtTokens && { thoughtTokens }),
    },
  ];
}

function modelAndTier(response: Partial<ResponseObject> | undefined): { model?: string; tier?: string } {
  return {
    ...(response?.model && { model: response.model }),
    ...(response?.service_tier && { tier: response.service_tier }),
  };
}
