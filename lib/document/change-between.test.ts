import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textOf } from './change.ts';
import { changeBetween } from './change-between.ts';

const text = fc.array(fc.constantFrom('a', 'b', '\n', 'cd\n'), { maxLength: 40 }).map((parts) => parts.join(''));

test('the change between two texts makes the second of the first', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      expect(changeBetween(textOf(before), textOf(after)).apply(textOf(before)).toString()).toBe(after);
    }),
    { numRuns: 500 },
  );
});

test('what stands in both texts keeps its place', () => {
  const change = changeBetween(textOf('one\ntwo\nthree\n'), textOf('zero\none\nthree\n'));
  expect(change.mapPos('one\ntwo\n'.length + 2, 1)).toBe('zero\none\n'.length + 2);
});

test('texts that have nothing in common are replaced at once', () => {
  const lines = (word: string) => Array.from({ length: 3_000 }, (_, index) => `${word} ${index}\n`).join('');
  const change = changeBetween(textOf(lines('a')), textOf(lines('b')));
  expect(change.apply(textOf(lines('a'))).toString()).toBe(lines('b'));
});
