import type { EventDraft, EventLog } from '../log/event-log.ts';
import type { SessionMoment } from '../log/event-store.ts';
import type { Environment } from './environment.ts';
import { hashEditToken, newEditToken, newSessionId } from './identity.ts';
import { publicOrigin } from './public-origin.ts';

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
  environment: Pick<Environment, 'publicUrl'>,
  { sessionId, editToken }: MadeSession,
  more?: More,
): Response {
  return Response.json(
    { sessionId, editToken, url: `${publicOrigin(request.headers, environment)}/s/${sessionId}`, ...more },
    { status: 201, headers: { 'Cache-Control': 'no-store' } },
  );
}
