import { findRecord, holdSession, mayEdit } from './access.ts';
import { container } from './container.ts';
import { endFrame, streamHeaders, withdrawnFrame } from './feed/frames.ts';
import { answer, HttpError } from './http-error.ts';
import type { Visit } from './presence/presence-room.ts';
import { readClientId, readDisplayName } from './presence/read-visitor.ts';
import { bearerToken } from './read-request.ts';

/**
 * `GET /api/sessions/:id/events?after=`: the session's events as server-sent events, those kept and then live.
 * `Last-Event-ID` counts before `after`. Who sends the edit token counts as somebody who may edit and is there. `client`
 * and `name` say who it is; frames without an id tell who else is here, and are nothing of the log.
 */
export function sendEvents(request: Request, sessionId: string): Promise<Response> {
  return answer(async () => {
    const flint = await container();
    const record = await findRecord(flint, sessionId);
    const after = readAfter(request);
    // Nobody would ever read, or leave, the stream of an answer that has no body.
    if (request.method === 'HEAD') return new Response(null, { headers: streamHeaders });
    const isEditor = mayEdit(request, record);
    if (!isEditor && flint.feeds.countReaders(sessionId) >= mostReaders) throw tooManyReaders();
    const { session, release } = await holdSession(flint, sessionId);
    const connection = flint.connections.current();
    let visit: Visit | null = null;
    const stream = flint.feeds.enter(sessionId, {
      lane: isEditor ? 'editors' : 'crowd',
      after,
      state: session.state,
      head: record.head,
      onOver() {
        request.signal.removeEventListener('abort', endStream);
        visit?.leave();
        release();
        connection?.breakSoon();
      },
    });
    if (!stream.isOver) {
      // Its link was withdrawn while nobody had the page open.
      if (!isEditor && bearerToken(request) !== null) stream.send(withdrawnFrame);
      visit = flint.presence.enter(sessionId, {
        ...readVisitor(request),
        tokenHash: isEditor ? record.editTokenHash : null,
        send: (frame) => stream.send(frame),
      });
    }
    // Who left before anything was sent is told of nowhere else.
    request.signal.addEventListener('abort', endStream);
    if (request.signal.aborted) endStream();
    return new Response(stream.body, { headers: streamHeaders });

    function endStream(): void {
      stream.end(endFrame);
    }
  });
}

/** More than a process can serve well: others behind the same address may have room. */
const mostReaders = 2_000;

function tooManyReaders(): HttpError {
  const message = 'As many people as Flint has room for watch this already. Try again in a moment.';
  return new HttpError(503, 'too-many-viewers', message, 5_000);
}

function readAfter(request: Request): number {
  const given = request.headers.get('last-event-id') ?? new URL(request.url).searchParams.get('after') ?? '0';
  const after = Number(given);
  if (!/^\d{1,15}$/.test(given) || !Number.isSafeInteger(after)) {
    throw new HttpError(400, 'bad-after', '`after` must be a sequence number.');
  }
  return after;
}

function readVisitor(request: Request): { readonly clientId: string | null; readonly name: string } {
  const query = new URL(request.url).searchParams;
  return { clientId: readClientId(query.get('client')), name: readDisplayName(query.get('name')) };
}
