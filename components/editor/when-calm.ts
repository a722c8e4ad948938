/** Waits for a calm moment: nothing has gone on for a while. */
export interface WhenCalm {
  /** Something goes on or has just gone on: the wait begins anew. */
  disturb(): void;
  /** Does not wait any longer. */
  now(): void;
  cancel(): void;
}

/**
 * Calls `act` once, when `isBusy` is not the case and nothing has disturbed for `calmMs`, or as soon as `now` is called.
 * For work that takes a core for a second and that nobody waits for.
 */
export function whenCalm({
  calmMs,
  isBusy,
  act,
}: {
  readonly calmMs: number;
  isBusy(): boolean;
  act(): void;
}): WhenCalm {
  let isDone = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function wait(): void {
    clearTimeout(timer);
    if (!isDone) timer = setTimeout(() => (isBusy() ? wait() : now()), calmMs);
  }
  function now(): void {
    clearTimeout(timer);
    if (isDone) return;
    isDone = true;
    act();
  }

  wait();
  return {
    disturb: wait,
    now,
    cancel() {
      isDone = true;
      clearTimeout(timer);
    },
  };
}
