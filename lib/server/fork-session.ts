import { stateAt } from '../generation/state-at.ts';
import type { SessionMoment } from '../log/event-store.ts';
import { encodeEvent } from '../session/event-codec.ts';
import { findRecord } from './access.ts';
import type { Container } from './container.ts';
import { HttpError } from './http-error.ts';
import { type MadeSession, makeSession } from './make-session.ts';

/**
 * Makes a session that goes on from a moment of another one, whose events up to there it shares. It is called as the
 * other was called then, unless it is given a title.
 */
export async function forkSession(
  { log }: Pick<Container, 'log'>,
  parent: SessionMoment,
  title: string | null,
): Promise<MadeSession> {
  const { head } = await findRecord({ log }, parent.sessionId);
  const state = parent.sequence > head ? null : await stateAt(log, parent.sessionId, parent.sequence);
  if (!state) throw new HttpError(404, 'unknown-version', 'There is no such moment in the session to be forked.');
  const forked = encodeEvent({ type: 'session-forked', parent, title: title ?? state.title });
  return makeSession(log, { events: [forked], parent });
}
