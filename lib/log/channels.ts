/**
 * Carries messages between processes, at most once: whoever was not there, or for whom the way was broken, does not get
 * them. Nothing here throws or waits.
 */
export interface Channels {
  /** Sends to everybody who listens to the channel, this process as well; nobody gets it while the way is broken. */
  send(channel: string, message: string): void;
  listen(channel: string, listener: (message: string) => void): Listening;
  /** Whether messages come through at the moment. */
  isUp(): boolean;
  /** Calls `listener` whenever that changes; the function returned ends it. */
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
}

export interface Listening {
  /** Resolves when messages first come through; never while they cannot. */
  readonly started: Promise<void>;
  stop(): void;
}
