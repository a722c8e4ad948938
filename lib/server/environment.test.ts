import { expect, test } from 'vitest';
import { readEnvironment } from './environment.ts';

function read(variables: Record<string, string>) {
  const environment = readEnvironment(variables);
  if (!environment.ok) throw new Error(environment.refusal.message);
  return environment.value;
}

function refusedName(variables: Record<string, string>): string | null {
  const environment = readEnvironment(variables);
  return environment.ok ? null : environment.refusal.name;
}

test('nothing set means no provider, the usual directory and no code', () => {
  expect(read({})).toEqual({
    openAi: null,
    cerebras: null,
    anthropic: null,
    google: null,
    mistral: null,
    openRouter: null,
    compatible: null,
    discovers: true,
    fastModel: null,
    deepModel: null,
    lanes: { fast: { effort: null, tier: null }, deep: { effort: null, tier: null } },
    dataDirectory: '.flint',
    databaseUrl: null,
    redisUrl: null,
    retentionDays: 90,
    publicUrl: null,
    takesBaseUrls: false,
    accessCode: null,
    tokenLimits: { session: null, day: null },
    moduleCdn: 'https://esm.sh',
    pythonIndex: 'https://cdn.jsdelivr.net/pyodide/v314.0.7/full/',
    isLocalOnly: false,
    usesCodex: false,
  });
});

test('model servers of this machine are looked for, unless one is named or that is turned off', () => {
  expect(read({ FLINT_FAST_MODEL: 'ollama/qwen3-coder:30b' }).discovers).toBe(true);
  expect(read({ FLINT_DISCOVER: 'off' }).discovers).toBe(false);
  expect(read({ FLINT_COMPATIBLE_BASE_URL: 'http://127.0.0.1:1234/v1' }).discovers).toBe(false);
});

test('an empty value counts as absent', () => {
  expect(read({ OPENAI_API_KEY: ' ', FLINT_FAST_MODEL: '', PORT: '' }).openAi).toBeNull();
});

test('sessions are kept for the days that are said, and for ever with 0', () => {
  expect(read({ FLINT_RETENTION_DAYS: '7' }).retentionDays).toBe(7);
  expect(read({ FLINT_RETENTION_DAYS: '0' }).retentionDays).toBeNull();
});

test('limits on a day’s tokens are whole numbers, with or without lines between their digits', () => {
  expect(read({ FLINT_SESSION_TOKENS: '200_000', FLINT_DAILY_TOKENS: '5000000' }).tokenLimits).toEqual({
    session: 200_000,
    day: 5_000_000,
  });
  for (const value of ['0', '-1', '1.5', '1e6', '200,000', '_1', '1__0', 'many', '9'.repeat(20)]) {
    expect(refusedName({ FLINT_SESSION_TOKENS: value }), value).toBe('FLINT_SESSION_TOKENS');
    expect(refusedName({ FLINT_DAILY_TOKENS: value }), value).toBe('FLINT_DAILY_TOKENS');
  }
});

test('the preview’s sources are addresses of one’s own, or off', () => {
  expect(read({ FLINT_ESM_CDN: 'https://modules.example/npm/' }).moduleCdn).toBe('https://modules.example/npm');
  expect(read({ FLINT_ESM_CDN: 'off' }).moduleCdn).toBeNull();
  expect(read({ FLINT_PYTHON_INDEX: 'http://127.0.0.1:8000/wheels' }).pythonIndex).toBe(
    'http://127.0.0.1:8000/wheels/',
  );
  expect(read({ FLINT_PYTHON_INDEX: 'off' }).pythonIndex).toBeNull();
});

test('an address of one’s own needs no key, and loses its last slash', () => {
  expect(read({ OPENAI_BASE_URL: 'http://127.0.0.1:4010/v1/' }).openAi).toEqual({
    apiKey: 'none',
    baseUrl: 'http://127.0.0.1:4010/v1',
    transport: 'auto',
  });
});

test('each vendor has a key and an address of its own', () => {
  const { anthropic, google, mistral, openRouter } = read({
    ANTHROPIC_API_KEY: 'a',
    GOOGLE_GENERATIVE_AI_API_KEY: 'g',
    GOOGLE_GENERATIVE_AI_BASE_URL: 'https://gateway.example/v1beta',
    MISTRAL_API_KEY: 'm',
    OPENROUTER_API_KEY: 'o',
    FLINT_DEEP_MODEL: 'openrouter/anthropic/claude-opus-5',
  });
  expect(anthropic).toEqual({ apiKey: 'a', baseUrl: null });
  expect(google).toEqual({ apiKey: 'g', baseUrl: 'https://gateway.example/v1beta' });
  expect(mistral).toEqual({ apiKey: 'm', baseUrl: null });
  expect(openRouter).toEqual({ apiKey: 'o', baseUrl: null });
});

