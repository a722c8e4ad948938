import { expect, test } from 'vitest';
import { replaceRange } from '../../lib/document/change.ts';
import { createWrittenRanges } from './written-ranges.ts';

test('pieces written one after the other are one range', () => {
  const written = createWrittenRanges();
  written.follow(replaceRange(10, 5, 5, 'abc'), true);
  written.follow(replaceRange(13, 8, 8, 'de'), true);
  expect(written.take()).toEqual([{ from: 5, to: 10 }]);
  expect(written.take()).toEqual([]);
});

test('what people type is no part of it, and moves it', () => {
  const written = createWrittenRanges();
  written.follow(replaceRange(10, 5, 5, 'abc'), true);
  written.follow(replaceRange(13, 0, 0, '12'), false);
  expect(written.take()).toEqual([{ from: 7, to: 10 }]);
});

test('what was deleted again is forgotten', () => {
  const written = createWrittenRanges();
  written.follow(replaceRange(10, 5, 5, 'abc'), true);
  written.follow(replaceRange(13, 4, 9, ''), false);
  expect(written.take()).toEqual([]);
});

test('a change all over the file stays a bounded number of ranges', () => {
  const written = createWrittenRanges();
  for (let index = 0; index < 100; index++)
    written.follow(replaceRange(1000 + index, index * 10, index * 10, 'x'), true);
  expect(written.take().length).toBeLessThanOrEqual(16);
});
