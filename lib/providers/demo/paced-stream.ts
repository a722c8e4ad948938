import type { Clock } from '../../base/clock.ts';

/** A stall longer than this is not made up for: a reader that was away for a minute does not get the minute at once. */
const mostDebtMs = 250;
/** The most that is handed out at one moment, as time at the chosen rate. */
const burstMs = 16;
/** Timers are not set closer than this; several tokens then share a tick. */
const leastTickMs = 4;

export interface PacedStreamOptions<Value> {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Handed out after `firstDelayMs`, at once, before the paced ones. */
  readonly before: readonly Value[];
  readonly paced: readonly Value[];
  /** Handed out right after the last paced one. */
  readonly after: readonly Value[];
  readonly firstDelayMs: number;
  readonly perSecond: number;
}

/**
 * Hands out values at an exact rate by the clock, for one reader. A late timer is made up for by at most `burstMs` worth
 * at a time and twice the rate overall. It works only when asked: while nobody waits for a value, no timer is set.
 * An abort rejects the waiting `next()` with an `AbortError` at once; `return()` ends it and calls the timer off.
 */
export function pacedStream<Value>(options: PacedStreamOptions<Value>): AsyncIterableIterator<Value> {
  const { clock, signal, paced, perSecond } = options;
  const mostAtOnce = Math.max(1, Math.floor((perSecond * burstMs) / 1000));
  const ready: Value[] = [];
  const waiting: PromiseWithResolvers<IteratorResult<Value>>[] = [];
  let given = 0;
  let startedAtMs: number | undefined;
  let isFinished = false;
  let callOffTimer: (() => void) | undefined;
  /** After a full burst the next one keeps its distance. */
  let notBeforeMs = -Infinity;
  const createdAtMs = clock.monotonicMs();

  const dueMs = (index: number) => (startedAtMs ?? 0) + (index * 1000) / perSecond;

  function release(nowMs: number): void {
    if (startedAtMs === undefined) {
      if (nowMs < createdAtMs + options.firstDelayMs) return;
      startedAtMs = nowMs;
      ready.push(...options.before);
    }
    const debtMs = nowMs - dueMs(given) - mostDebtMs;
    if (debtMs > 0) startedAtMs += debtMs;
    if (nowMs < notBeforeMs) return;
    const until = Math.min(paced.length, given + mostAtOnce);
    const isWholeBurst = until < paced.length && dueMs(until - 1) <= nowMs;
    while (given < until && dueMs(given) <= nowMs) ready.push(paced[given++] as Value);
    if (isWholeBurst) notBeforeMs = nowMs + burstMs / 2;
    if (given === paced.length && !isFinished) {
      isFinished = true;
      ready.push(...options.after);
    }
  }

  function nextTickMs(nowMs: number): number {
    if (startedAtMs === undefined) return createdAtMs + options.firstDelayMs - nowMs;
    return Math.max(dueMs(given) - nowMs, notBeforeMs - nowMs, leastTickMs);
  }

  function serve(): void {
    callOffTimer?.();
    callOffTimer = undefined;
    if (waiting.length > 0 && ready.length === 0 && !isFinished) release(clock.monotonicMs());
    while (waiting.length > 0 && ready.length > 0) {
      waiting.shift()?.resolve({ done: false, value: ready.shift() as Value });
    }
    if (waiting.length === 0) return;
    if (isFinished) finish();
    else callOffTimer = clock.schedule(nextTickMs(clock.monotonicMs()), serve);
  }

  function finish(): void {
    isFinished = true;
    ready.length = 0;
    callOffTimer?.();
    callOffTimer = undefined;
    signal.removeEventListener('abort', abort);
    for (const reader of waiting.splice(0)) reader.resolve({ done: true, value: undefined });
  }

  function abort(): void {
    const readers = waiting.splice(0);
    finish();
    for (const reader of readers) reader.reject(abortError());
  }

  signal.addEventListener('abort', abort, { once: true });
  return {
    next() {
      if (signal.aborted) return Promise.reject(abortError());
      const reader = Promise.withResolvers<IteratorResult<Value>>();
      waiting.push(reader);
      serve();
      return reader.promise;
    },
    return() {
      finish();
      return Promise.resolve({ done: true, value: undefined });
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function abortError(): DOMException {
  return new DOMException('The answer was stopped.', 'AbortError');
}
