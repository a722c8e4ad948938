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
