import type { SessionRecord } from '../log/event-store.ts';
import type { Container } from './container.ts';
import { HttpError } from './http-error.ts';
import { isEditToken, isSameSecret } from './identity.ts';
import { bearerToken } from './read-request.ts';
import type { HeldSession } from './session-registry.ts';

/** What is kept of the session with this address, or a 404. */
export async function findRecord({ log }: Pick<Container, 'log'>, sessionId: string): Promise<SessionRecord> {
  const record = /^[A-Za-z0-9_-]{16,64}$/.test(sessionId) ? await log.find(sessionId) : null;
  if (!record) throw unknownSession();
  return record;
}

/** The session, open until it is released, or a 404. */
export async function holdSession({ sessions }: Pick<Container, 'sessions'>, sessionId: string): Promise<HeldSession> {
  const held = await sessions.hold(sessionId);
  if (!held) throw unknownSession();
  return held;
}

function unknownSession(): HttpError {
  return new HttpError(404, 'unknown-session', 'There is no session with this address.');
}

/** Whether the request carries this session's edit token. */
export function mayEdit(request: Request, record: SessionRecord): boolean {
  const token = bearerToken(request);
  return token !== null && isEditToken(token, record.editTokenHash);
}

/** Refuses who has no token, or not this session's. */
export function requireEdit(request: Request, record: SessionRecord): void {
  if (bearerToken(request) === null) {
    throw new HttpError(401, 'token-needed', 'Changing this session needs its edit link.');
  }
  if (!mayEdit(request, record)) {
    throw new HttpError(403, 'wrong-token', 'This edit link does not belong to this session, or was withdrawn.');
  }
}

/** Where whoever runs the server set an access code, refuses who does not send it in `X-Flint-Access-Code`. */
export function requireAccessCode(request: Request, { environment, models }: Container): void {
  const { accessCode } = environment;
  if (accessCode === null || !models.usesServerKey()) return;
  const given = request.headers.get('x-flint-access-code');
  if (given === null || !isSameSecret(given, accessCode)) {
    throw new HttpError(401, 'access-code-needed', 'This Flint asks for an access code before a model is used.');
  }
}
