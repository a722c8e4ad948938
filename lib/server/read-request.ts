import { type Environment, isLoopback } from './environment.ts';
import { HttpError } from './http-error.ts';
import { readClientId } from './presence/read-visitor.ts';

/**
 * Refuses what another site's page, or a sandboxed frame, sends: the browser says where a request comes from. Requests
 * from outside a browser name no origin and pass; they still need a token.
 *
 * Where only this machine can reach the server, a browser that calls it by another name was led here by somebody else's
 * name server: such a page would count as our own, and could use the keys of whoever runs the server.
 */
export function requireSameOrigin(
  request: Request,
  { publicUrl, isLocalOnly }: Pick<Environment, 'publicUrl' | 'isLocalOnly'>,
): void {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none') throw crossOrigin();
  const origin = request.headers.get('origin');
  if (origin === null && site === null) return;
  const host = request.headers.get('host');
  if (origin !== null) {
    const from = URL.canParse(origin) ? new URL(origin) : null;
    const isPublic = publicUrl !== null && from?.origin === new URL(publicUrl).origin;
    if (!from || (from.host !== host && !isPublic)) throw crossOrigin();
  }
  if (isLocalOnly && !isExpectedHost(host, publicUrl)) {
    throw new HttpError(
      403,
      'unknown-host',
      'This Flint is not known by this address. Whoever runs it can set it as FLINT_PUBLIC_URL.',
    );
  }
}

function isExpectedHost(host: string | null, publicUrl: string | null): boolean {
  const url = `http://${host ?? ''}`;
  if (publicUrl !== null && new URL(publicUrl).host === host) return true;
  return URL.canParse(url) && isLoopback(new URL(url).hostname);
}

function crossOrigin(): HttpError {
  return new HttpError(403, 'cross-origin', 'This request came from another site’s page.');
}

/**
 * Reads a JSON body of `maxBytes` at most, and stops reading where it is longer; `sizeBytes` is how much was sent.
 * Throws an `HttpError` that says what is wrong.
 */
export async function readJson(
  request: Request,
  maxBytes: number,
): Promise<{ readonly body: unknown; readonly sizeBytes: number }> {
  if (mediaType(request) !== 'application/json') {
    throw new HttpError(415, 'not-json', 'Send the body as JSON, with Content-Type: application/json.');
  }
  const bytes = await readBytes(request, maxBytes);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { body: JSON.parse(text), sizeBytes: bytes.byteLength };
  } catch {
    throw new HttpError(400, 'malformed-json', 'The body is not valid JSON.');
  }
}

/** What the body is said to be, without parameters; null when nothing is said. */
export function mediaType(request: Request): string | null {
  return request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? null;
}

/** The whole body, of `maxBytes` at most. Throws an `HttpError` where it is longer, as soon as that is seen. */
export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of readChunks(request, maxBytes)) {
    size += chunk.byteLength;
    chunks.push(chunk);
  }
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}

/** The body as it comes in, of `maxBytes` at most, as in `readBytes`. Who stops reading stops the sending. */
export async function* readChunks(request: Request, maxBytes: number): AsyncGenerator<Uint8Array> {
  const kiloBytes = Math.floor(maxBytes / 1024);
  const words = kiloBytes < 1024 ? `${kiloBytes} KB` : `${Math.floor(kiloBytes / 1024)} MB`;
  const tooLarge = new HttpError(413, 'too-large', `The body is larger than ${words}.`);
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge;
  if (!request.body) return;
  const reader = request.body.getReader();
  let sizeBytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      sizeBytes += value.byteLength;
      if (sizeBytes > maxBytes) throw tooLarge;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/** The token of `Authorization: Bearer …`, or null when there is none. */
export function bearerToken(request: Request): string | null {
  return /^Bearer ([A-Za-z0-9_-]{1,200})$/.exec(request.headers.get('authorization') ?? '')?.[1] ?? null;
}

/** Which open page sends this; `api` where it is none. */
export function sendingPage(request: Request): string {
  return readClientId(request.headers.get('x-flint-client')) ?? 'api';
}
