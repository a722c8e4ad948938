import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textOf } from './change.ts';
import { changeBetween } from './change-between.ts';

const text = fc.array(fc.constantFrom('a', 'b', '\n', 'cd\n'), { maxLength: 40 }).map((parts) => parts.join(''));

test('the change between two texts makes the second of the first', () => {
  fc.assert(
    fc.property(text, text, fc.constantFrom(1, 4, 2_000), (before, after, mostDifferences) => {
      expect(changeBetween(textOf(before), textOf(after), { mostDifferences }).apply(textOf(before)).toString()).toBe(
        after,
      );
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

test('past so many differences it is one replacement of the middle, and still comes to the text', () => {
  const lines = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => `line ${from + index}\n`).join('');
  const before = textOf(`head\n${lines(0, 50)}tail\nend`);
  const after = textOf(`head\n${lines(100, 60)}tail\nend`);
  const change = changeBetween(before, after, { mostDifferences: 10 });
  expect(change.apply(before).toString()).toBe(after.toString());
  const [kept, [removed], keptAfter] = change.toJSON();
  expect([kept, removed, keptAfter]).toEqual(['head\n'.length, lines(0, 50).length, 'tail\nend'.length]);
});
