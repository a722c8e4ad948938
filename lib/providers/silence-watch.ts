import type { Clock } from '../base/clock.ts';

/** Notices that an answer has stopped coming. */
export interface SilenceWatch {
  /** Waits for `promise`; silence longer than `limitMs` while it waits counts as a stall. */
  over<Value>(limitMs: number, promise: Promise<Value>): Promise<Value>;
  isStalled(): boolean;
  stop(): void;
}

/**
 * Only waiting counts: a consumer that takes its time is no silence. One timer looks again when it may be time, instead of
 * one being set and called off for every packet.
 */
export function watchSilence(clock: Clock, onStall: () => void): SilenceWatch {
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
