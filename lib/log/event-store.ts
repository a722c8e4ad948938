/** An event as it is kept: the log knows its number and its time, and nothing of what it means. */
export interface StoredEvent {
  /** 1, 2, 3, … within its session, without gaps. */
  readonly sequence: number;
  readonly atMs: number;
  /** A kebab-case word, such as `text-changed`. */
  readonly type: string;
  /** The event's own fields, as JSON, without sequence, time and type. */
  readonly payload: string;
}

/** An event on its way in: the store gives it its number. */
export type NewEvent = Omit<StoredEvent, 'sequence'>;

/** What is kept about a session beside its events. */
export interface SessionRecord {
  readonly id: string;
  /** SHA-256 of the edit token, hex. The token itself is never kept. */
  readonly editTokenHash: string;
  readonly createdAtMs: number;
  /** The last sequence number given. */
  readonly head: number;
  /** The time of its last event, or of its making where that came later: an import brings events of long ago. */
  readonly lastActiveAtMs: number;
  /** Where it was forked off: up to and with that sequence its log is the parent's. */
  readonly parent: SessionMoment | null;
}

/** A session as it was right after one of its events. */
export interface SessionMoment {
  readonly sessionId: string;
  readonly sequence: number;
}

/** The right to carry a session's run out: whoever takes it after us has a higher epoch, and ours is worth nothing then. */
export interface Lease {
  readonly owner: string;
  readonly epoch: number;
}

/** A whole state at a moment, so that a reader need not start from 1. Opaque to the log. */
export interface Snapshot {
  readonly sequence: number;
  readonly state: string;
}

/** Packed events lie in blocks that end at the multiples of this: a snapshot kept there spares its readers the most. */
export const eventsPerBlock = 512;

/** What became of an `append`. */
export type AppendOutcome =
  | { readonly status: 'appended'; readonly events: readonly StoredEvent[] }
  /** The same idempotency key was appended before: nothing was written; `lastSequence` is the last event it gave then. */
  | { readonly status: 'repeated'; readonly lastSequence: number }
  /** Somebody else appended first: nothing was written; read on from your head and decide again. */
  | { readonly status: 'head-moved'; readonly head: number }
  /** The lease given with it was given back or passed to somebody else: nothing was written, and nothing under it ever will be. */
  | { readonly status: 'fenced' };

/**
 * Where sessions live. What `append` has resolved for is on disk (as far as the store has one) and will be read back
 * in this order for ever. Numbers are per session and gapless. All methods throw a `StoreError` when the store is
 * broken; unknown and erased sessions are `null` or an empty list, and `append` to one throws.
 *
 * A fork shares its parent's events up to the moment it was forked at, without a copy: they are read, and snapshots are
 * found, as if they were its own, and its own numbers go on from there. That holds over several generations, and also
 * when the parent goes on or is erased.
 */
export interface EventStore {
  /**
   * Makes a session and its first events in one transaction. Throws a `StoreError` of kind `exists` if the id is taken,
   * of kind `missing` if there is no such moment of the parent.
   */
  createSession(
    record: {
      readonly id: string;
      readonly editTokenHash: string;
      readonly createdAtMs: number;
      readonly parent?: SessionMoment;
    },
    events: readonly NewEvent[],
  ): Promise<readonly StoredEvent[]>;
  findSession(id: string): Promise<SessionRecord | null>;
  /**
   * Appends all or nothing, if the head is still `expectedHead` and, where `lease` is given, nobody has taken it since
   * (also when it has run out meanwhile). Looked at in this order: idempotency key, lease, head. `events` must not be empty.
   */
  append(
    sessionId: string,
    append: {
      readonly expectedHead: number;
      readonly events: readonly NewEvent[];
      readonly idempotencyKey?: string;
      readonly lease?: Lease;
    },
  ): Promise<AppendOutcome>;
  /** Events after `after`, in order, `limit` at most (default 1,000). */
  read(
    sessionId: string,
    range: { readonly after: number; readonly upTo?: number; readonly limit?: number },
  ): Promise<readonly StoredEvent[]>;
  /** The last sequence number that `append` gave for this key in this session, or null. A fork has its own keys only. */
  findAppended(sessionId: string, idempotencyKey: string): Promise<number | null>;
  /** Keeps a snapshot of a moment that is in the log. A moment has one state: where there is one already, it may stay. */
  saveSnapshot(sessionId: string, snapshot: Snapshot): Promise<void>;
  /** The latest snapshot at or before `atMost` (default: the latest of all). */
  findSnapshot(sessionId: string, atMost?: number): Promise<Snapshot | null>;
  /**
   * Packs a session's own older events and snapshots tightly, in whole blocks up to `upTo` at most. What is read stays the
   * same; it may forget idempotency keys that are thousands of events old. It goes in small steps, between which others
   * come to their turn, and each of which is whole: it may be cut off anywhere, called twice at once, and finds its place
   * again. Cheap when there is nothing to pack.
   */
  pack(sessionId: string, upTo: number): Promise<void>;
  /** The heads of those of these sessions that are there. */
  heads(sessionIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /**
   * Takes the lease for `ttlMs` by the store's own clock: when nobody has it, when it has run out, and when `owner` has
   * it already. Null when somebody else does, and for a session that is not there. Each taking counts the epoch up.
   */
  takeLease(sessionId: string, owner: string, ttlMs: number): Promise<Lease | null>;
  /** Makes it last `ttlMs` from now, also when it had run out and nobody took it. False when it is no longer ours. */
  renewLease(sessionId: string, lease: Lease, ttlMs: number): Promise<boolean>;
  /** Gives it back; nothing happens when it is no longer ours. */
  releaseLease(sessionId: string, lease: Lease): Promise<void>;
  /** From now on only this token edits: the old one is withdrawn. Throws a `StoreError` of kind `missing`. */
  replaceEditToken(sessionId: string, editTokenHash: string): Promise<void>;
  /** Sessions, those longest idle first; `idleSinceMs`: only those without an event since then. `limit` 100 by default. */
  listSessions(filter?: {
    readonly idleSinceMs?: number;
    readonly limit?: number;
    readonly offset?: number;
  }): Promise<readonly SessionRecord[]>;
  /** Erases a session for good; what its forks share of it stays for them alone. False when there was none. */
  erase(sessionId: string): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * `locked`: another process has the store; `exists`: the id is taken; `missing`: no such session, or no such moment of
 * it; `full`: no room on the disk; `unreachable`: the database does not answer, and may do so again; `broken`: anything
 * else.
 */
export type StoreErrorKind = 'locked' | 'exists' | 'missing' | 'full' | 'unreachable' | 'broken';

/** The store could not do what it promised. The message is plain words for whoever runs the server. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly kind: StoreErrorKind;

  constructor(kind: StoreErrorKind, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.kind = kind;
  }
}