test('a model’s own name may hold slashes', () => {
  const { fastModel } = read({
    FLINT_COMPATIBLE_BASE_URL: 'http://[::1]:1234/v1',
    FLINT_FAST_MODEL: 'compatible/qwen/coder',
  });
  expect(fastModel).toEqual({ provider: 'compatible', model: 'qwen/coder' });
});

test.each([
  ['OPENAI_BASE_URL', { OPENAI_BASE_URL: 'localhost:4010' }],
  ['FLINT_CODEX', { FLINT_CODEX: 'perhaps' }],
  ['FLINT_CODEX', { FLINT_CODEX: '1', HOST: '0.0.0.0' }],
  ['FLINT_FAST_MODEL', { FLINT_FAST_MODEL: 'codex/gpt' }],
  ['FLINT_DEEP_EFFORT', { FLINT_DEEP_EFFORT: 'more' }],
  ['FLINT_FAST_TIER', { FLINT_FAST_TIER: 'free' }],
  ['FLINT_OPENAI_TRANSPORT', { FLINT_OPENAI_TRANSPORT: 'carrier-pigeon' }],
  ['CEREBRAS_BASE_URL', { CEREBRAS_BASE_URL: 'ftp://x' }],
  ['ANTHROPIC_BASE_URL', { ANTHROPIC_BASE_URL: 'api.anthropic.com' }],
  ['FLINT_DEEP_MODEL', { FLINT_DEEP_MODEL: 'google/gemini-3-pro' }],
  ['FLINT_COMPATIBLE_BASE_URL', { FLINT_COMPATIBLE_BASE_URL: 'not an address' }],
  ['FLINT_COMPATIBLE_API_KEY', { FLINT_COMPATIBLE_API_KEY: 'key' }],
  ['FLINT_PUBLIC_URL', { FLINT_PUBLIC_URL: 'flint.example' }],
  ['FLINT_DISCOVER', { FLINT_DISCOVER: 'sometimes' }],
  ['FLINT_FAST_MODEL', { FLINT_DISCOVER: 'off', FLINT_FAST_MODEL: 'ollama/qwen' }],
  ['FLINT_FAST_MODEL', { FLINT_FAST_MODEL: 'gpt' }],
  ['FLINT_FAST_MODEL', { FLINT_FAST_MODEL: 'elsewhere/gpt' }],
  ['FLINT_DEEP_MODEL', { FLINT_DEEP_MODEL: 'openai/gpt' }],
  ['FLINT_RETENTION_DAYS', { FLINT_RETENTION_DAYS: '-1' }],
  ['FLINT_RETENTION_DAYS', { FLINT_RETENTION_DAYS: '1.5' }],
  ['FLINT_RETENTION_DAYS', { FLINT_RETENTION_DAYS: 'a week' }],
  ['FLINT_ESM_CDN', { FLINT_ESM_CDN: 'modules.example' }],
  ['FLINT_ESM_CDN', { FLINT_ESM_CDN: 'https://modules.example; script-src *' }],
  ['FLINT_PYTHON_INDEX', { FLINT_PYTHON_INDEX: 'https://python.example/?a=b' }],
  ['PORT', { PORT: '70000' }],
  ['PORT', { PORT: 'http' }],
])('a malformed %s is named', (name, variables) => {
  expect(refusedName(variables)).toBe(name);
});

test('the addresses of a database and of Redis are taken as they are', () => {
  const { databaseUrl, redisUrl } = read({
    DATABASE_URL: 'postgres://flint:a%2Fb@db.example:5432/flint?sslmode=require',
    REDIS_URL: 'rediss://:secret@cache.example:6380/0',
  });
  expect(databaseUrl).toBe('postgres://flint:a%2Fb@db.example:5432/flint?sslmode=require');
  expect(redisUrl).toBe('rediss://:secret@cache.example:6380/0');
});

test.each([
  ['DATABASE_URL', 'mysql://flint:secret@db.example/flint'],
  ['DATABASE_URL', 'secret@db.example'],
  ['DATABASE_URL', 'postgres://flint:secret/#@db.example/flint'],
  ['REDIS_URL', 'http://:secret@cache.example'],
])('a malformed %s is named, and its password is not told', (name, value) => {
  const environment = readEnvironment({ [name]: value });
  if (environment.ok) throw new Error('It was taken.');
  expect(environment.refusal.name).toBe(name);
  expect(environment.refusal.message).not.toContain('secret');
});

test('addresses of people’s own are taken only where that is switched on', () => {
  expect(read({ FLINT_CUSTOM_BASE_URLS: '1' })).toMatchObject({ takesBaseUrls: true });
  expect(read({ FLINT_CUSTOM_BASE_URLS: '0' })).toMatchObject({ takesBaseUrls: false });
  expect(readEnvironment({ FLINT_CUSTOM_BASE_URLS: 'yes' })).toMatchObject({
    ok: false,
    refusal: { name: 'FLINT_CUSTOM_BASE_URLS' },
  });
});
