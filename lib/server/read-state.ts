import { takeSnapshot } from '../session/snapshot.ts';
import { container } from './container.ts';
import { answer } from './http-error.ts';
import { readMoment } from './read-moment.ts';

/** `GET /api/sessions/:id/state?at=`: the whole session as it was right after that event, and the log's head now. */
export function readState(request: Request, sessionId: string): Promise<Response> {
  return answer(async () => {
    const at = new URL(request.url).searchParams.get('at');
    const { state, head } = await readMoment(await container(), sessionId, at);
    return Response.json({ snapshot: takeSnapshot(state), head }, { headers: { 'Cache-Control': 'no-store' } });
  });
}
