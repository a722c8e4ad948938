import { stateAt } from '../generation/state-at.ts';
import type { SessionSnapshot } from '../session/snapshot.ts';
import { takeSnapshot } from '../session/snapshot.ts';
import { container } from './container.ts';

/** A session as its page first shows it, or null when there is none with this id. Throws when the store is out of reach. */
export async function readSessionForPage(sessionId: string): Promise<{ readonly snapshot: SessionSnapshot } | null> {
  if (!/^[A-Za-z0-9_-]{16,64}$/.test(sessionId)) return null;
  const { sessions } = await container();
  const held = await sessions.hold(sessionId);
  if (!held) return null;
  try {
    return { snapshot: takeSnapshot(held.session.state) };
  } finally {
    held.release();
  }
}

/** A session as it was right after this event, for a link to that moment; null when it never was. */
export async function readMomentForPage(sessionId: string, sequence: number): Promise<SessionSnapshot | null> {
  const { log } = await container();
  const record = await log.find(sessionId);
  const state = record && sequence <= record.head ? await stateAt(log, sessionId, sequence) : null;
  return state && takeSnapshot(state);
}
