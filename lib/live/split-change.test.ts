import { expect, test } from 'vitest';
import { createSeededRandom } from '../base/seeded-random.ts';
import { type Change, ChangeSet, textOf } from '../document/change.ts';
import { splitChange } from './split-change.ts';

function pieces(change: Change, mostInserted: number): Change[] {
  const { first, rest } = splitChange(change, mostInserted);
  return rest ? [first, ...pieces(rest, mostInserted)] : [first];
}

function inserted(change: Change): number {
  let length = 0;
  change.iterChanges((_from, _to, _fromAfter, _toAfter, text) => {
    length += text.length;
  });
  return length;
}

test('a change that is small enough stays as it is', () => {
  const change = ChangeSet.of([{ from: 1, insert: 'abc' }], 4);
  expect(splitChange(change, 10)).toEqual({ first: change, rest: null });
});

test('no piece ends between the halves of a surrogate pair', () => {
  const change = ChangeSet.of([{ from: 0, insert: '😀'.repeat(20) }], 0);
  for (const piece of pieces(change, 5)) expect(JSON.stringify(piece.toJSON()).isWellFormed()).toBe(true);
});

test('however a change is cut, its pieces one after another do what it did', () => {
  for (let seed = 1; seed <= 500; seed++) {
    const random = createSeededRandom(seed);
    const before = textOf('abcdefghij\n'.repeat(1 + random.integer(5)));
    const parts: { from: number; to: number; insert: string }[] = [];
    for (let at = 0; at < before.length;) {
      const from = at + random.integer(6);
      const to = Math.min(before.length, from + random.integer(5));
      if (from > before.length) break;
      parts.push({ from, to, insert: 'xy\n'.repeat(random.integer(12)) });
      at = to + 1;
    }
    const change = ChangeSet.of(parts, before.length);
    const most = 2 + random.integer(12);
    const cut = pieces(change, most);
    const after = cut.reduce((text, piece) => piece.apply(text), before);
    expect(after.toString(), `seed ${seed}`).toBe(change.apply(before).toString());
    for (const piece of cut) expect(inserted(piece), `seed ${seed}`).toBeLessThanOrEqual(most);
  }
});
