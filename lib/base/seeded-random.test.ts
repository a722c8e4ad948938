import { expect, test } from 'vitest';
import { createSeededRandom } from './seeded-random.ts';

test('the same seed gives the same numbers, another seed gives others', () => {
  const numbers = (seed: number) => Array.from({ length: 5 }, createSeededRandom(seed).next);
  expect(numbers(7)).toEqual(numbers(7));
  expect(numbers(7)).not.toEqual(numbers(8));
});

test('numbers are spread evenly over the range asked for', () => {
  const random = createSeededRandom(1);
  const counts = [0, 0, 0, 0];
  for (let count = 0; count < 4_000; count += 1) counts[random.integer(4)]! += 1;
  for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(120);
});

test('there is nothing to pick from an empty list', () => {
  expect(() => createSeededRandom(1).pick([])).toThrow(RangeError);
});
