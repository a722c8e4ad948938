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
    compatible: null,
    fastModel: null,
    deepModel: null,
    dataDirectory: '.flint',
    publicUrl: null,
    accessCode: null,
    isLocalOnly: false,
  });
});

test('an empty value counts as absent', () => {
  expect(read({ OPENAI_API_KEY: ' ', FLINT_FAST_MODEL: '', PORT: '' }).openAi).toBeNull();
});

test('an address of one’s own needs no key, and loses its last slash', () => {
  expect(read({ OPENAI_BASE_URL: 'http://127.0.0.1:4010/v1/' }).openAi).toEqual({
    apiKey: 'none',
    baseUrl: 'http://127.0.0.1:4010/v1',
  });
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
  ['CEREBRAS_BASE_URL', { CEREBRAS_BASE_URL: 'ftp://x' }],
  ['FLINT_COMPATIBLE_BASE_URL', { FLINT_COMPATIBLE_BASE_URL: 'not an address' }],
  ['FLINT_COMPATIBLE_API_KEY', { FLINT_COMPATIBLE_API_KEY: 'key' }],
  ['FLINT_PUBLIC_URL', { FLINT_PUBLIC_URL: 'flint.example' }],
  ['FLINT_FAST_MODEL', { FLINT_FAST_MODEL: 'gpt' }],
  ['FLINT_FAST_MODEL', { FLINT_FAST_MODEL: 'elsewhere/gpt' }],
  ['FLINT_DEEP_MODEL', { FLINT_DEEP_MODEL: 'openai/gpt' }],
  ['PORT', { PORT: '70000' }],
  ['PORT', { PORT: 'http' }],
])('a malformed %s is named', (name, variables) => {
  expect(refusedName(variables)).toBe(name);
});

test.each(['DATABASE_URL', 'REDIS_URL'])('%s is not silently left out', (name) => {
  expect(refusedName({ [name]: 'somewhere' })).toBe(name);
});
