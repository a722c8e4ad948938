import { expect, test } from 'vitest';
import { sparklinePath } from './sparkline-path.ts';

test('samples become a line from left to right, the fastest at the top', () => {
  expect(sparklinePath([0, 50, 100], { width: 80, height: 12 })).toBe('M0 11L40 6L80 1');
});

test('there is no line before there are two samples', () => {
  expect(sparklinePath([5], { width: 80, height: 12 })).toBe('');
});
