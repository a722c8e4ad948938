import { expect, test } from 'vitest';
import { createManualClock } from '../base/clock.ts';
import { createRunMeter } from './run-meter.ts';

test('the receipt has the tier that was given, and beside it the one that was asked for', () => {
  const meter = createRunMeter(createManualClock());
  meter.beginAttempt('openai', 'm', 'priority');
  meter.answeredBy('m-2026', 'default');
  expect(meter.receipt()).toMatchObject({ model: 'm-2026', tier: 'default', wantedTier: 'priority' });
});

test('a tier of an earlier attempt is not told of the last one', () => {
  const meter = createRunMeter(createManualClock());
  meter.beginAttempt('openai', 'm', 'priority');
  meter.answeredBy(undefined, 'priority');
  meter.beginAttempt('openai', 'm');
  expect(meter.receipt().tier).toBeNull();
  expect(meter.receipt()).not.toHaveProperty('wantedTier');
});

test('an answer’s speed is its own, and known only where enough of it came', () => {
  const clock = createManualClock();
  const meter = createRunMeter(clock);
  meter.beginAttempt('openai', 'm');
  expect(meter.answerSpeed()).toBeNull();
  clock.advance(300);
  for (let token = 0; token < 49; token++) meter.token();
  clock.advance(980);
  expect(meter.answerSpeed()).toBeNull();
  meter.token();
  expect(meter.answerSpeed()).toEqual({ tokensPerSecond: 50 / 0.98, firstTokenMs: 300 });
  meter.usage(98);
  expect(meter.answerSpeed()).toEqual({ tokensPerSecond: 100, firstTokenMs: 300 });
  meter.usage(598, 500);
  expect(meter.answerSpeed(), 'what was thought was not written').toEqual({ tokensPerSecond: 100, firstTokenMs: 300 });
  expect(meter.receipt()).toMatchObject({ tokens: 598, tokensPerSecond: 100 });
  meter.beginAttempt('openai', 'm');
  expect(meter.answerSpeed()).toBeNull();
  clock.advance(40);
  for (let token = 0; token < 100; token++) meter.token();
  expect(meter.answerSpeed(), 'all at once').toBeNull();
  clock.advance(100);
  meter.token();
  expect(meter.answerSpeed()).toEqual({ tokensPerSecond: 1_010, firstTokenMs: 40 });
});
