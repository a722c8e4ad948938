import { expect, test } from 'vitest';
import { cardAfterKey } from './grid-place.ts';

/** Three in a row, and two in the last. */
const grid = Array.from({ length: 8 }, (_, index) => ({ left: (index % 3) * 100, top: Math.floor(index / 3) * 80 }));
const after = (at: number, ...keys: string[]) =>
  keys.reduce<number | null>((now, key) => (now === null ? null : cardAfterKey(grid, now, key)), at);

test('left and right go through all cards, from row to row', () => {
  expect(after(0, 'ArrowRight', 'ArrowRight', 'ArrowRight')).toBe(3);
  expect(after(3, 'ArrowLeft')).toBe(2);
  expect(after(0, 'ArrowLeft')).toBeNull();
  expect(after(7, 'ArrowRight')).toBeNull();
});

test('up and down keep to the column, and a short last row has its last card for all that lie behind it', () => {
  expect(after(1, 'ArrowDown', 'ArrowDown')).toBe(7);
  expect(after(5, 'ArrowDown')).toBe(7);
  expect(after(7, 'ArrowUp')).toBe(4);
  expect(after(1, 'ArrowUp')).toBeNull();
  expect(after(6, 'ArrowDown')).toBeNull();
});

test('the ends have their keys, and other keys lead nowhere', () => {
  expect(after(4, 'Home')).toBe(0);
  expect(after(4, 'End')).toBe(7);
  expect(after(4, 'x')).toBeNull();
  expect(cardAfterKey(grid, -1, 'ArrowRight')).toBeNull();
});
