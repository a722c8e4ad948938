import type { StoredEvent } from './event-store.ts';

/**
 * Told of events. `elsewhere`: another process appended them; then the list may be empty, which says only that the log
 * may have gone on and is to be read. News that were made good from the log can, seldom, hold what this process is itself
 * about to announce: go by the sequence numbers.
 */
export type BusListener = (events: readonly StoredEvent[], from: 'here' | 'elsewhere') => void;

/** Carries news of what was appended, in the order of each session's log. It keeps nothing: who was not listening reads the log. */
export interface EventBus {
  /** Announces events that are already in the store. Never throws, never waits for a listener. */
  publish(sessionId: string, events: readonly StoredEvent[]): void;
  /** Calls `listener` for everything published from now on; the function returned ends it. */
  subscribe(sessionId: string, listener: BusListener): () => void;
  close(): Promise<void>;
}
