import type { Clock } from '../base/clock.ts';

/** Watches how much of the page's time something takes. */
export interface FloodWatch {
  /** Something came in, and taking it took so long. True when that is more than the page can bear. */
  took(ms: number): boolean;
}

export interface FloodLimits {
  /** Within this time… */
  readonly withinMs: number;
  /** …so many at most… */
  readonly most: number;
  /** …which take so long at most. */
  readonly mostMs: number;
}

/** Counts anew whenever the time is over. */
export function createFloodWatch(clock: Clock, { withinMs, most, mostMs }: FloodLimits): FloodWatch {
  let sinceMs = Number.NEGATIVE_INFINITY;
  let count = 0;
  let spentMs = 0;
  return {
    took(ms) {
      const nowMs = clock.monotonicMs();
      if (nowMs - sinceMs >= withinMs) {
        sinceMs = nowMs;
        count = spentMs = 0;
      }
      count += 1;
      spentMs += ms;
      return count > most || spentMs > mostMs;
    },
  };
}
