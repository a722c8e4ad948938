import type { ModelSpeed } from '../log/speed-record.ts';
import { clientAddress } from './access.ts';
import { container } from './container.ts';
import { answer } from './http-error.ts';
import { readOwnKeys } from './own-keys.ts';
import { takeOne } from './rate-limits.ts';
import { requireSameOrigin } from './read-request.ts';

/**
 * `GET /api/models`: what can be asked, how fast it was here, what the lanes ask now, and which provider does not answer; with the keys in
 * `X-Flint-Provider-Keys`, if there are any, as with those of the server.
 */
export function listModels(request: Request): Promise<Response> {
  return answer(async () => {
    const flint = await container();
    const { models, environment } = flint;
    const keys = readOwnKeys(request);
    // Keys make the server ask other servers: that is for its own pages to bring about.
    if (keys) {
      requireSameOrigin(request, environment);
      await takeOne(flint.rateLimits.ownLists, clientAddress(request));
    }
    const [listed, speeds] = await Promise.all([
      (keys ? models.withKeys(keys, { sharesServerKeys: true }) : models).list(),
      // Where the store is away, one can still choose.
      flint.speeds.all().catch(() => new Map<string, ModelSpeed>()),
    ]);
    const needsAccessCode = environment.accessCode !== null && (await models.usesServerKey());
    const { session, day } = environment.tokenLimits;
    const limitsTokens = session !== null || day !== null;
    return Response.json(
      {
        ...listed,
        models: listed.models.map((model) => ({ ...model, speed: speeds.get(model.id) ?? null })),
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
