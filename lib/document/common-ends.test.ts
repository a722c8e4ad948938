import { expect, test } from 'vitest';
import { commonEnd, commonStart } from './common-ends.ts';

test.each([
  ['abc', 'abd', 2, 0],
  ['abc', 'xbc', 0, 2],
  ['abc', 'abc', 3, 0],
  ['aa', 'aaa', 2, 0],
  ['', 'a', 0, 0],
  ['a🙂b', 'a🙃b', 1, 1],
  ['🙂', '🙂🙂', 2, 0],
  ['x\u{1F642}', 'x\u{1FA42}', 1, 0],
])('%j and %j have %i at the start and %i at the end in common', (a, b, start, end) => {
  expect([commonStart(a, b), commonEnd(a, b, commonStart(a, b))]).toEqual([start, end]);
});
