import { expect, test } from 'vitest';
import { windowOf } from './list-window.ts';

const rows = (count: number, height = 20) => Array.from({ length: count }, () => height);

test('a short list is drawn as a whole', () => {
  expect(windowOf(rows(200), { scrollTop: 0, viewHeight: 100 })).toEqual({ from: 0, to: 200, beforePx: 0, afterPx: 0 });
});

test('of a long list what can be seen is drawn, and all of it takes its room', () => {
  const heights = rows(2_000);
  for (const scrollTop of [0, 333, 20_000, 39_900, 50_000]) {
    const { from, to, beforePx, afterPx } = windowOf(heights, { scrollTop, viewHeight: 100 });
    expect(beforePx + (to - from) * 20 + afterPx).toBe(40_000);
    expect(to - from).toBeLessThanOrEqual(37);
    if (scrollTop < 40_000) {
      expect(beforePx).toBeLessThanOrEqual(scrollTop);
      expect(40_000 - afterPx).toBeGreaterThanOrEqual(Math.min(40_000, scrollTop + 100));
    }
  }
});

test('rows of different heights are found where they stand', () => {
  const heights = rows(400);
  heights[10] = 5_000;
  expect(windowOf(heights, { scrollTop: 3_000, viewHeight: 100 })).toMatchObject({ from: 10, to: 11, beforePx: 200 });
});
