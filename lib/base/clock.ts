/** What Flint needs of time. Tests hand in a clock that they move by hand. */
export interface Clock {
  /** Milliseconds since 1970, for the log and for people. May jump when the machine's clock is set. */
  nowMs(): number;
  /** Milliseconds since some fixed moment, never going back: for durations. Fractions are kept. */
  monotonicMs(): number;
  /** Calls back once after `delayMs`; the function returned calls it off. */
  schedule(delayMs: number, callback: () => void): () => void;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  schedule(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};

/** A clock that stands still until `advance` is called; due callbacks run in order of their time. */
export interface ManualClock extends Clock {
  advance(byMs: number): void;
}

/** Makes a clock for tests and for replay, starting at `startMs` on both scales. */
export function createManualClock(startMs = 0): ManualClock {
  let now = startMs;
  let order = 0;
  let waiting: { dueMs: number; order: number; callback: () => void }[] = [];
  return {
    nowMs: () => now,
    monotonicMs: () => now,
    schedule(delayMs, callback) {
      const entry = { dueMs: now + Math.max(0, delayMs), order: order++, callback };
      waiting.push(entry);
      return () => {
        waiting = waiting.filter((other) => other !== entry);
      };
    },
    advance(byMs) {
      const untilMs = now + byMs;
      for (;;) {
        const next = waiting
          .filter((entry) => entry.dueMs <= untilMs)
          .toSorted((a, b) => a.dueMs - b.dueMs || a.order - b.order)[0];
        if (!next) break;
        waiting = waiting.filter((entry) => entry !== next);
        now = Math.max(now, next.dueMs);
        next.callback();
      }
      now = untilMs;
    },
  };
}
