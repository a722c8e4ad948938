import { expect, test } from 'vitest';
import { chooseDeepModel, chooseFastModel, maxOutputTokensFor, traitsOf } from './catalog.ts';

const named = (...ids: string[]) => ids.map((id) => ({ id }));

const openAi = named(
  'gpt-4o-mini',
  'text-embedding-3-large',
  'gpt-5.4-mini',
  'gpt-5.4-mini-2026-03-17',
  'gpt-5.3-codex-spark',
  'gpt-5.1-codex',
  'gpt-5.3-codex',
  'gpt-6.1-sol',
  'gpt-5.5-pro',
  'gpt-4o-audio-preview',
  'gpt-image-2',
  'sora-2',
);

test('the fast lane takes the fastest, the deep lane the most able', () => {
  expect(chooseFastModel(openAi)?.id).toBe('gpt-5.3-codex-spark');
  expect(chooseDeepModel(openAi)?.id).toBe('gpt-5.3-codex');
});

test('with the fastest withdrawn the next one takes its place, undated before dated', () => {
  const left = openAi.filter(({ id }) => !id.includes('spark'));
  expect(chooseFastModel(left.toReversed())?.id).toBe('gpt-5.4-mini');
});

test('a newer version comes before an older one of the same family', () => {
  expect(chooseDeepModel(named('gpt-5.9', 'gpt-6', 'gpt-5.10'))?.id).toBe('gpt-6');
  expect(chooseDeepModel(named('gpt-5.9', 'gpt-5.10'))?.id).toBe('gpt-5.10');
});

test('of Anthropic’s and Google’s lists each lane gets the one that suits it', () => {
  const anthropic = named('claude-opus-4-9', 'claude-sonnet-5', 'claude-haiku-5', 'claude-opus-5');
  expect([chooseFastModel(anthropic)?.id, chooseDeepModel(anthropic)?.id]).toEqual(['claude-haiku-5', 'claude-opus-5']);
  const google = named('gemini-3.1-pro-preview', 'gemini-3.7-flash', 'gemini-3.7-flash-lite', 'gemini-3-pro-image');
  expect([chooseFastModel(google)?.id, chooseDeepModel(google)?.id]).toEqual([
    'gemini-3.7-flash',
    'gemini-3.1-pro-preview',
  ]);
  expect(traitsOf({ id: 'anthropic/claude-opus-5' }).contextTokens).toBe(200_000);
});

test('a provider with one model has it in both lanes, whatever it is', () => {
  for (const id of ['my-own-finetune', 'gpt-5.3-codex-spark', 'gpt-5.5-pro', 'openai/gpt-oss-120b']) {
    expect([chooseFastModel(named(id))?.id, chooseDeepModel(named(id))?.id]).toEqual([id, id]);
  }
});

test.each([
  // [what is offered, the fast lane's, the deep lane's]
  [['flint-deep-test', 'flint-fast-test'], 'flint-fast-test', 'flint-deep-test'],
  [['gemini-9-pro', 'gemini-9-flash'], 'gemini-9-flash', 'gemini-9-pro'],
  [['claude-opus-9', 'claude-sonnet-9', 'claude-haiku-9'], 'claude-haiku-9', 'claude-opus-9'],
  [['acme-large', 'acme', 'acme-turbo'], 'acme-turbo', 'acme-large'],
  [['acme', 'acme-think'], 'acme', 'acme-think'],
  [['acme', 'acme-lite'], 'acme-lite', 'acme'],
  [['acme-reasoner', 'acme-max'], 'acme-max', 'acme-max'],
  [['acme-4-fast-reasoning', 'acme-4-fast-non-reasoning'], 'acme-4-fast-non-reasoning', 'acme-4-fast-reasoning'],
  [['kimi-k2-thinking', 'kimi-k2'], 'kimi-k2', 'kimi-k2-thinking'],
  [['deepseek-chat', 'deepseek-reasoner'], 'deepseek-chat', 'deepseek-reasoner'],
  [['minimax-m2', 'acme-pro'], 'minimax-m2', 'minimax-m2'],
  [['deep-company/acme-fast', 'deep-company/acme-opus'], 'deep-company/acme-fast', 'deep-company/acme-opus'],
])('of %j the fast lane takes %s and the deep one %s, by what their names say', (ids, fast, deep) => {
  for (const offered of [named(...ids), named(...ids.toReversed())]) {
    expect([chooseFastModel(offered)?.id, chooseDeepModel(offered)?.id]).toEqual([fast, deep]);
  }
});

test('what a family is known for comes before what a name says', () => {
  expect(traitsOf({ id: 'o4-mini' }).lanes).toEqual(['deep']);
  expect(traitsOf({ id: 'gpt-5.4-mini' }).lanes).toEqual(['fast', 'deep']);
});

test('what writes no code is never chosen', () => {
  const models = named(
    'whisper-1',
    'text-embedding-3-small',
    'nomic-embed-text',
    'gpt-realtime',
    'omni-moderation-latest',
  );
  expect([chooseFastModel(models), chooseDeepModel(models)]).toEqual([undefined, undefined]);
  expect([chooseFastModel([]), chooseDeepModel([])]).toEqual([undefined, undefined]);
});

test('reasoning models are asked for little effort in the fast lane, others for none', () => {
  expect(traitsOf({ id: 'gpt-oss-120b' }).effort).toEqual({ fast: 'low', deep: 'high' });
  expect(traitsOf({ id: 'gpt-5.3-codex-spark' }).effort.fast).toBe('low');
  expect(traitsOf({ id: 'gpt-4.1' }).effort).toEqual({});
  expect(traitsOf({ id: 'something-new' }).effort).toEqual({});
});

test('a context that the provider lists comes before what the family is known for', () => {
  expect(traitsOf({ id: 'gpt-oss-120b' }).contextTokens).toBe(131_072);
  expect(traitsOf({ id: 'gpt-oss-120b', contextTokens: 8_192 })).toMatchObject({
    contextTokens: 8_192,
    mostOutputTokens: 8_192,
  });
});

test('the limit of an answer leaves room for reasoning, and stays within model and context', () => {
  const spark = { id: 'gpt-5.3-codex-spark' };
  const wantedTokens = 4_000;
  expect(maxOutputTokensFor(spark, { inputTokens: 1_000, wantedTokens })).toBe(4_000);
  expect(maxOutputTokensFor(spark, { inputTokens: 1_000, wantedTokens, effort: 'low' })).toBe(6_048);
  expect(maxOutputTokensFor(spark, { inputTokens: 1_000, wantedTokens: 900_000 })).toBe(32_000);
  expect(maxOutputTokensFor(spark, { inputTokens: 127_000, wantedTokens })).toBe(744);
  expect(maxOutputTokensFor(spark, { inputTokens: 500_000, wantedTokens })).toBe(0);
});
