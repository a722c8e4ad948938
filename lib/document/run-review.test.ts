import { expect, test } from 'vitest';
import { createSeededRandom } from '../base/seeded-random.ts';
import { replaceRange, textOf } from './change.ts';
import {
  acceptHunk,
  afterOtherChange,
  afterOwnChange,
  beginReview,
  hunksOf,
  settle,
  splitHunk,
  type Review,
} from './run-review.ts';

test('taking a run back leaves what a person typed inside its text', () => {
  const desk = createDesk('before\nafter\n');
  desk.run(7, 7, 'function ');
  desk.run(16, 16, 'run() {}\n');
  desk.person(16, 16, 'MINE');
  desk.run(29, 29, '// more\n');
  expect(desk.reverted()).toBe('before\nMINEafter\n');
});

test('what a person typed beside a replaced range stays on its side of what comes back', () => {
  const desk = createDesk('a OLD b');
  desk.run(2, 5, '');
  desk.run(2, 2, 'ne');
  desk.run(4, 4, 'w');
  desk.person(5, 5, '>');
  desk.person(2, 2, '<');
  expect(desk.seen()).toBe('a <new> b');
  expect(desk.reverted()).toBe('a <OLD> b');
});

test('what a person deleted stays deleted, and what the run deleted comes back', () => {
  const desk = createDesk('one two three');
  desk.person(0, 4, '');
  desk.run(0, 4, '');
  expect(desk.seen()).toBe('three');
  expect(desk.reverted()).toBe('two three');
});

test('lines that a rewrite left as they were are not its changes once the review is settled', () => {
  const desk = createDesk('a\nb\nc\nd\ne\n');
  desk.run(0, 10, '');
  desk.run(0, 0, 'a\nB\nc\nd\nnew\ne\n');
  expect(hunksOf(desk.review, desk.text())).toHaveLength(1);
  desk.settle();
  expect(hunksOf(desk.review, desk.text())).toEqual([
    { kind: 'changed', from: 2, to: 3, fromLine: 2, toLine: 2, removed: 'b', added: 'B' },
    { kind: 'added', from: 8, to: 11, fromLine: 5, toLine: 5, removed: '', added: 'new' },
  ]);
  expect(desk.reverted()).toBe('a\nb\nc\nd\ne\n');
});

test.each([
  ['lines added at the end', 'a\nb', 'a\nb\nc', [['added', 3, 3, '', 'c']]],
  ['lines removed at the end', 'a\nb', 'a', [['removed', 2, 1, 'b', '']]],
  ['lines added at the start', 'b', 'a\nb', [['added', 1, 1, '', 'a']]],
  ['lines removed at the start', 'a\nb', 'b', [['removed', 1, 0, 'a', '']]],
  ['lines removed in the middle', 'a\nb\nc', 'a\nc', [['removed', 2, 1, 'b', '']]],
  ['an empty line added', 'a\nb', 'a\n\nb', [['added', 2, 2, '', '']]],
  ['an empty line removed', 'a\n\nb', 'a\nb', [['removed', 2, 1, '', '']]],
  ['a line end added at the end', 'a', 'a\n', [['added', 2, 2, '', '']]],
  ['a line end removed at the end', 'a\n', 'a', [['removed', 2, 1, '', '']]],
  ['a whole new file', '', 'a\nb', [['added', 1, 2, '', 'a\nb']]],
  ['a file emptied', 'a\nb', '', [['removed', 1, 0, 'a\nb', '']]],
  ['nothing after all', 'a\nb', 'a\nb', []],
  [
    'changes far apart',
    'a\nb\nc\nd',
    'A\nb\nc\nD',
    [
      ['changed', 1, 1, 'a', 'A'],
      ['changed', 4, 4, 'd', 'D'],
    ],
  ],
  ['a change and an addition side by side', 'a\nb', 'a\nB\nc', [['changed', 2, 3, 'b', 'B\nc']]],
] as const)('%s is told as such', (_name, before, after, expected) => {
  const desk = createDesk(before);
  desk.run(0, before.length, after);
  desk.settle();
  const told = hunksOf(desk.review, desk.text()).map((hunk) => [
    hunk.kind,
    hunk.fromLine,
    hunk.toLine,
    hunk.removed,
    hunk.added,
  ]);
  expect(told).toEqual(expected);
  expect(desk.reverted()).toBe(before);
});

