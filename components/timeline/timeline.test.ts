import { expect, test } from 'vitest';
import { densityPath } from './density-path.ts';
import { formatTime } from './format-time.ts';

test('times are told in minutes and seconds, and in hours past the first', () => {
  expect([0, 999, 7_000, 84_900, 760_000, 3_723_000].map(formatTime)).toEqual([
    '0:00',
    '0:00',
    '0:07',
    '1:24',
    '12:40',
    '1:02:03',
  ]);
});

test('where more happens the area is higher, and where nothing does it lies at the ground', () => {
  expect(densityPath([100, 100, 0, 0, 0])).toBe('M0 1V0H1V0.25H2V0.75H3V1H4V1H5V1Z');
  expect(densityPath([0, 0])).toBe('');
  expect(densityPath([])).toBe('');
});
