import { expect, test } from 'vitest';
import { fitDevice } from './device.ts';

test('with all the room a program fills its stage', () => {
  expect(fitDevice('full', { width: 500, height: 700 })).toEqual({
    width: 500,
    height: 700,
    scale: 1,
    left: 0,
    top: 0,
  });
});

test('a device that fits is shown as large as it is, in the middle', () => {
  expect(fitDevice('phone', { width: 800, height: 1_000 })).toEqual({
    width: 390,
    height: 844,
    scale: 1,
    left: 205,
    top: 78,
  });
});

test('a device that does not fit is made smaller until all of it is seen', () => {
  const { width, height, scale, left, top } = fitDevice('desktop', { width: 664, height: 2_000 });
  expect([width, height]).toEqual([1_280, 800]);
  expect(scale).toBe(0.5);
  expect(left).toBe(12);
  expect(top).toBe(800);
  expect(fitDevice('tablet', { width: 2_000, height: 614 }).scale).toBe(0.5);
});
