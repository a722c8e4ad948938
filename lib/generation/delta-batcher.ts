import type { Clock } from '../base/clock.ts';

/** Calls for a flush at once when none was for a while, else at the next tick, and never two at a time. */
export interface DeltaBatcher {
  /** There is something to flush. */
  touch(): void;
  /** Flushes what there is, now, after any flush under way. Resolves when it is done. */
  flushNow(): Promise<void>;
  /** No flush begins any more. */
  close(): void;
}

/** However slow the store is. */
const slowestPaceMs = 100;

/**
 * The first piece goes out at once; while more comes, at most one flush per `tickMs`, so that a thousand tokens a second
 * make about sixty events and not a thousand. A `flush` that takes longer than a tick is waited for, and what came
 * meanwhile goes with the next one. After a slow flush as much time is left free: other processes append to the same log,
 * and would never get in between two of ours that follow each other at once.
 */
export function createDeltaBatcher({
  clock,
  tickMs,
  flush,
  onError,
}: {
  readonly clock: Clock;
  readonly tickMs: number;
  flush(): Promise<void>;
  onError(error: unknown): void;
}): DeltaBatcher {
  let lastFlushMs = Number.NEGATIVE_INFINITY;
  let paceMs = tickMs;
  let cancelTimer: (() => void) | null = null;
  let underWay: Promise<void> | null = null;
  let touchedMeanwhile = false;
  let isClosed = false;

  return {
    touch() {
      if (isClosed || cancelTimer) return;
      if (underWay) {
        touchedMeanwhile = true;
        return;
      }
      const waitMs = lastFlushMs + paceMs - clock.monotonicMs();
      if (waitMs <= 0) void begin();
      else {
        cancelTimer = clock.schedule(waitMs, () => {
          cancelTimer = null;
          if (!isClosed) void begin();
        });
      }
    },
    async flushNow() {
      cancelTimer?.();
      cancelTimer = null;
      while (underWay) await underWay;
      if (!isClosed) await begin();
    },
    close() {
      isClosed = true;
      cancelTimer?.();
      cancelTimer = null;
    },
  };

  function begin(): Promise<void> {
    lastFlushMs = clock.monotonicMs();
    touchedMeanwhile = false;
    const done = flush()
      .catch(onError)
      .then(() => {
        underWay = null;
        paceMs = Math.max(tickMs, Math.min(slowestPaceMs, 2 * (clock.monotonicMs() - lastFlushMs)));
        if (touchedMeanwhile) touchAgain();
      });
    underWay = done;
    return done;
  }

  function touchAgain(): void {
    touchedMeanwhile = false;
    if (isClosed || cancelTimer) return;
    cancelTimer = clock.schedule(Math.max(0, lastFlushMs + paceMs - clock.monotonicMs()), () => {
      cancelTimer = null;
      if (!isClosed) void begin();
    });
  }
}
