import { findRecord, holdSession, mayEdit } from './access.ts';
import { container } from './container.ts';
import { streamEvents } from './event-stream.ts';
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
    const leave = mayEdit(request, record) ? runner.editorCame() : () => {};
    const closing = new AbortController();
    const close = () => closing.abort();
    const sources = [request.signal, flint.closing];
    for (const source of sources) source.addEventListener('abort', close);
    if (sources.some(({ aborted }) => aborted)) close();
    const body = streamEvents({
      log: flint.log,
      sessionId,
      state: session.state,
      after,
      signal: closing.signal,
      onEnd() {
        for (const source of sources) source.removeEventListener('abort', close);
        leave();
        release();
      },
    });
    return new Response(body, { headers });
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
