import { clientAddress } from './access.ts';
import { container } from './container.ts';
import { answer } from './http-error.ts';
import { readOwnKeys } from './own-keys.ts';
import { takeOne } from './rate-limits.ts';
import { requireSameOrigin } from './read-request.ts';

/**
 * `GET /api/models`: what can be asked, what the lanes ask now, and which provider does not answer; with the keys in
 * `X-Flint-Provider-Keys`, if there are any, as with those of the server.
 */
export function listModels(request: Request): Promise<Response> {
  return answer(async () => {
    const flint = await container();
    const { models, environment } = flint;
    const keys = readOwnKeys(request, environment);
    // Keys make the server ask other servers: that is for its own pages to bring about.
    if (keys) {
      requireSameOrigin(request, environment);
      await takeOne(flint.rateLimits.ownLists, clientAddress(request));
    }
    const listed = await (keys ? models.withKeys(keys, { sharesServerKeys: true }) : models).list();
    const needsAccessCode = environment.accessCode !== null && (await models.usesServerKey());
    const { session, day } = environment.tokenLimits;
    const limitsTokens = session !== null || day !== null;
    return Response.json(
      {
        ...listed,
        needsAccessCode,
        limitsTokens,
        usesCodex: environment.usesCodex,
        takesBaseUrls: environment.takesBaseUrls,
        hasCompatible: environment.compatible !== null,
      },
      { headers: { 'Cache-Control': 'no-store' } },
    );
  });
}
