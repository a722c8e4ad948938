/**
 * Whether the view goes along with the model's pen. It does until the person scrolls, types or moves the cursor; asking
 * for it brings it back, and so does a new run, unless the person is just typing in this file.
 */
export interface PenFollow {
  readonly isFollowing: boolean;
  runStarted(fileId: string): void;
  personTyped(fileId: string): void;
  personMoved(): void;
  resume(): void;
}

/** Somebody who typed this lately wants to stay where they are. */
const busyForMs = 4_000;

/** Starts out following. `nowMs` is any clock that does not go back. */
export function createPenFollow({
  nowMs,
  changed,
}: {
  nowMs: () => number;
  changed: (isFollowing: boolean) => void;
}): PenFollow {
  let isFollowing = true;
  const typedAtMs = new Map<string, number>();
  const set = (next: boolean) => {
    if (next === isFollowing) return;
    isFollowing = next;
    changed(next);
  };
  return {
    get isFollowing() {
      return isFollowing;
    },
    runStarted(fileId) {
      set(nowMs() - (typedAtMs.get(fileId) ?? Number.NEGATIVE_INFINITY) > busyForMs);
    },
    personTyped(fileId) {
      typedAtMs.set(fileId, nowMs());
      set(false);
    },
    personMoved: () => set(false),
    resume: () => set(true),
  };
}
