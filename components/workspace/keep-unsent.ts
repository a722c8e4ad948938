import type { SessionClient } from '../../lib/live/session-view.ts';
import type { UnsentChanges } from '../../lib/live/unsent-changes.ts';
import { readStored, store } from '../ui/storage.ts';

const key = (sessionId: string) => `flint:unsent:${sessionId}`;

/**
 * Keeps what was typed and not confirmed while this tab's page goes away, for the next one to go on with. Returns what
 * ends it.
 */
export function keepUnsent(client: SessionClient): () => void {
  const keep = () => {
    const { sessionId } = client.view.getState();
    const unsent = client.unsentChanges();
    if (sessionId !== null && unsent !== null) store('session', key(sessionId), JSON.stringify(unsent));
  };
  // The page came back as it was: it has all of it itself.
  const forget = (event: PageTransitionEvent) => {
    const { sessionId } = client.view.getState();
    if (event.persisted && sessionId !== null) store('session', key(sessionId), null);
  };
  window.addEventListener('pagehide', keep);
  window.addEventListener('pageshow', forget);
  return () => {
    keep();
    window.removeEventListener('pagehide', keep);
    window.removeEventListener('pageshow', forget);
  };
}

/** What the page before this one left; it is given out once. */
export function takeUnsent(sessionId: string): UnsentChanges | null {
  const kept = readStored('session', key(sessionId));
  if (kept === null) return null;
  store('session', key(sessionId), null);
  try {
    return JSON.parse(kept) as UnsentChanges;
  } catch {
    return null;
  }
}
