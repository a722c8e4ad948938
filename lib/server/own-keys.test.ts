import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ModelRequest } from '../providers/model-provider.ts';
import type { ProviderError } from '../providers/provider-error.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { HttpError } from './http-error.ts';
import { createModels } from './models.ts';
import { ownKeysHeader, readOwnKeys, refusalOfCompatible } from './own-keys.ts';

const secret = 'own-7Yq2-marmalade';

let upstream: Server;
let address: string;
/** The keys that requests came with, by path. */
let seen: string[];
/** What is listed to whom brings a key of their own. */
let listed: { readonly id: string }[];
/** What is said where the key is not liked. */
let refuse: (authorization: string) => object | null;

beforeEach(async () => {
  seen = [];
  listed = [{ id: 'own-turbo' }];
  refuse = () => null;
  upstream = createServer((request, response) => {
    const authorization = String(request.headers.authorization);
    seen.push(`${request.url} ${authorization}`);
    const refusal = refuse(authorization);
    response.statusCode = refusal ? 401 : 200;
    response.setHeader('content-type', 'application/json');
    const data = authorization.includes(secret) ? listed : [{ id: 'house-turbo' }];
    response.end(JSON.stringify(refusal ?? { object: 'list', data }));
  });
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}/v1`;
});

afterEach(() => {
  upstream.closeAllConnections();
  upstream.close();
});

function environmentOf(variables: Record<string, string>): Environment {
  const environment = readEnvironment({ FLINT_DISCOVER: 'off', ...variables });
  if (!environment.ok) throw new Error(environment.refusal.message);
  return environment.value;
}

function withHeader(value: string): Request {
  return new Request('http://127.0.0.1/', { headers: { [ownKeysHeader]: value } });
}

function withKeys(keys: unknown): Request {
  return withHeader(Buffer.from(JSON.stringify(keys)).toString('base64url'));
}

const closed = { takesBaseUrls: false, compatible: null };
const open = { takesBaseUrls: true, compatible: null };

test('keys are read from their header, and none where there is none', () => {
  expect(readOwnKeys(withKeys({ openai: { key: secret } }))).toEqual({ openai: { key: secret } });
  expect(readOwnKeys(withKeys({}))).toBeNull();
  expect(readOwnKeys(new Request('http://127.0.0.1/'))).toBeNull();
});

test.each([
  ['not JSON', withHeader('bWFybWFsYWRl')],
  ['not base64', withHeader('{"openai":1}')],
  ['an unknown provider', withKeys({ acme: { key: secret } })],
  ['a key with a line end', withKeys({ openai: { key: `${secret}\nx: y` } })],
  ['an empty key', withKeys({ openai: { key: '' } })],
  ['an address for a vendor', withKeys({ openai: { key: secret, baseUrl: 'https://elsewhere.test' } })],
  ['a list', withKeys([secret])],
  ['more than is taken', withKeys({ openai: { key: 'k'.repeat(500) }, cerebras: { key: 'k'.repeat(6_000) } })],
])('%s is refused without being quoted', (_what, request) => {
  let refusal: unknown;
  try {
    readOwnKeys(request);
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toMatchObject({ status: 400, code: 'bad-provider-keys' });
  expect((refusal as HttpError).message).not.toContain('marmalade');
});

test('an address of one’s own is refused unless it is allowed, and then must be https without a password', () => {
  const codeAt = (baseUrl: string, settings: typeof open) =>
    refusalOfCompatible({ compatible: { key: secret, baseUrl } }, settings)?.code;
  expect(codeAt('https://models.test/v1', closed)).toBe('custom-base-url');
  expect(codeAt('https://models.test/v1', open)).toBeUndefined();
  for (const bad of [
    'http://models.test/v1',
    'https://a:b@models.test/v1',
    'https://models.test/?a',
    'ftp://a',
    'no',
  ]) {
    expect(codeAt(bad, open), bad).toBe('bad-base-url');
  }
});

test('a key for a server that may not be asked stands in the way of nothing but that', async () => {
  const models = createModels(
    environmentOf({
      CEREBRAS_BASE_URL: address,
      FLINT_COMPATIBLE_BASE_URL: address,
      FLINT_COMPATIBLE_API_KEY: 'house',
    }),
  );
  const compatible = { key: secret, baseUrl: 'https://models.test/v1' };
  const own = models.withKeys({ compatible, cerebras: { key: secret } }, { sharesServerKeys: true });
  const listed = await own.list();
  expect(listed.models.map(({ id }) => id)).toContain('cerebras/own-turbo');
  // Nor is the server's own one taken for it without a word.
  expect(listed.models.some(({ provider }) => provider === 'compatible')).toBe(false);
  expect(listed.unreachable).toEqual([{ provider: 'compatible', kind: 'not-allowed' }]);
  expect(listed.lanes.fast).toBe('cerebras/own-turbo');
  expect([own.refusal([]), own.refusal(['cerebras'])]).toEqual([null, null]);
  expect(own.refusal(['compatible'])?.code).toBe('custom-base-url');
  const only = models.withKeys({ compatible }, { sharesServerKeys: true });
  expect(only.refusal([])?.code).toBe('custom-base-url');
  expect(only.refusal(['cerebras'])).toBeNull();
});

test('invented keys do not push out what is known of the server’s own models', async () => {
  const models = createModels(environmentOf({ CEREBRAS_API_KEY: 'house-key', CEREBRAS_BASE_URL: address }));
  await models.list();
  for (let count = 0; count < 300; count++) {
    await models.withKeys({ cerebras: { key: `invented-${count}` } }, { sharesServerKeys: true }).list();
  }
  seen = [];
  await models.list();
  await models.withKeys({ cerebras: { key: 'invented-299' } }, { sharesServerKeys: true }).list();
  expect(seen).toEqual([]);
  await models.withKeys({ cerebras: { key: 'invented-0' } }, { sharesServerKeys: true }).list();
  expect(seen).toEqual(['/v1/models Bearer invented-0']);
});

test('of what somebody’s server lists, so much is kept', async () => {
  listed = Array.from({ length: 5_000 }, (_, index) => ({ id: index === 0 ? 'x'.repeat(201) : `m-${index}` }));
  const models = createModels(environmentOf({ CEREBRAS_BASE_URL: address }));
  const own = models.withKeys({ cerebras: { key: secret } }, { sharesServerKeys: true });
  const ids = (await own.list()).models.filter(({ provider }) => provider === 'cerebras').map(({ id }) => id);
  expect([ids.length, ids[0]]).toEqual([1_000, 'cerebras/m-1']);
});

test('a key of one’s own is used in place of the server’s, by whoever brought it and by nobody else', async () => {
  const models = createModels(environmentOf({ CEREBRAS_API_KEY: 'house-key', CEREBRAS_BASE_URL: address }));
  const own = models.withKeys({ cerebras: { key: secret } }, { sharesServerKeys: true });
  expect((await own.list()).models.map(({ id }) => id)).toContain('cerebras/own-turbo');
  expect((await models.list()).models.map(({ id }) => id)).toContain('cerebras/house-turbo');
  expect(seen).toEqual([`/v1/models Bearer ${secret}`, '/v1/models Bearer house-key']);
  expect((await own.choose({ lane: 'fast' })).provider.isOnOwnKey).toBe(true);
  expect((await models.choose({ lane: 'fast' })).provider.isOnOwnKey).toBeUndefined();
  expect([own.isFree('cerebras'), own.isFree('demo'), own.isFree('openai')]).toEqual([true, true, false]);
});

test('own keys come first in each lane, before the model that the server’s settings name', async () => {
  const environment = environmentOf({
    OPENAI_API_KEY: 'house-key',
    OPENAI_BASE_URL: address,
    FLINT_FAST_MODEL: 'openai/house-turbo',
    CEREBRAS_API_KEY: 'house-key',
    CEREBRAS_BASE_URL: address,
  });
  const models = createModels(environment);
  const own = models.withKeys({ cerebras: { key: secret } }, { sharesServerKeys: true });
  expect((await own.list()).lanes).toEqual({ fast: 'cerebras/own-turbo', deep: 'cerebras/own-turbo' });
  expect((await models.list()).lanes.fast).toBe('openai/house-turbo');
  const atOpenAi = models.withKeys({ openai: { key: secret } }, { sharesServerKeys: true });
  expect((await atOpenAi.choose({ lane: 'fast' })).model).toBe('house-turbo');
});

test('without a share in the server’s keys there are one’s own models and Demo’s', async () => {
  const models = createModels(environmentOf({ OPENAI_API_KEY: 'house-key', OPENAI_BASE_URL: address }));
  const own = models.withKeys({ mistral: { key: secret } }, { sharesServerKeys: false });
  await expect(own.choose({ lane: 'fast', model: 'openai/house-turbo' })).rejects.toMatchObject({ kind: 'withdrawn' });
  expect((await own.choose({ lane: 'fast', model: 'mistral/codestral' })).provider.isOnOwnKey).toBe(true);
  expect((await own.choose({ lane: 'fast', model: 'demo/fast' })).provider.id).toBe('demo');
  expect(seen).toEqual([]);
});

test('a failure tells nothing of the key, though the provider quotes it', async () => {
  refuse = (authorization) => ({ error: { message: `Wrong: ${authorization}`, code: 'invalid_api_key' } });
  const models = createModels(environmentOf({ CEREBRAS_BASE_URL: address, OPENAI_BASE_URL: address }));
  const own = models.withKeys({ cerebras: { key: secret }, openai: { key: secret } }, { sharesServerKeys: true });
  const request: ModelRequest = { model: 'm', system: '', messages: [], maxOutputTokens: 10 };
  for (const model of ['cerebras/m', 'openai/m']) {
    const { provider } = await own.choose({ lane: 'fast', model });
    for (const ask of [
      () => provider.listModels(AbortSignal.timeout(5_000)),
      () => provider.generate(request, AbortSignal.timeout(5_000))[Symbol.asyncIterator]().next(),
    ]) {
      const error = await ask().then(
        () => null,
        (failure: ProviderError) => failure,
      );
      expect(error).toMatchObject({ kind: 'auth', status: 401 });
      const { message, stack, cause } = error!;
      expect(`${message} ${stack} ${String(cause)}`).not.toContain('marmalade');
      expect(message).toMatch(/own key: auth, status 401$/);
    }
  }
});

test('a compatible server of one’s own is reached only if its address is public', async () => {
  const models = createModels(environmentOf({ FLINT_CUSTOM_BASE_URLS: '1' }));
  const own = models.withKeys(
    { compatible: { key: secret, baseUrl: address.replace('http:', 'https:') } },
    { sharesServerKeys: true },
  );
  expect((await own.list()).unreachable).toEqual([{ provider: 'compatible', kind: 'network' }]);
  expect(seen).toEqual([]);
});

test('a key for a server that asks for none is nobody’s: it opens nothing, and what it asks counts', async () => {
  const models = createModels(environmentOf({ FLINT_COMPATIBLE_BASE_URL: address, CEREBRAS_BASE_URL: address }));
  const keys = { compatible: { key: 'x' }, cerebras: { key: 'x' } };
  const guest = models.withKeys(keys, { sharesServerKeys: false });
  expect([guest.isFree('compatible'), guest.isFree('cerebras'), guest.isFree('demo')]).toEqual([false, false, true]);
  expect((await guest.list()).models.every(({ provider }) => provider === 'demo')).toBe(true);
  await expect(guest.choose({ lane: 'fast', model: 'compatible/m' })).rejects.toMatchObject({ kind: 'withdrawn' });
  expect(seen).toEqual([]);
  const member = models.withKeys(keys, { sharesServerKeys: true });
  expect((await member.choose({ lane: 'fast', model: 'compatible/m' })).provider.isOnOwnKey).toBeUndefined();

  const checked = createModels(
    environmentOf({ FLINT_COMPATIBLE_BASE_URL: address, FLINT_COMPATIBLE_API_KEY: 'house' }),
  );
  const own = checked.withKeys({ compatible: { key: secret } }, { sharesServerKeys: false });
  expect(own.isFree('compatible')).toBe(true);
});

test('a compatible key without an address is refused where the server has none', () => {
  const keys = { compatible: { key: secret } };
  expect(refusalOfCompatible(keys, open)?.message).toMatch(/no compatible server/);
  const there = { takesBaseUrls: false, compatible: { baseUrl: address, apiKey: 'house' } };
  expect(refusalOfCompatible(keys, there)).toBeNull();
});

test.each(['google/../x', 'google/a/../../admin', 'google/a?x', 'google/a#x', 'google/a%2e', 'google/.'])(
  'a model is not asked for by the name %s',
  async (model) => {
    const models = createModels(environmentOf({ GOOGLE_GENERATIVE_AI_API_KEY: 'house' }));
    await expect(models.choose({ lane: 'fast', model })).rejects.toMatchObject({ kind: 'withdrawn' });
  },
);
