import { expect, test } from 'vitest';
import { factsOf, speedOf } from './describe-model.ts';
import type { OfferedModel } from './model-choice.ts';

const traits: NonNullable<OfferedModel['traits']> = {
  contextTokens: 128_000,
  lanes: ['fast', 'deep'],
  speed: 'fast',
  canThink: true,
  isRefused: false,
};

test.each([
  [{}, ['128k context']],
  [{ contextTokens: 1_048_576 }, ['1M context']],
  [{ contextTokens: 8_192 }, ['only 8k context']],
  [{ lanes: ['fast'] as const }, ['128k context', 'for Fast']],
  [{ canThink: false }, ['128k context', 'no thinking']],
  [{ speed: null, contextTokens: 131_072, canThink: false }, ['little known, counts as 131k']],
  [{ lanes: [], contextTokens: 8_192 }, ['not for code']],
  [{ isRefused: true }, ['refused lately: not offered to this key', '128k context']],
])('%j is told as %j', (differing, facts) => {
  expect(factsOf({ traits: { ...traits, ...differing } })).toEqual(facts);
});

test('Demo is no model, and nothing is told of it', () => {
  expect(factsOf({ traits: null })).toEqual([]);
  expect(speedOf({ traits: null, speed: null }).text).toBe('');
});

test('a speed that was seen comes before what a model is known for', () => {
  const speed = { tokensPerSecond: 1_040, firstTokenMs: 180, answers: 3 };
  expect(speedOf({ traits, speed })).toEqual({
    text: '1,040 tok/s · 0.18 s',
    title: '1,040 tokens a second, first token after 0.18 s: median of 3 answers here',
  });
  expect(speedOf({ traits, speed: { ...speed, answers: 1 } }).title).toContain('one answer here');
  expect(speedOf({ traits, speed: null })).toEqual({ text: 'hundreds of tok/s', title: undefined });
  expect(speedOf({ traits: { ...traits, speed: null }, speed: null }).text).toBe('');
  expect(speedOf({ traits: { ...traits, lanes: [] }, speed: null }).text, 'what writes no code').toBe('');
});
