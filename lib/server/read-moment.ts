import { stateAt } from '../generation/state-at.ts';
import type { SessionState } from '../session/session-state.ts';
import { findRecord, holdSession } from './access.ts';
import type { Container } from './container.ts';
import { HttpError } from './http-error.ts';

/**
 * The session as it was right after the event that `at` names, or as it is now when that is null; and the log's head. A
 * 404 where there is no such session, or no such moment in it.
 */
export async function readMoment(
  flint: Pick<Container, 'log' | 'sessions'>,
  sessionId: string,
  at: string | null,
): Promise<{ readonly state: SessionState; readonly head: number }> {
  const { head } = await findRecord(flint, sessionId);
  if (at === null) {
    const { session, release } = await holdSession(flint, sessionId);
    release();
    return { state: session.state, head: session.state.sequence };
  }
  if (!/^\d{1,15}$/.test(at)) throw new HttpError(400, 'bad-at', '`at` must be a sequence number.');
  const state = Number(at) > head ? null : await stateAt(flint.log, sessionId, Number(at));
  if (!state) throw new HttpError(404, 'unknown-version', 'There is no such moment in this session.');
  return { state, head };
}
