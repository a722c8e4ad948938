import { eventToWireJson } from '../session/event-codec.ts';
import { findRecord } from './access.ts';
import { container } from './container.ts';
import { answer, HttpError } from './http-error.ts';

/** `GET /api/sessions/:id/export?format=jsonl`: the whole log, one event a line. */
export function exportSession(request: Request, sessionId: string): Promise<Response> {
  return answer(async () => {
    const flint = await container();
    const { head } = await findRecord(flint, sessionId);
    const format = new URL(request.url).searchParams.get('format') ?? 'jsonl';
    if (format !== 'jsonl')
      throw new HttpError(501, 'not-yet', `There is no export as “${format.slice(0, 20)}” yet: use jsonl.`);
    const events = await flint.log.readAll(sessionId, { upTo: head });
    return new Response(events.map((event) => `${eventToWireJson(event)}\n`).join(''), {
      headers: {
        'Content-Type': 'application/jsonl; charset=utf-8',
        'Content-Disposition': `attachment; filename="flint-${sessionId.slice(0, 8)}.jsonl"`,
        'Cache-Control': 'no-store',
      },
    });
  });
}