test('one hunk is taken back and one is kept, and the review goes on with the rest', () => {
  const desk = createDesk('a\nb\nc\nd\ne');
  desk.run(0, 9, 'A\nb\nC\nd\nE');
  desk.settle();
  const split = splitHunk(desk.review, desk.text(), 1)!;
  const text = split.revert.apply(desk.text());
  expect(text.toString()).toBe('A\nb\nc\nd\nE');
  const kept = acceptHunk(split.rest, text, 0)!;
  expect(hunksOf(kept, text).map((hunk) => hunk.added)).toEqual(['E']);
  expect(kept.inverse.apply(text).toString()).toBe('A\nb\nc\nd\ne');
});

test('a hunk that is not there can be neither taken back nor kept', () => {
  const desk = createDesk('a');
  desk.run(0, 1, 'b');
  for (const index of [1, -1, 0.5, Number.NaN]) {
    expect(splitHunk(desk.review, desk.text(), index)).toBeNull();
    expect(acceptHunk(desk.review, desk.text(), index)).toBeNull();
  }
});

test('a person may type on while the review is open, in the lines in question too', () => {
  const desk = createDesk('let a = 1;\nlet b = 2;');
  desk.run(8, 9, '100');
  desk.settle();
  desk.person(12, 12, ' // why?');
  expect(desk.seen()).toBe('let a = 100; // why?\nlet b = 2;');
  expect(desk.reverted()).toBe('let a = 1; // why?\nlet b = 2;');
  expect(hunksOf(desk.review, desk.text())).toMatchObject([
    { kind: 'changed', fromLine: 1, toLine: 1, removed: 'let a = 1; // why?', added: 'let a = 100; // why?' },
  ]);
});

test.each([
  ['second', 'x 🙂 y', 'x 🙃 y'],
  ['first', 'x \u{1f642} y', 'x \u{1fa42} y'],
])('no surrogate pair is cut where only its %s half differs', (_name, before, after) => {
  const desk = createDesk(before);
  desk.run(0, before.length, after);
  desk.settle();
  const pieces: string[] = [];
  desk.review.inverse.iterChanges((from, to, _from, _to, inserted) => {
    pieces.push(desk.seen().slice(from, to), inserted.toString());
  });
  expect(pieces).toEqual([after.slice(2, 4), before.slice(2, 4)]);
  expect(desk.reverted()).toBe(before);
});

test('beyond the limits a stretch stays coarse and still takes the run back', () => {
  const before = Array.from({ length: 50 }, (_, line) => `line ${line}`);
  const desk = createDesk(before.join('\n'));
  const after = before.map((line, index) => (index % 2 === 0 ? `${line}!` : line)).join('\n');
  desk.run(0, desk.seen().length, after);
  const fine = settle(desk.review, desk.text());
  expect(hunksOf(fine, desk.text())).toHaveLength(25);
  for (const limits of [
    { lines: 20, differences: 1_000 },
    { lines: 20_000, differences: 5 },
  ]) {
    const coarse = settle(desk.review, desk.text(), limits);
    expect(hunksOf(coarse, desk.text())).toHaveLength(1);
    expect(coarse.inverse.apply(desk.text()).toString()).toBe(before.join('\n'));
  }
});

test('hunks taken back one by one, in any order, give the text without the run', () => {
  for (let seed = 1; seed <= 500; seed += 1) {
    const random = createSeededRandom(seed);
    const lines = () =>
      Array.from({ length: random.integer(9) }, () => random.pick(['a', 'b', '', 'cc', '🙂'])).join('\n');
    const before = lines();
    const desk = createDesk(before);
    desk.run(0, before.length, lines());
    if (random.chance(0.8)) desk.settle();
    let text = desk.text();
    let rest: Review = desk.review;
    for (let hunks = hunksOf(rest, text); hunks.length > 0; hunks = hunksOf(rest, text)) {
      for (const hunk of hunks) expect(text.sliceString(hunk.from, hunk.to), `seed ${seed}`).toBe(hunk.added);
      const split = splitHunk(rest, text, random.integer(hunks.length))!;
      text = split.revert.apply(text);
      rest = split.rest;
    }
    expect(text.toString(), `seed ${seed}`).toBe(before);
  }
});

/** A text that a run and a person change in turn. */
function createDesk(content: string) {
  let text = textOf(content);
  const desk = {
    review: beginReview(text.length),
    text: () => text,
    seen: () => text.toString(),
    reverted: () => desk.review.inverse.apply(text).toString(),
    run(from: number, to: number, insert: string) {
      const change = replaceRange(text.length, from, to, insert);
      desk.review = afterOwnChange(desk.review, change, text);
      text = change.apply(text);
    },
    person(from: number, to: number, insert: string) {
      const change = replaceRange(text.length, from, to, insert);
      desk.review = afterOtherChange(desk.review, change);
      text = change.apply(text);
    },
    settle() {
      desk.review = settle(desk.review, text);
    },
  };
  return desk;
}
