import { systemClock, type Clock } from '../base/clock.ts';
import { createEventFrameReader, type EventFrame } from './event-frames.ts';
import type { ModelEvent } from './model-provider.ts';
import { ProviderError } from './provider-error.ts';
import { watchSilence } from './silence-watch.ts';
import { closingMs, createUpstream, type Upstream } from './upstream.ts';

/** How long silence is borne. */
export interface Patience {
  /** Between two pieces once text has come. Default 30 s. */
  readonly stallMs?: number;
  /** Until the first text: queues hold the headers back, and a model may think without showing it. Default 120 s. */
  readonly firstTextMs?: number;
}

/** One protocol's reading of one answer: no connection, no timer, just what each frame means. */
export interface AnswerReader {
  /** What the response headers tell. */
  opened(headers: Headers): readonly ModelEvent[];
  /** What one frame means. Throws a `ProviderError` where it means a failure. */
  read(frame: EventFrame): readonly ModelEvent[];
  /** What is left to say when the body is over. Throws a `ProviderError` where the provider has not said its own end. */
  closed(): readonly ModelEvent[];
  /** The provider has said its own end, though more may come (usage). A break after it no longer matters. */
  hasEnded(): boolean;
}

/** What `streamAnswer` needs. */
export interface StreamAnswerOptions extends Patience {
  /** Sends the request, and gives the response once its headers are here. */
  readonly ask: (signal: AbortSignal) => Promise<Response>;
  readonly reader: AnswerReader;
  readonly signal: AbortSignal;
  /** Makes a `ProviderError` of whatever was thrown. */
  readonly readError: (error: unknown) => ProviderError;
  readonly clock?: Clock;
}

/** The reading of an answer that comes in chunks of any kind. */
export interface ChunkReader<Chunk> extends Pick<AnswerReader, 'closed' | 'hasEnded'> {
  read(chunk: Chunk): Iterable<ModelEvent>;
  /** What was still open when the body ended. */
  finish(): Iterable<ModelEvent>;
}

/** An answer that has begun to come. */
export interface OpenedAnswer<Chunk> {
  /** What is known before its first chunk. */
  readonly told: readonly ModelEvent[];
  readonly chunks: ReadableStream<Chunk>;
}

/** What `streamChunks` needs. */
export interface StreamChunksOptions<Chunk> extends Omit<StreamAnswerOptions, 'ask' | 'reader'> {
  /** Asks, and resolves once the answer's headers are here. When the signal aborts, the call must be closed at once. */
  readonly open: (signal: AbortSignal) => Promise<OpenedAnswer<Chunk>>;
  readonly reader: ChunkReader<Chunk>;
}

/** Runs one answer of server-sent events as `streamChunks` does. */
export function streamAnswer({ ask, reader, ...options }: StreamAnswerOptions): AsyncIterable<ModelEvent> {
  const frames = createEventFrameReader();
  return streamChunks<Uint8Array>({
    ...options,
    async open(signal) {
      const response = await ask(signal);
      return { told: reader.opened(response.headers), chunks: await openBody(response) };
    },
    reader: {
      *read(bytes) {
        for (const frame of frames.feed(bytes)) yield* reader.read(frame);
      },
      *finish() {
        for (const frame of frames.finish()) yield* reader.read(frame);
      },
      closed: () => reader.closed(),
      hasEnded: () => reader.hasEnded(),
    },
  });
}

/**
 * Runs one answer: asks, reads, watches for silence, and closes the upstream when the signal aborts, when the iterator is
 * left early (also while it waits) and after a failure. After a good end the body is read out in the background, because a
 * connection that is cut there costs the next request a new handshake. Nothing is sent before the first `next()`.
 */
export function streamChunks<Chunk>(options: StreamChunksOptions<Chunk>): AsyncIterable<ModelEvent> {
  return {
    [Symbol.asyncIterator]() {
      const upstream = createUpstream<Chunk>(options.clock ?? systemClock);
      const events = runAnswer(options, upstream);
      return {
        next: () => events.next(),
        return() {
          upstream.close();
          return events.return(undefined);
        },
      };
    },
  };
}

async function* runAnswer<Chunk>(
  {
    open,
    reader,
    signal,
    readError,
    stallMs = 30_000,
    firstTextMs = 120_000,
    clock = systemClock,
  }: StreamChunksOptions<Chunk>,
  upstream: Upstream<Chunk>,
): AsyncGenerator<ModelEvent, undefined> {
  if (signal.aborted) throw abortError();
  const silence = watchSilence(clock, upstream.close);
  let isAborted = false;
  let patienceMs = firstTextMs;
  const abort = () => {
    isAborted = true;
    upstream.close();
  };
  signal.addEventListener('abort', abort, { once: true });

  try {
    const { told, chunks } = await silence.over(patienceMs, open(upstream.signal));
    const body = upstream.read(chunks);
    for (const event of told) yield event;
    for (;;) {
      const { done, value } = await silence.over(reader.hasEnded() ? closingMs : patienceMs, body.read());
      for (const event of done ? reader.finish() : reader.read(value)) {
        if (isAborted) throw abortError();
        if (event.type === 'text-delta') patienceMs = stallMs;
        if (event.type === 'end') upstream.finish();
        yield event;
        if (event.type === 'end') return;
      }
      if (done) break;
    }
    yield* reader.closed();
  } catch (error) {
    if (isAborted) throw abortError();
    if (reader.hasEnded()) yield* reader.closed();
    else if (silence.isStalled()) throw new ProviderError('stalled', 'The provider has stopped sending.');
    else if (!upstream.signal.aborted) throw readError(error);
  } finally {
    silence.stop();
    signal.removeEventListener('abort', abort);
    upstream.close();
  }
}

/** The body of a response that streams. Throws a `ProviderError` of kind `protocol` when it does not. */
export async function openBody(response: Response): Promise<ReadableStream<Uint8Array>> {
  if (isJson(response)) throw noStream(await response.text());
  if (!response.body) throw noStream('');
  return response.body;
}

function isJson(response: Response): boolean {
  return response.headers.get('content-type')?.includes('application/json') ?? false;
}

function noStream(body: string): ProviderError {
  return new ProviderError('protocol', `The provider answered without a stream: ${body.slice(0, 200)}`);
}

function abortError(): DOMException {
  return new DOMException('The answer was called off.', 'AbortError');
}
