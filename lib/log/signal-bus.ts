/**
 * Carries passing messages between everybody at work on a session, in this process and in others: who is here, where
 * their cursors are. Nothing of it is kept, and a message may be lost.
 */
export interface SignalBus {
  /** Sends to all who listen, here (before it returns) and elsewhere. Never throws. */
  send(sessionId: string, message: string): void;
  /** The function returned ends it. */
  listen(sessionId: string, listener: (message: string) => void): () => void;
  close(): Promise<void>;
}
