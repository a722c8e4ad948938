/** Waits for a calm moment: nothing has gone on for a while. */
export interface WhenCalm {
  /** Something goes on or has just gone on: the wait begins anew. */
  disturb(): void;
  /** It is wanted: from now on a pause of `pauseMs` is enough. Call it with whatever should not be slowed down. */
  wanted(): void;
  cancel(): void;
}

/**
 * Calls `act` once, when `isBusy` is not the case and nothing has disturbed for `calmMs`; once it is wanted, for `pauseMs`.
 * For work that takes a core for a second, which a key or a frame of somebody's would wait for.
 */
export function whenCalm({
  calmMs,
  pauseMs,
  isBusy,
  act,
}: {
  readonly calmMs: number;
  readonly pauseMs: number;
  isBusy(): boolean;
  act(): void;
}): WhenCalm {
  let isDone = false;
  let isWanted = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function wait(): void {
    clearTimeout(timer);
    if (!isDone) timer = setTimeout(calm, isWanted ? pauseMs : calmMs);
  }
  function calm(): void {
    if (isBusy()) {
      wait();
      return;
    }
    isDone = true;
    act();
  }

  wait();
  return {
    disturb: wait,
    wanted() {
      isWanted = true;
      wait();
    },
    cancel() {
      isDone = true;
      clearTimeout(timer);
    },
  };
}
