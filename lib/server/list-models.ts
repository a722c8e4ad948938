import { container } from './container.ts';
import { answer } from './http-error.ts';

/** `GET /api/models`: what can be asked, what the lanes ask now, and which provider does not answer. */
export function listModels(): Promise<Response> {
  return answer(async () => {
    const { models, environment } = await container();
    const listed = await models.list();
    const needsAccessCode = environment.accessCode !== null && (await models.usesServerKey());
    const { session, day } = environment.tokenLimits;
    const limitsTokens = session !== null || day !== null;
    return Response.json(
      { ...listed, needsAccessCode, limitsTokens, usesCodex: environment.usesCodex },
      { headers: { 'Cache-Control': 'no-store' } },
    );
  });
}
