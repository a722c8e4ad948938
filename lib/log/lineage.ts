import type { SessionMoment } from './event-store.ts';

/** A session as far as its descent matters: its own events are those after its parent's moment, up to its head. */
export interface Kin {
  readonly id: string;
  readonly head: number;
  readonly parent: SessionMoment | null;
}

/** A stretch of a session's log, and the session that keeps those events: those after `after`, up to and with `upTo`. */
export interface Stretch {
  readonly ownerId: string;
  readonly after: number;
  readonly upTo: number;
}

/**
 * Where the events of `id` are kept, the newest stretch first. Stretches without events are left out, and a session
 * nobody knows has none. `find` must know erased ancestors as well.
 */
export function stretchesOf(id: string, find: (id: string) => Kin | undefined): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let upTo = Number.MAX_SAFE_INTEGER;
  for (let kin = find(id); kin; kin = kin.parent ? find(kin.parent.sessionId) : undefined) {
    upTo = Math.min(upTo, kin.head);
    const after = kin.parent?.sequence ?? 0;
    if (after < upTo) stretches.push({ ownerId: kin.id, after, upTo });
    upTo = Math.min(upTo, after);
  }
  return stretches;
}

/** A fork, as its parent's store sees it. */
export interface ForkOf {
  readonly id: string;
  readonly sequence: number;
  readonly isErased: boolean;
}

/** The last event of `id` that its forks live on once it is erased; null when none of them needs any. */
export function lastShared(id: string, forksOf: (id: string) => readonly ForkOf[]): number | null {
  let last: number | null = null;
  for (const fork of forksOf(id)) {
    const needed = fork.isErased ? lastShared(fork.id, forksOf) : fork.sequence;
    if (needed !== null) last = Math.max(last ?? 0, Math.min(fork.sequence, needed));
  }
  return last;
}
