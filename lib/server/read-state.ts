import { stateAt } from '../generation/state-at.ts';
import { takeSnapshot } from '../session/snapshot.ts';
import { findRecord } from './access.ts';
import { container } from './container.ts';
import { answer, HttpError } from './http-error.ts';

/** `GET /api/sessions/:id/state?at=`: the whole session as it was right after that event, and the log's head now. */
export function readState(request: Request, sessionId: string): Promise<Response> {
  return answer(async () => {
    const flint = await container();
    const { head } = await findRecord(flint, sessionId);
    const given = new URL(request.url).searchParams.get('at') ?? String(head);
    const at = Number(given);
    if (!/^\d{1,15}$/.test(given)) throw new HttpError(400, 'bad-at', '`at` must be a sequence number.');
    const state = at > head ? null : await stateAt(flint.log, sessionId, at);
    if (!state) throw new HttpError(404, 'unknown-version', 'There is no such moment in this session.');
    return Response.json({ snapshot: takeSnapshot(state), head }, { headers: { 'Cache-Control': 'no-store' } });
  });
}
