import { systemClock, type Clock } from '../base/clock.ts';
import { createEventFrameReader, type EventFrame } from './event-frames.ts';
import type { ModelEvent } from './model-provider.ts';
import { ProviderError } from './provider-error.ts';

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

/** How long the rest of a body may take after the end, so that its connection can serve the next request. */
const closingMs = 1_000;

/**
 * Runs one answer: asks, reads, watches for silence, and closes the upstream when the signal aborts, when the iterator is
 * left early (also while it waits) and after a failure. After a good end the body is read out in the background, because a
 * connection that is cut there costs the next request a new handshake. Nothing is sent before the first `next()`.
 */
export function streamAnswer(options: StreamAnswerOptions): AsyncIterable<ModelEvent> {
  return {
    [Symbol.asyncIterator]() {
      const upstream = createUpstream(options.clock ?? systemClock);
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

async function* runAnswer(
  { ask, reader, signal, readError, stallMs = 30_000, firstTextMs = 120_000, clock = systemClock }: StreamAnswerOptions,
  upstream: Upstream,
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
    const response = await silence.over(patienceMs, ask(upstream.signal));
    for (const event of reader.opened(response.headers)) yield event;
    if (isJson(response)) throw noStream(await silence.over(patienceMs, response.text()));
    if (!response.body) throw noStream('');

    const body = upstream.read(response.body);
    const frames = createEventFrameReader();
    for (;;) {
      const { done, value } = await silence.over(reader.hasEnded() ? closingMs : patienceMs, body.read());
      for (const frame of done ? frames.finish() : frames.feed(value)) {
        for (const event of reader.read(frame)) {
          if (isAborted) throw abortError();
          if (event.type === 'text-delta') patienceMs = stallMs;
          if (event.type === 'end') upstream.finish();
          yield event;
          if (event.type === 'end') return;
        }
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

/** The one connection of an answer, and who may still cut it. */
interface Upstream {
  readonly signal: AbortSignal;
  read(body: ReadableStream<Uint8Array>): ReadableStreamDefaultReader<Uint8Array>;
  /** Cuts the connection, at any stage; after `finish` it does nothing. */
  close(): void;
  /** The answer is whole: reads out what is left and lets the connection go back to the pool, within `closingMs`. */
  finish(): void;
}

function createUpstream(clock: Clock): Upstream {
  const controller = new AbortController();
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  let isFinished = false;

  function cut(): void {
    controller.abort();
    // Between this signal and the socket stand signals that others compose; the body itself is the shorter way.
    reader?.cancel().catch(() => {});
  }

  async function readOut(): Promise<void> {
    const callOff = clock.schedule(closingMs, cut);
    try {
      while (reader && !(await reader.read()).done);
    } catch {
      // The answer was whole already.
    } finally {
      callOff();
    }
  }

  return {
    signal: controller.signal,
    read(body) {
      reader = body.getReader();
      return reader;
    },
    close() {
      if (!isFinished) cut();
    },
    finish() {
      isFinished = true;
      void readOut();
    },
  };
}

interface SilenceWatch {
  /** Waits for `promise`; silence longer than `limitMs` while it waits counts as a stall. */
  over<Value>(limitMs: number, promise: Promise<Value>): Promise<Value>;
  isStalled(): boolean;
  stop(): void;
}

/**
 * Only waiting counts: a consumer that takes its time is no silence. One timer looks again when it may be time, instead of
 * one being set and called off for every packet.
 */
function watchSilence(clock: Clock, onStall: () => void): SilenceWatch {
  let deadlineMs = Infinity;
  let wakesAtMs = Infinity;
  let callOff: (() => void) | undefined;
  let stalled = false;

  function wakeBy(nowMs: number): void {
    if (wakesAtMs <= deadlineMs) return;
    callOff?.();
    wakesAtMs = deadlineMs;
    callOff = clock.schedule(deadlineMs - nowMs, look);
  }

  function look(): void {
    wakesAtMs = Infinity;
    callOff = undefined;
    if (deadlineMs === Infinity) return;
    const nowMs = clock.monotonicMs();
    if (nowMs < deadlineMs) return wakeBy(nowMs);
    stalled = true;
    onStall();
  }

  return {
    async over(limitMs, promise) {
      const nowMs = clock.monotonicMs();
      deadlineMs = nowMs + limitMs;
      wakeBy(nowMs);
      try {
        return await promise;
      } finally {
        deadlineMs = Infinity;
      }
    },
    isStalled: () => stalled,
    stop() {
      deadlineMs = Infinity;
      callOff?.();
    },
  };
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
