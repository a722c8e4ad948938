import { StoreError } from '../log/event-store.ts';
import type { Refusal } from '../session/refusal.ts';

/** An answer that is a no, ready to be sent. Thrown inside route handlers only, and turned into a response at their edge. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly status: number;
  /** Stable, kebab-case. */
  readonly code: string;
  readonly retryAfterMs: number | undefined;

  constructor(status: number, code: string, message: string, retryAfterMs?: number) {
    super(message);
    this.status = status;
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

const statusOfRefusal: Readonly<Record<Refusal['code'], number>> = {
  'bad-command': 400,
  'bad-path': 422,
  'path-taken': 409,
  'unknown-file': 404,
  'unknown-run': 404,
  'unknown-version': 404,
  'version-unknown': 409,
  'version-ahead': 409,
  'bad-change': 422,
  'too-large': 413,
  'not-text': 415,
  picture: 415,
  'run-already-going': 409,
  'no-run': 409,
  'run-stopping': 409,
  'run-going': 409,
  'race-going': 409,
  'no-race': 409,
  'unknown-racer': 404,
  'nothing-to-keep': 409,
  'nothing-to-revert': 409,
  'nothing-to-continue': 409,
  'changed-meanwhile': 409,
  'empty-instruction': 422,
};

/** A session's no as an answer. */
export function fromRefusal(refusal: Refusal): HttpError {
  return new HttpError(statusOfRefusal[refusal.code], refusal.code, refusal.message);
}

/** Runs a handler; whatever it throws becomes a JSON error with the right status, without stack, key or path. */
export async function answer(handle: () => Promise<Response>): Promise<Response> {
  try {
    return await handle();
  } catch (error) {
    return errorResponse(error);
  }
}

function errorResponse(error: unknown): Response {
  const known = error instanceof HttpError ? error : fromStore(error);
  if (known) {
    const { code, message, retryAfterMs } = known;
    return Response.json(
      { error: { code, message, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) } },
      {
        status: known.status,
        headers: {
          'Cache-Control': 'no-store',
          ...(retryAfterMs === undefined ? {} : { 'Retry-After': String(Math.ceil(retryAfterMs / 1_000)) }),
        },
      },
    );
  }
  console.error(error);
  return Response.json(
    { error: { code: 'internal', message: 'Something went wrong in Flint. The server’s log has the details.' } },
    { status: 500, headers: { 'Cache-Control': 'no-store' } },
  );
}

function fromStore(error: unknown): HttpError | null {
  if (!(error instanceof StoreError)) return null;
  // While the database is away this happens to every request: one line each is enough.
  console.error(error.kind === 'unreachable' ? error.message : error);
  if (error.kind === 'missing') return new HttpError(404, 'unknown-session', 'There is no session with this address.');
  if (error.kind === 'full') return new HttpError(507, 'store-full', 'The server has no room left to keep this.');
  return new HttpError(
    503,
    'store-unavailable',
    'The server cannot reach its store now. Try again in a moment.',
    2_000,
  );
}
