import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import type { SessionRecord } from '../log/event-store.ts';
import type { Container } from './container.ts';
import { HttpError } from './http-error.ts';
import { isEditToken, isSameSecret } from './identity.ts';
import { bearerToken } from './read-request.ts';
import { createCounter, type SharedCounts } from './shared-counts.ts';
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

/** Counts wrong access codes by the address they came from. */
export function createCodeTries(counts: SharedCounts | null): RateLimiterAbstract {
  return createCounter('code-tries', { points: 10, duration: 60 }, counts);
}

/**
 * Where whoever runs the server set an access code, refuses who does not send it in `X-Flint-Access-Code`; see
 * `hasAccessCode`.
 */
export async function requireAccessCode(
  request: Request,
  flint: Pick<Container, 'environment' | 'models' | 'codeTries'>,
): Promise<void> {
  if (!(await hasAccessCode(request, flint))) throw accessCodeNeeded();
}

/**
 * Whether this request may use the keys of whoever runs the server: it has the access code, or none is needed. Refuses a
 * wrong one; after ten of those within a minute nothing more is taken from that address until the minute is over, so that
 * codes cannot be tried out. Sending none is not a try.
 */
export async function hasAccessCode(
  request: Request,
  { environment, models, codeTries }: Pick<Container, 'environment' | 'models' | 'codeTries'>,
): Promise<boolean> {
  const { accessCode } = environment;
  if (accessCode === null || !(await models.usesServerKey())) return true;
  const given = request.headers.get('x-flint-access-code');
  if (given === null) return false;
  const address = clientAddress(request);
  const isRight = isSameSecret(given, accessCode);
  // Looked at and counted in one step each, so that many tries at once are no way around.
  const tries = isRight ? await codeTries.get(address) : await codeTries.penalty(address);
  const wrongBefore = (tries?.consumedPoints ?? 0) - (isRight ? 0 : 1);
  if (tries && wrongBefore >= codeTries.points) throw tooManyTries(tries.msBeforeNext);
  if (!isRight) throw accessCodeNeeded();
  return true;
}

/**
 * Where a request came from. The last address is the one that Next, or the proxy nearest to it, saw itself; those before it are only what a client
 * claims. A server that is reached without a proxy takes all of the header from the client.
 */
export function clientAddress(request: Request): string {
  const addresses = request.headers.get('x-forwarded-for')?.split(',') ?? [];
  return addresses.at(-1)?.trim().slice(0, 64) ?? '';
}

/** What is said to who has no access code where one is needed. */
export function accessCodeNeeded(): HttpError {
  return new HttpError(401, 'access-code-needed', 'This Flint asks for an access code before a model is used.');
}

function tooManyTries(retryAfterMs: number): HttpError {
  const message = 'Too many wrong access codes came from here. Wait a minute, then try again.';
  return new HttpError(429, 'too-many-tries', message, retryAfterMs);
}
