import {
  type AppendOutcome,
  type EventStore,
  type NewEvent,
  type SessionRecord,
  type Snapshot,
  StoreError,
  type StoredEvent,
} from './event-store.ts';

interface KeptSession {
  record: SessionRecord;
  readonly events: StoredEvent[];
  readonly lastSequenceByKey: Map<string, number>;
  readonly snapshots: Map<number, Snapshot>;
}

/** A store that lasts as long as the process: for tests, and for trying things out. */
export function createMemoryStore(): EventStore {
  const sessions = new Map<string, KeptSession>();
  let closed = false;

  return {
    async createSession(record, events) {
      assertOpen();
      if (sessions.has(record.id)) throw new StoreError('exists', `There is already a session ${record.id}.`);
      const stored = numbered(events, 0);
      sessions.set(record.id, {
        record: { ...record, head: stored.length },
        events: [...stored],
        lastSequenceByKey: new Map(),
        snapshots: new Map(),
      });
      return stored;
    },

    async findSession(id) {
      assertOpen();
      return sessions.get(id)?.record ?? null;
    },

    async append(sessionId, { expectedHead, events, idempotencyKey }): Promise<AppendOutcome> {
      assertOpen();
      if (events.length === 0) throw new StoreError('broken', 'An append needs at least one event.');
      const session = sessions.get(sessionId);
      if (!session) throw new StoreError('missing', `There is no session ${sessionId}.`);
      const repeated = idempotencyKey === undefined ? undefined : session.lastSequenceByKey.get(idempotencyKey);
      if (repeated !== undefined) return { status: 'repeated', lastSequence: repeated };
      if (session.record.head !== expectedHead) return { status: 'head-moved', head: session.record.head };
      const stored = numbered(events, expectedHead);
      const head = expectedHead + stored.length;
      session.events.push(...stored);
      session.record = { ...session.record, head };
      if (idempotencyKey !== undefined) session.lastSequenceByKey.set(idempotencyKey, head);
      return { status: 'appended', events: stored };
    },

    async read(sessionId, { after, upTo = Infinity, limit = 1_000 }) {
      assertOpen();
      const from = Math.max(0, after);
      return sessions.get(sessionId)?.events.slice(from, Math.max(from, Math.min(upTo, from + limit))) ?? [];
    },

    async findAppended(sessionId, idempotencyKey) {
      assertOpen();
      return sessions.get(sessionId)?.lastSequenceByKey.get(idempotencyKey) ?? null;
    },

    async saveSnapshot(sessionId, snapshot) {
      assertOpen();
      const session = sessions.get(sessionId);
      if (!session) throw new StoreError('missing', `There is no session ${sessionId}.`);
      session.snapshots.set(snapshot.sequence, snapshot);
    },

    async findSnapshot(sessionId, atMost = Infinity) {
      assertOpen();
      const snapshots = [...(sessions.get(sessionId)?.snapshots.values() ?? [])];
      return (
        snapshots.filter((snapshot) => snapshot.sequence <= atMost).toSorted((a, b) => b.sequence - a.sequence)[0] ??
        null
      );
    },

    async close() {
      closed = true;
    },
  };

  function assertOpen(): void {
    if (closed) throw new StoreError('broken', 'The store is closed.');
  }
}

function numbered(events: readonly NewEvent[], head: number): readonly StoredEvent[] {
  return events.map(({ atMs, type, payload }, index) => ({ sequence: head + index + 1, atMs, type, payload }));
}
