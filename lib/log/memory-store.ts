import { type Clock, systemClock } from '../base/clock.ts';
import {
  type AppendOutcome,
  type EventStore,
  type Lease,
  type NewEvent,
  type SessionRecord,
  type Snapshot,
  StoreError,
  type StoredEvent,
} from './event-store.ts';
import { type Kin, lastShared, type Stretch, stretchesOf } from './lineage.ts';

interface KeptSession {
  record: SessionRecord;
  /** Its own: those of a fork begin after its parent's moment. */
  readonly events: StoredEvent[];
  readonly lastSequenceByKey: Map<string, number>;
  readonly snapshots: Map<number, Snapshot>;
  epoch: number;
  lease: { readonly owner: string; readonly untilMs: number } | null;
  /** Kept for its forks alone. */
  isErased: boolean;
}

/** A store that lasts as long as the process: for tests, and for trying things out. Leases go by `clock`. */
export function createMemoryStore({ clock = systemClock }: { readonly clock?: Clock } = {}): EventStore {
  const sessions = new Map<string, KeptSession>();
  let closed = false;

  return {
    async createSession({ id, editTokenHash, createdAtMs, parent = null }, events) {
      assertOpen();
      if (sessions.has(id)) throw new StoreError('exists', `There is already a session ${id}.`);
      if (parent) {
        const head = required(parent.sessionId).record.head;
        if (parent.sequence < 1 || parent.sequence > head) {
          throw new StoreError('missing', `Session ${parent.sessionId} has no event ${parent.sequence}.`);
        }
      }
      const stored = numbered(events, parent?.sequence ?? 0);
      const head = stored.at(-1)?.sequence ?? parent?.sequence ?? 0;
      const lastActiveAtMs = Math.max(createdAtMs, events.at(-1)?.atMs ?? 0);
      sessions.set(id, {
        record: { id, editTokenHash, createdAtMs, head, lastActiveAtMs, parent },
        events: [...stored],
        lastSequenceByKey: new Map(),
        snapshots: new Map(),
        epoch: 0,
        lease: null,
        isErased: false,
      });
      return stored;
    },

    async findSession(id) {
      assertOpen();
      return found(id)?.record ?? null;
    },

    async append(sessionId, { expectedHead, events, idempotencyKey, lease }): Promise<AppendOutcome> {
      assertOpen();
      if (events.length === 0) throw new StoreError('broken', 'An append needs at least one event.');
      const session = required(sessionId);
      const repeated = idempotencyKey === undefined ? undefined : session.lastSequenceByKey.get(idempotencyKey);
      if (repeated !== undefined) return { status: 'repeated', lastSequence: repeated };
      if (lease && !holds(session, lease)) return { status: 'fenced' };
      if (session.record.head !== expectedHead) return { status: 'head-moved', head: session.record.head };
      const stored = numbered(events, expectedHead);
      const head = expectedHead + stored.length;
      const lastActiveAtMs = Math.max(session.record.lastActiveAtMs, stored.at(-1)!.atMs);
      session.events.push(...stored);
      session.record = { ...session.record, head, lastActiveAtMs };
      if (idempotencyKey !== undefined) session.lastSequenceByKey.set(idempotencyKey, head);
      return { status: 'appended', events: stored };
    },

    async read(sessionId, { after, upTo = Infinity, limit = 1_000 }) {
      assertOpen();
      const events = stretches(sessionId).flatMap((stretch) => eventsOf(stretch, after, upTo));
      return events.slice(0, limit);
    },

    async findAppended(sessionId, idempotencyKey) {
      assertOpen();
      return found(sessionId)?.lastSequenceByKey.get(idempotencyKey) ?? null;
    },

    async saveSnapshot(sessionId, snapshot) {
      assertOpen();
      required(sessionId).snapshots.set(snapshot.sequence, snapshot);
    },

    async findSnapshot(sessionId, atMost = Infinity) {
      assertOpen();
      const snapshots = stretches(sessionId).flatMap(({ ownerId, upTo }) =>
        [...(sessions.get(ownerId)?.snapshots.values() ?? [])].filter(
          ({ sequence }) => sequence <= Math.min(atMost, upTo),
        ),
      );
      return snapshots.toSorted((a, b) => b.sequence - a.sequence)[0] ?? null;
    },

    async pack() {
      // There is no disk to spare.
      assertOpen();
    },

    async heads(sessionIds) {
      assertOpen();
      return new Map(
        sessionIds.flatMap((id) => {
          const session = found(id);
          return session ? [[id, session.record.head] as const] : [];
        }),
      );
    },

    async takeLease(sessionId, owner, ttlMs) {
      assertOpen();
      const session = found(sessionId);
      if (!session) return null;
      if (session.lease && session.lease.owner !== owner && session.lease.untilMs > clock.nowMs()) return null;
      session.epoch += 1;
      session.lease = { owner, untilMs: clock.nowMs() + ttlMs };
      return { owner, epoch: session.epoch };
    },

    async renewLease(sessionId, lease, ttlMs) {
      assertOpen();
      const session = found(sessionId);
      if (!session || !holds(session, lease)) return false;
      session.lease = { owner: lease.owner, untilMs: clock.nowMs() + ttlMs };
      return true;
    },

    async releaseLease(sessionId, lease) {
      assertOpen();
      const session = found(sessionId);
      if (session && holds(session, lease)) session.lease = null;
    },

    async replaceEditToken(sessionId, editTokenHash) {
      assertOpen();
      const session = required(sessionId);
      session.record = { ...session.record, editTokenHash };
    },

    async listSessions({ idleSinceMs = Infinity, limit = 100, offset = 0 } = {}) {
      assertOpen();
      return [...sessions.values()]
        .filter(({ isErased, record }) => !isErased && record.lastActiveAtMs < idleSinceMs)
        .map(({ record }) => record)
        .toSorted((a, b) => a.lastActiveAtMs - b.lastActiveAtMs || (a.id < b.id ? -1 : 1))
        .slice(offset, offset + limit);
    },

    async erase(sessionId) {
      assertOpen();
      const session = found(sessionId);
      if (!session) return false;
      session.isErased = true;
      dropUnshared(session);
      return true;
    },

    async close() {
      closed = true;
    },
  };

  function assertOpen(): void {
    if (closed) throw new StoreError('broken', 'The store is closed.');
  }

  function found(id: string): KeptSession | undefined {
    const session = sessions.get(id);
    return session?.isErased ? undefined : session;
  }

  function required(id: string): KeptSession {
    const session = found(id);
    if (!session) throw new StoreError('missing', `There is no session ${id}.`);
    return session;
  }

  function stretches(id: string): readonly Stretch[] {
    if (!found(id)) return [];
    return stretchesOf(id, (each): Kin | undefined => sessions.get(each)?.record).toReversed();
  }

  function eventsOf(stretch: Stretch, after: number, upTo: number): readonly StoredEvent[] {
    const ownFirst = sessions.get(stretch.ownerId)!.record.parent?.sequence ?? 0;
    const from = Math.max(stretch.after, after) - ownFirst;
    const to = Math.min(stretch.upTo, upTo) - ownFirst;
    return from < to ? sessions.get(stretch.ownerId)!.events.slice(from, to) : [];
  }

  /** Keeps of an erased session, and of erased ancestors that stayed only for it, what forks share: perhaps nothing. */
  function dropUnshared({ record, events, snapshots, lastSequenceByKey }: KeptSession): void {
    const last = lastShared(record.id, (id) =>
      [...sessions.values()].flatMap(({ record: fork, isErased }) =>
        fork.parent?.sessionId === id ? [{ id: fork.id, sequence: fork.parent.sequence, isErased }] : [],
      ),
    );
    if (last === null) {
      sessions.delete(record.id);
    } else {
      const session = sessions.get(record.id)!;
      session.record = { ...record, head: Math.min(record.head, last), editTokenHash: '' };
      events.length = Math.max(0, last - (record.parent?.sequence ?? 0));
      session.lease = null;
      lastSequenceByKey.clear();
      for (const sequence of snapshots.keys()) if (sequence > last) snapshots.delete(sequence);
    }
    const parent = record.parent && sessions.get(record.parent.sessionId);
    if (parent?.isErased) dropUnshared(parent);
  }
}

function holds({ lease, epoch }: KeptSession, claimed: Lease): boolean {
  return lease?.owner === claimed.owner && epoch === claimed.epoch;
}

function numbered(events: readonly NewEvent[], head: number): readonly StoredEvent[] {
  return events.map(({ atMs, type, payload }, index) => ({ sequence: head + index + 1, atMs, type, payload }));
}
