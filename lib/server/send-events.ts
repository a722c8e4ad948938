import { findRecord, holdSession, mayEdit } from './access.ts';
import { container } from './container.ts';
import { endFrame } from './feed/frames.ts';
import { answer, HttpError } from './http-error.ts';

/**
 * `GET /api/sessions/:id/events?after=`: the session's events as server-sent events, those kept and then live.
 * `Last-Event-ID` counts before `after`. Who sends the edit token counts as somebody who may edit and is there.
 */
export function sendEvents(request: Request, sessionId: string): Promise<Response> {
  return answer(async () => {
    const flint = await container();
    const record = await findRecord(flint, sessionId);
    const after = readAfter(request);
    // Nobody would ever read, or leave, the stream of an answer that has no body.
    if (request.method === 'HEAD') return new Response(null, { headers });
    const { session, runner, release } = await holdSession(flint, sessionId);
    const isEditor = mayEdit(request, record);
    const leave = isEditor ? runner.editorCame() : () => {};
    const connection = flint.connections.current();
    const stream = flint.feeds.enter(sessionId, {
      lane: isEditor ? 'editors' : 'crowd',
      after,
      state: session.state,
      head: record.head,
      onOver() {
        request.signal.removeEventListener('abort', endStream);
        leave();
        release();
        connection?.breakSoon();
      },
    });
    // Who left before anything was sent is told of nowhere else.
    request.signal.addEventListener('abort', endStream);
    if (request.signal.aborted) endStream();
    return new Response(stream.body, { headers });

    function endStream(): void {
      stream.end(endFrame);
    }
  });
}

const headers = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
};

function readAfter(request: Request): number {
  const given = request.headers.get('last-event-id') ?? new URL(request.url).searchParams.get('after') ?? '0';
  const after = Number(given);
  if (!/^\d{1,15}$/.test(given) || !Number.isSafeInteger(after)) {
    throw new HttpError(400, 'bad-after', '`after` must be a sequence number.');
  }
  return after;
}
