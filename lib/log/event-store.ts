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
}

/** A whole state at a moment, so that a reader need not start from 1. Opaque to the log. */
export interface Snapshot {
  readonly sequence: number;
  readonly state: string;
}

/** What became of an `append`. */
export type AppendOutcome =
  | { readonly status: 'appended'; readonly events: readonly StoredEvent[] }
  /** The same idempotency key was appended before: nothing was written; `lastSequence` is the last event it gave then. */
  | { readonly status: 'repeated'; readonly lastSequence: number }
  /** Somebody else appended first: nothing was written; read on from your head and decide again. */
  | { readonly status: 'head-moved'; readonly head: number };

/**
 * Where sessions live. What `append` has resolved for is on disk (as far as the store has one) and will be read back
 * in this order for ever. Numbers are per session and gapless. All methods throw a `StoreError` when the store is
 * broken; unknown sessions are `null` or an empty list, and `append` to one throws.
 */
export interface EventStore {
  /** Makes a session and its first events in one transaction. Throws a `StoreError` of kind `exists` if the id is taken. */
  createSession(
    record: { readonly id: string; readonly editTokenHash: string; readonly createdAtMs: number },
    events: readonly NewEvent[],
  ): Promise<readonly StoredEvent[]>;
  findSession(id: string): Promise<SessionRecord | null>;
  /** Appends all or nothing, if the head is still `expectedHead`. `events` must not be empty. */
  append(
    sessionId: string,
    append: { readonly expectedHead: number; readonly events: readonly NewEvent[]; readonly idempotencyKey?: string },
  ): Promise<AppendOutcome>;
  /** Events after `after`, in order, `limit` at most (default 1,000). */
  read(
    sessionId: string,
    range: { readonly after: number; readonly upTo?: number; readonly limit?: number },
  ): Promise<readonly StoredEvent[]>;
  /** The last sequence number that `append` gave for this key in this session, or null. */
  findAppended(sessionId: string, idempotencyKey: string): Promise<number | null>;
  /** Keeps a snapshot; a later one may replace it. */
  saveSnapshot(sessionId: string, snapshot: Snapshot): Promise<void>;
  /** The latest snapshot at or before `atMost` (default: the latest of all). */
  findSnapshot(sessionId: string, atMost?: number): Promise<Snapshot | null>;
  close(): Promise<void>;
}

/** `locked`: another process has the store; `exists`: the id is taken; `missing`: no such session; `full`: no room on the disk; `broken`: anything else. */
export type StoreErrorKind = 'locked' | 'exists' | 'missing' | 'full' | 'broken';

/** The store could not do what it promised. The message is plain words for whoever runs the server. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly kind: StoreErrorKind;

  constructor(kind: StoreErrorKind, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.kind = kind;
  }
}
