import { expect, test } from 'vitest';
import { textOf } from '../../lib/document/change.ts';
import { createSeededRandom } from '../../lib/base/seeded-random.ts';
import { typedChange, type TypedEdit } from './typed-change.ts';

const typedInto = (text: string, edits: readonly TypedEdit[]) =>
  typedChange(edits, text.length).apply(textOf(text)).toString();

test('two cursors type at once', () => {
  const edits = [
    { rangeOffset: 3, rangeLength: 0, text: '!' },
    { rangeOffset: 0, rangeLength: 1, text: 'A' },
  ];
  expect(typedInto('abc', edits)).toBe('Abc!');
});

test('steps that Monaco merged into one event follow each other', () => {
  const edits = [
    { rangeOffset: 1, rangeLength: 0, text: '(' },
    { rangeOffset: 2, rangeLength: 0, text: ')' },
  ];
  expect(typedInto('f', edits)).toBe('f()');
});

test('two insertions at one place keep the order in which Monaco carried them out', () => {
  const edits = [
    { rangeOffset: 1, rangeLength: 0, text: 'b' },
    { rangeOffset: 1, rangeLength: 0, text: 'a' },
  ];
  expect(typedInto('()', edits)).toBe('(ab)');
});

test('line ends come out as \\n', () => {
  expect(typedInto('ab', [{ rangeOffset: 1, rangeLength: 0, text: '\r\n' }])).toBe('a\nb');
});

test('nothing typed is an empty change', () => {
  expect(typedChange([], 3).empty).toBe(true);
});

test('any list of edits gives what carrying them out in order gives', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const random = createSeededRandom(seed);
    const start = 'one\ntwo\nthree';
    let expected = start;
    const edits: TypedEdit[] = [];
    for (let left = 1 + random.integer(6); left > 0; left--) {
      const rangeOffset = random.integer(expected.length + 1);
      const rangeLength = random.integer(Math.min(4, expected.length - rangeOffset) + 1);
      const text = random.pick(['', 'x', 'yy\n', '\n']);
      edits.push({ rangeOffset, rangeLength, text });
      expected = expected.slice(0, rangeOffset) + text + expected.slice(rangeOffset + rangeLength);
    }
    expect(typedInto(start, edits), `seed ${seed}`).toBe(expected);
  }
});
