import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createCompatible } from '../providers/compatible.ts';
import { readEnvironment } from './environment.ts';
import { createModels, type Models } from './models.ts';

let listed: readonly object[];
const server = createServer((_request, response) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ object: 'list', data: listed }));
});
let models: Models;
let variables: Record<string, string>;
let address: string;

beforeEach(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  address = `http://127.0.0.1:${port}/v1`;
  variables = { FLINT_COMPATIBLE_BASE_URL: address };
  const environment = readEnvironment(variables);
  if (!environment.ok) throw new Error(environment.refusal.message);
  models = createModels(environment.value);
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** At the three characters a token that requests are planned with. */
async function roomFor(wish: Parameters<Models['choose']>[0]): Promise<number> {
  const { limits } = await models.choose(wish);
  return (limits.contextTokens - limits.maxOutputTokens) * 3;
}

test('a model that nobody knows is given a file of 200 KB', async () => {
  listed = [{ id: 'something-new' }];
  expect(await roomFor({ lane: 'fast' })).toBeGreaterThan(200 * 1024);
  expect(await roomFor({ lane: 'fast', model: 'compatible/another' })).toBeGreaterThan(200 * 1024);
});

test('the context that the provider lists is the one that counts, once the list is known', async () => {
  listed = [{ id: 'something-new', max_model_len: 24_000 }];
  expect((await models.choose({ lane: 'fast' })).limits.contextTokens).toBe(24_000);
  const named = { lane: 'fast', model: 'compatible/something-new' } as const;
  expect((await models.choose(named)).limits.contextTokens).toBe(24_000);
});

test('each lane has the effort and the tier that are set for it, also of models that nobody knows', async () => {
  listed = [{ id: 'something-new' }];
  const configured = readEnvironment({ ...variables, FLINT_DEEP_EFFORT: 'high', FLINT_FAST_TIER: 'priority' });
  if (!configured.ok) throw new Error(configured.refusal.message);
  const set = createModels(configured.value);
  const fast = await set.choose({ lane: 'fast' });
  const deep = await set.choose({ lane: 'deep' });
  expect([fast.effort, fast.tier, deep.effort, deep.tier]).toEqual([undefined, 'priority', 'high', undefined]);
});

test('a short context is not given to the answer alone', async () => {
  listed = [{ id: 'something-new', max_model_len: 8_192 }];
  expect(await roomFor({ lane: 'fast' })).toBeGreaterThan(10_000);
});

test('a provider that takes the longest answer out of a quota beforehand is asked for no more than is likely', async () => {
  listed = [{ id: 'gpt-oss-120b' }];
  const configured = readEnvironment({ CEREBRAS_BASE_URL: variables['FLINT_COMPATIBLE_BASE_URL']! });
  if (!configured.ok) throw new Error(configured.refusal.message);
  const cerebras = await createModels(configured.value).choose({ lane: 'fast' });
  // What it thinks counts as well.
  expect(cerebras.tightLimit?.(6_000)).toBe(8_048);
  expect(cerebras.tightLimit?.(900_000)).toBe(cerebras.limits.maxOutputTokens);
  expect((await models.choose({ lane: 'fast' })).tightLimit).toBeUndefined();
});

test('a model that is not listed any more is withdrawn without being asked, and the next best is named', async () => {
  listed = [{ id: 'acme-turbo' }, { id: 'acme-large' }];
  expect((await models.choose({ lane: 'fast' })).model).toBe('acme-turbo');
  listed = [{ id: 'acme-large' }];
  // The list is asked again after five minutes.
  vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 6 * 60_000);
  await models.list();
  await expect(models.choose({ lane: 'fast', model: 'compatible/acme-turbo' })).rejects.toMatchObject({
    kind: 'withdrawn',
    about: { provider: { name: 'Compatible server' }, model: 'acme-turbo' },
  });
  expect(await models.nextBest('compatible/acme-turbo', 'fast')).toBe('compatible/acme-large');
});

test('a model that was refused is not chosen again by itself for a while, and Demo is no next best', async () => {
  listed = [{ id: 'acme-turbo' }, { id: 'acme' }];
  expect(await models.nextBest('compatible/acme-turbo', 'fast')).toBe('compatible/acme');
  expect((await models.choose({ lane: 'fast' })).model).toBe('acme');
  const known = (await models.list()).models.map(({ id, traits }) => [id, traits?.isRefused, traits?.speed]);
  expect(known.slice(0, 2)).toEqual([
    ['compatible/acme-turbo', true, null],
    ['compatible/acme', false, null],
  ]);
  expect(known[2], 'Demo is no model').toEqual(['demo/demo', undefined, undefined]);
  expect((await models.choose({ lane: 'fast', model: 'compatible/acme-turbo' })).model).toBe('acme-turbo');
  expect(await models.nextBest('compatible/acme', 'fast')).toBeNull();
  expect((await models.choose({ lane: 'fast' })).model).toBe('acme-turbo');
  vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 11 * 60_000);
  expect((await models.choose({ lane: 'fast' })).model).toBe('acme-turbo');
});

test('what is found on this machine is offered under its own name, before Demo', async () => {
  const found = createCompatible({ id: 'ollama', name: 'Ollama', baseUrl: address });
  listed = [{ id: 'qwen3-coder:30b' }];
  const environment = readEnvironment({});
  if (!environment.ok) throw new Error(environment.refusal.message);
  const withLocal = createModels(environment.value, { found: () => Promise.resolve([found]) });
  const { models: offered, lanes } = await withLocal.list();
  expect(offered[0]).toEqual({
    id: 'ollama/qwen3-coder:30b',
    name: 'qwen3-coder:30b',
    provider: 'ollama',
    providerName: 'Ollama',
    traits: { contextTokens: 131_072, lanes: ['fast', 'deep'], speed: 'fast', canThink: false, isRefused: false },
  });
  expect(lanes).toEqual({ fast: 'ollama/qwen3-coder:30b', deep: 'ollama/qwen3-coder:30b' });
  expect(offered.at(-1)?.provider).toBe('demo');
  expect(await withLocal.usesServerKey()).toBe(true);
});
