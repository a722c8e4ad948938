import type { EventDraft, EventLog } from '../log/event-log.ts';
import type { SessionMoment } from '../log/event-store.ts';
import type { Environment } from './environment.ts';
import { hashEditToken, newEditToken, newSessionId } from './identity.ts';

/** A session just made, and the secret that lets one edit it: it is told here and never again. */
export interface MadeSession {
  readonly sessionId: string;
  readonly editToken: string;
}

/** Makes a session of its first events, after those of its parent's where it is a fork. Throws a `StoreError`. */
export async function makeSession(
  log: EventLog,
  { events, parent }: { readonly events: readonly EventDraft[]; readonly parent?: SessionMoment },
): Promise<MadeSession> {
  const sessionId = newSessionId();
  const editToken = newEditToken();
  await log.create({ id: sessionId, editTokenHash: hashEditToken(editToken), ...(parent ? { parent } : {}) }, events);
  return { sessionId, editToken };
}

/** Tells whoever asked for a session of it: 201 with its id, its edit token and its address. */
export function tellMadeSession<More extends object>(
  request: Request,
  { publicUrl }: Pick<Environment, 'publicUrl'>,
  { sessionId, editToken }: MadeSession,
  more?: More,
): Response {
  return Response.json(
    { sessionId, editToken, url: `${publicUrl ?? originOf(request)}/s/${sessionId}`, ...more },
    { status: 201, headers: { 'Cache-Control': 'no-store' } },
  );
}

/** The address that the request came to, as the browser sees it. */
function originOf(request: Request): string {
  const host = request.headers.get('x-forwarded-host') ?? request.headers.get('host');
  const protocol =
    request.headers.get('x-forwarded-proto')?.split(',')[0] ?? new URL(request.url).protocol.slice(0, -1);
  return `${protocol}://${host ?? new URL(request.url).host}`;
}
