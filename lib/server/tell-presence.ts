import { z } from 'zod';
import { explainBadCommand } from '../session/command.ts';
import { findRecord, mayEdit } from './access.ts';
import { container } from './container.ts';
import { answer, HttpError } from './http-error.ts';
import { caretSchema } from './presence/presence-signal.ts';
import { readDisplayName } from './presence/read-visitor.ts';
import { bearerToken, readJson, requireSameOrigin } from './read-request.ts';
import { takeOne } from './rate-limits.ts';

const schema = z.object({
  clientId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  name: z.string().max(1_000).optional(),
  caret: caretSchema.nullable(),
});

const bodyBytes = 4 * 1024;

/**
 * `POST /api/sessions/:id/presence`: says who an open page belongs to and where its cursor is, to all who are here; 204.
 * Nothing of it is logged. Only who may edit has a cursor that others see.
 */
export function tellPresence(request: Request, sessionId: string): Promise<Response> {
  return answer(async () => {
    const flint = await container();
    requireSameOrigin(request, flint.environment);
    const record = await findRecord(flint, sessionId);
    const isEditor = mayEdit(request, record);
    if (!isEditor && bearerToken(request) !== null) {
      throw new HttpError(403, 'wrong-token', 'This edit link does not belong to this session, or was withdrawn.');
    }
    const { body } = await readJson(request, bodyBytes);
    const parsed = schema.safeParse(body);
    if (!parsed.success) throw new HttpError(400, 'bad-presence', explainBadCommand(parsed.error));
    const { clientId, name, caret } = parsed.data;
    await takeOne(flint.rateLimits.presence, `${sessionId} ${clientId}`);
    await takeOne(flint.rateLimits.presenceOfAll, sessionId);
    flint.presence.tell(sessionId, {
      clientId,
      name: name === undefined ? null : readDisplayName(name),
      caret: isEditor ? caret : null,
      mayEdit: isEditor,
    });
    return new Response(null, { status: 204, headers: { 'Cache-Control': 'no-store' } });
  });
}
