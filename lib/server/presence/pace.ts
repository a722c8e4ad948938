import type { Clock } from '../../base/clock.ts';

/** Does something at most so often: at once after a pause, else when the pause is over, once for all that asked. */
export interface Pace {
  ask(): void;
  close(): void;
}

export function createPace({ clock, pauseMs, act }: { readonly clock: Clock; pauseMs(): number; act(): void }): Pace {
  let actedAtMs = Number.NEGATIVE_INFINITY;
  let cancel: (() => void) | null = null;
  const actNow = () => {
    cancel = null;
    actedAtMs = clock.monotonicMs();
    act();
  };
  return {
    ask() {
      if (cancel) return;
      const waitMs = actedAtMs + pauseMs() - clock.monotonicMs();
      if (waitMs <= 0) actNow();
      else cancel = clock.schedule(waitMs, actNow);
    },
    close: () => cancel?.(),
  };
}
