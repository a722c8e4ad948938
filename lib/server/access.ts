import type { SessionRecord } from '../log/event-store.ts';
import type { Container } from './container.ts';
import { HttpError } from './http-error.ts';
import { isEditToken, isSameSecret } from './identity.ts';
import { bearerToken } from './read-request.ts';
import type { HostedSession } from './session-registry.ts';

/** The session, opened, or a 404. */
export async function findSession(
  { log, sessions }: Container,
  sessionId: string,
): Promise<{ readonly record: SessionRecord; readonly hosted: HostedSession }> {
  const missing = new HttpError(404, 'unknown-session', 'There is no session with this address.');
  if (!/^[A-Za-z0-9_-]{16,64}$/.test(sessionId)) throw missing;
  const record = await log.find(sessionId);
  const hosted = record && (await sessions.open(sessionId));
  if (!record || !hosted) throw missing;
  return { record, hosted };
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
