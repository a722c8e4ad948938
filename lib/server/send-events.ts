import { findSession, mayEdit } from './access.ts';
import { container } from './container.ts';
import { streamEvents } from './event-stream.ts';
import { answer, HttpError } from './http-error.ts';

/**
 * `GET /api/sessions/:id/events?after=`: the session's events as server-sent events, those kept and then live.
 * `Last-Event-ID` counts before `after`. Who sends the edit token counts as somebody who may edit and is there.
 */
export function sendEvents(request: Request, sessionId: string): Promise<Response> {
  return answer(async () => {
    const { log, closing, ...flint } = await container();
    const { record, hosted } = await findSession({ log, closing, ...flint }, sessionId);
    const after = readAfter(request);
    const release = hosted.hold();
    const leave = mayEdit(request, record) ? hosted.runner.editorCame() : () => {};
    const signal = AbortSignal.any([request.signal, closing]);
    const letGo = () => {
      leave();
      release();
    };
    if (signal.aborted) letGo();
    else signal.addEventListener('abort', letGo, { once: true });
    const body = streamEvents({ log, sessionId, state: hosted.session.state, after, signal });
    return new Response(body, {
      headers: {
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store, no-transform',
        'X-Accel-Buffering': 'no',
      },
    });
  });
}

function readAfter(request: Request): number {
  const given = request.headers.get('last-event-id') ?? new URL(request.url).searchParams.get('after') ?? '0';
  const after = Number(given);
  if (!/^\d{1,15}$/.test(given) || !Number.isSafeInteger(after)) {
    throw new HttpError(400, 'bad-after', '`after` must be a sequence number.');
  }
  return after;
}
