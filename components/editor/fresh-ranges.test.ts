import { expect, test } from 'vitest';
import { replaceRange } from '../../lib/document/change.ts';
import { createFreshRanges } from './fresh-ranges.ts';

const none: never[] = [];
const create = () => createFreshRanges({ steps: 3, stepMs: 200 });

test('pieces written one after the other within a step are one range', () => {
  const fresh = create();
  fresh.follow(replaceRange(10, 5, 5, 'abc'), true, 0);
  fresh.follow(replaceRange(13, 8, 8, 'de'), true, 199);
  expect(fresh.byAge(199)).toEqual([[{ from: 5, to: 10 }], none, none]);
});

test('ranges grow older by steps, and are forgotten after the last', () => {
  const fresh = create();
  fresh.follow(replaceRange(10, 5, 5, 'abc'), true, 0);
  fresh.follow(replaceRange(13, 8, 8, 'de'), true, 200);
  expect(fresh.byAge(200)).toEqual([[{ from: 8, to: 10 }], [{ from: 5, to: 8 }], none]);
  expect(fresh.byAge(599)).toEqual([none, [{ from: 8, to: 10 }], [{ from: 5, to: 8 }]]);
  expect(fresh.byAge(600)).toEqual([none, none, [{ from: 8, to: 10 }]]);
  expect(fresh.byAge(800)).toEqual([none, none, none]);
});

test('what people type is no part of it, and moves it', () => {
  const fresh = create();
  fresh.follow(replaceRange(10, 5, 5, 'abc'), true, 0);
  fresh.follow(replaceRange(13, 0, 0, '12'), false, 300);
  expect(fresh.byAge(300)).toEqual([none, [{ from: 7, to: 10 }], none]);
});

test('what a model writes above moves what it wrote before', () => {
  const fresh = create();
  fresh.follow(replaceRange(10, 5, 5, 'abc'), true, 0);
  fresh.follow(replaceRange(13, 0, 0, '12'), true, 200);
  expect(fresh.byAge(200)).toEqual([[{ from: 0, to: 2 }], [{ from: 7, to: 10 }], none]);
});

test('what was deleted again is forgotten', () => {
  const fresh = create();
  fresh.follow(replaceRange(10, 5, 5, 'abc'), true, 0);
  fresh.follow(replaceRange(13, 4, 9, ''), false, 10);
  expect(fresh.byAge(10)).toEqual([none, none, none]);
});

test('a change all over the file stays a bounded number of ranges', () => {
  const fresh = create();
  for (let index = 0; index < 100; index++)
    fresh.follow(replaceRange(1000 + index, index * 10, index * 10, 'x'), true, 0);
  expect(fresh.byAge(0)[0]!.length).toBeLessThanOrEqual(16);
});
