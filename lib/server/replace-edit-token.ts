import { findRecord, requireEdit } from './access.ts';
import { container } from './container.ts';
import { answer } from './http-error.ts';
import { hashEditToken, newEditToken } from './identity.ts';
import { requireSameOrigin } from './read-request.ts';
import { takeOne } from './rate-limits.ts';

/**
 * `POST /api/sessions/:id/edit-token`: withdraws the edit link and gives a new one, to who has the present one; 200 with
 * the new token. Whoever came with the old one only watches from now on, in every process.
 */
export function replaceEditToken(request: Request, sessionId: string): Promise<Response> {
  return answer(async () => {
    const flint = await container();
    requireSameOrigin(request, flint.environment);
    requireEdit(request, await findRecord(flint, sessionId));
    await takeOne(flint.rateLimits.commands, sessionId);
    const editToken = newEditToken();
    const hash = hashEditToken(editToken);
    await flint.log.replaceEditToken(sessionId, hash);
    flint.presence.withdrawEditors(sessionId, hash);
    return Response.json({ editToken }, { headers: { 'Cache-Control': 'no-store' } });
  });
}
