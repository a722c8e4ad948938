import type { OpenSession } from './session-context.tsx';

/** `window.flint`: what the page shows now, for tests and for the curious. Read-only; see docs. */
export interface FlintHandle {
  /** The whole text of the open file. */
  text(): string;
  /** The sequence number of the last event that was applied. */
  sequence(): number;
}

declare global {
  interface Window {
    flint?: FlintHandle;
  }
}

/** Offers the handle for a session. Returns what takes it away. */
export function offerFlintHandle({ client, desk }: OpenSession): () => void {
  const handle: FlintHandle = Object.freeze({
    text() {
      const { activeFileId } = desk.getState();
      return activeFileId === null ? '' : client.textOf(activeFileId).toString();
    },
    sequence: () => client.view.getState().sequence,
  });
  window.flint = handle;
  return () => {
    if (window.flint === handle) delete window.flint;
  };
}
