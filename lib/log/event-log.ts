import type { Clock } from '../base/clock.ts';
import type { EventBus } from './event-bus.ts';
import type {
  AppendOutcome,
  EventStore,
  Lease,
  NewEvent,
  SessionMoment,
  SessionRecord,
  Snapshot,
  StoredEvent,
} from './event-store.ts';
import { follow } from './follow.ts';

/** An event as its author hands it in. The log gives the time, unless the event brings its own (an import does). */
export type EventDraft = Omit<NewEvent, 'atMs'> & { readonly atMs?: number };

/** What a follower gets. */
export type FollowedItem =
  /** The next events, in order, at least one. Followers of one session may share the array: never change it. */
  | { readonly type: 'events'; readonly events: readonly StoredEvent[] }
  /** The reader was too slow and this is the last item: drop the reader, who may come back `after` what it got. */
  | { readonly type: 'resync'; readonly after: number };

/** The sessions' logs: everything that happens is appended here, and everybody who shows it follows here. */
export interface EventLog {
  /**
   * Makes a session with its first events; with `parent`, a fork of it at that moment. Throws a `StoreError` of kind
   * `exists` if the id is taken, of kind `missing` if there is no such moment.
   */
  create(
    session: { readonly id: string; readonly editTokenHash: string; readonly parent?: SessionMoment },
    events: readonly EventDraft[],
  ): Promise<readonly StoredEvent[]>;
  find(sessionId: string): Promise<SessionRecord | null>;
  /** Appends if the head is still `expectedHead`, and announces what was appended once it is kept. */
  append(
    sessionId: string,
    append: {
      readonly expectedHead: number;
      readonly events: readonly EventDraft[];
      readonly idempotencyKey?: string;
      readonly lease?: Lease;
    },
  ): Promise<AppendOutcome>;
  /** Announces events of which it turned out only later that an append of this process had got them into the log. */
  announce(sessionId: string, events: readonly StoredEvent[]): void;
  /** The last sequence number that an append with this key gave, or null. */
  findAppended(sessionId: string, idempotencyKey: string): Promise<number | null>;
  /** Every event after `after` (default 0) up to and with `upTo` (default: the head), in order. */
  readAll(
    sessionId: string,
    range?: { readonly after?: number; readonly upTo?: number },
  ): Promise<readonly StoredEvent[]>;
  /**
   * Every event after `after`, those kept first and then each as it is announced: no gap, no double, in order. A
   * waiting follower has an announced event before anything else of the event loop runs.
   *
   * Ends when `signal` aborts, or after a `resync` item once more than about `maxQueuedBytes` (default 1,000,000) of
   * announced events wait for the reader. Events still being read from the store never count: they wait there. Throws
   * a `StoreError`. An unknown session has no events: look with `find` first.
   */
  follow(
    sessionId: string,
    options: { readonly after: number; readonly signal: AbortSignal; readonly maxQueuedBytes?: number },
  ): AsyncIterable<FollowedItem>;
  saveSnapshot(sessionId: string, snapshot: Snapshot): Promise<void>;
  /** The latest snapshot at or before `atMost` (default: of all). */
  findSnapshot(sessionId: string, atMost?: number): Promise<Snapshot | null>;
  /**
   * Calls `listener` with what other processes append, in order and without gaps as far as they were told; an empty list
   * says that the log is to be read. What this process appends is not among it. The function returned ends it.
   */
  listenElsewhere(sessionId: string, listener: (events: readonly StoredEvent[]) => void): () => void;
  /** See `EventStore`: these go straight there. */
  readonly pack: EventStore['pack'];
  readonly takeLease: EventStore['takeLease'];
  readonly renewLease: EventStore['renewLease'];
  readonly releaseLease: EventStore['releaseLease'];
  readonly replaceEditToken: EventStore['replaceEditToken'];
  readonly listSessions: EventStore['listSessions'];
  readonly erase: EventStore['erase'];
}

/** Joins a store and a bus. Whoever made them closes them. */
export function createEventLog({
  store,
  bus,
  clock,
}: {
  readonly store: EventStore;
  readonly bus: EventBus;
  readonly clock: Clock;
}): EventLog {
  return {
    create(session, events) {
      return store.createSession({ ...session, createdAtMs: clock.nowMs() }, dated(events));
    },
    find: (sessionId) => store.findSession(sessionId),
    async append(sessionId, { events, ...rest }) {
      const outcome = await store.append(sessionId, { ...rest, events: dated(events) });
      if (outcome.status === 'appended') bus.publish(sessionId, outcome.events);
      return outcome;
    },
    announce: (sessionId, events) => bus.publish(sessionId, events),
    findAppended: (sessionId, idempotencyKey) => store.findAppended(sessionId, idempotencyKey),
    async readAll(sessionId, { after = 0, upTo } = {}) {
      const events: StoredEvent[] = [];
      for (;;) {
        const page = await store.read(sessionId, {
          after: events.at(-1)?.sequence ?? after,
          ...(upTo === undefined ? {} : { upTo }),
        });
        if (page.length === 0) return events;
        for (const event of page) events.push(event);
      }
    },
    follow: (sessionId, options) => follow({ store, bus, sessionId, ...options }),
    saveSnapshot: (sessionId, snapshot) => store.saveSnapshot(sessionId, snapshot),
    findSnapshot: (sessionId, atMost) => store.findSnapshot(sessionId, atMost),
    listenElsewhere: (sessionId, listener) =>
      bus.subscribe(sessionId, (events, from) => {
        if (from === 'elsewhere') listener(events);
      }),
    pack: (sessionId, upTo) => store.pack(sessionId, upTo),
    takeLease: (sessionId, owner, ttlMs) => store.takeLease(sessionId, owner, ttlMs),
    renewLease: (sessionId, lease, ttlMs) => store.renewLease(sessionId, lease, ttlMs),
    releaseLease: (sessionId, lease) => store.releaseLease(sessionId, lease),
    replaceEditToken: (sessionId, editTokenHash) => store.replaceEditToken(sessionId, editTokenHash),
    listSessions: (filter) => store.listSessions(filter),
    erase: (sessionId) => store.erase(sessionId),
  };

  function dated(events: readonly EventDraft[]): readonly NewEvent[] {
    const atMs = clock.nowMs();
    return events.map((event) => ({ atMs, ...event }));
  }
}
