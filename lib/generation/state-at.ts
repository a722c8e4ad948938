import type { EventLog } from '../log/event-log.ts';
import { decodeEvent } from '../session/event-codec.ts';
import { foldAll } from '../session/fold-session.ts';
import { emptySession, type SessionState } from '../session/session-state.ts';
import { restoreSnapshot, type SessionSnapshot } from '../session/snapshot.ts';

/**
 * A session as it was right after the event `sequence`: from the nearest snapshot before it. Null when there is no such
 * event. Throws a `StoreError`.
 */
export async function stateAt(log: EventLog, sessionId: string, sequence: number): Promise<SessionState | null> {
  if (sequence < 1) return null;
  const snapshot = await log.findSnapshot(sessionId, sequence);
  const start = snapshot ? restoreSnapshot(JSON.parse(snapshot.state) as SessionSnapshot) : emptySession;
  const events = await log.readAll(sessionId, { after: start.sequence, upTo: sequence });
  const state = foldAll(start, events.map(decodeEvent));
  return state.sequence === sequence ? state : null;
}
