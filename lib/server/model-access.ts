import { accessCodeNeeded, hasAccessCode } from './access.ts';
import type { Container } from './container.ts';
import type { KeyedModels } from './models.ts';
import { readOwnKeys } from './own-keys.ts';

/** What a request may ask models with: the server's keys, its sender's own, or both. */
export interface ModelAccess {
  readonly sharesServerKeys: boolean;
  readonly ownModels: KeyedModels | null;
}

/** Throws an `HttpError` where the code or the keys that came cannot be right. */
export async function readAccess(request: Request, flint: Container): Promise<ModelAccess> {
  const keys = readOwnKeys(request);
  const sharesServerKeys = await hasAccessCode(request, flint);
  return { sharesServerKeys, ownModels: keys && flint.models.withKeys(keys, { sharesServerKeys }) };
}

/**
 * Without the access code, one may ask what one pays for oneself, and nothing else. `providers` are those that are named;
 * where none is, own keys come first. Nobody asks a server of their own where that is not allowed.
 */
export function requireProviders({ sharesServerKeys, ownModels }: ModelAccess, providers: readonly string[]): void {
  const refusal = ownModels?.refusal(providers);
  if (refusal) throw refusal;
  if (sharesServerKeys) return;
  if (!ownModels || !providers.every((provider) => ownModels.isFree(provider))) throw accessCodeNeeded();
}
