import type { StoredEvent } from './event-store.ts';

/** Carries news of what was appended, in the order of each session's log. It keeps nothing: who was not listening reads the log. */
export interface EventBus {
  /** Announces events that are already in the store. Never throws, never waits for a listener. */
  publish(sessionId: string, events: readonly StoredEvent[]): void;
  /** Calls `listener` for everything published from now on; the function returned ends it. */
  subscribe(sessionId: string, listener: (events: readonly StoredEvent[]) => void): () => void;
  close(): Promise<void>;
}
