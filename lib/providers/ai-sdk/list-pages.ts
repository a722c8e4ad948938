import { z } from 'zod';
import type { ModelDescription } from '../model-provider.ts';
import { ProviderError } from '../provider-error.ts';
import { readProviderError, readRefusal } from '../read-provider-error.ts';
import { failureInBody } from './wire-failure.ts';

const listTimeoutMs = 10_000;

/** More pages than any vendor has: a list that goes round must not be read for ever. */
const mostPages = 20;

/** One page of a list of models, and where the next one is. */
export interface ModelPage {
  readonly models: readonly ModelDescription[];
  /** Its address, or null on the last page. */
  readonly next: string | null;
}

/**
 * The models that a vendor lists, page after page, each id once. `readPage` gets the JSON of each. Throws a
 * `ProviderError`, or on abort an `AbortError`.
 */
export async function listPages({
  url,
  headers,
  apiKey,
  signal,
  readPage,
}: {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly apiKey: string;
  readonly signal: AbortSignal;
  readPage(body: unknown): ModelPage;
}): Promise<readonly ModelDescription[]> {
  const models = new Map<string, ModelDescription>();
  try {
    const given = AbortSignal.any([signal, AbortSignal.timeout(listTimeoutMs)]);
    let next: string | null = url;
    for (let page = 0; next !== null && page < mostPages; page += 1) {
      const response: Response = await fetch(next, { headers, signal: given });
      const text = await response.text();
      const body = parse(text);
      if (!response.ok) {
        const failure = failureInBody(body ?? text);
        throw readRefusal({ status: response.status, failure, headers: response.headers }, [apiKey]);
      }
      if (body === undefined) throw new ProviderError('protocol', 'The list of models is not JSON.');
      const read = readPage(body);
      for (const model of read.models) models.set(model.id, model);
      ({ next } = read);
    }
  } catch (error) {
    if (signal.aborted) throw new DOMException('The list was called off.', 'AbortError');
    if (error instanceof z.ZodError) throw new ProviderError('protocol', 'The list of models has an unknown form.');
    throw readProviderError(error, [apiKey]);
  }
  return [...models.values()];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
