import { expect, test } from 'vitest';
import { createManualClock } from '../base/clock.ts';
import { createFloodWatch } from './flood-watch.ts';

const limits = { withinMs: 1_000, most: 10, mostMs: 100 };

test('many small things in a short time are a flood, spread over time they are none', () => {
  const clock = createManualClock(0);
  const watch = createFloodWatch(clock, limits);
  for (let count = 0; count < 10; count += 1) expect(watch.took(0)).toBe(false);
  expect(watch.took(0)).toBe(true);
  clock.advance(1_000);
  expect(watch.took(0)).toBe(false);
});

test('a few that take long are a flood as well', () => {
  const watch = createFloodWatch(createManualClock(0), limits);
  expect(watch.took(90)).toBe(false);
  expect(watch.took(20)).toBe(true);
});
