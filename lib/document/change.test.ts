import { expect, test } from 'vitest';
import { createSeededRandom, type SeededRandom } from '../base/seeded-random.ts';
import {
  changeFromJson,
  changeToJson,
  composeAll,
  insertedPieces,
  insertedRanges,
  isEmptyChange,
  isSameChange,
  parseChange,
  replaceRange,
  textOf,
  type Change,
} from './change.ts';

test('every kind of line end becomes \\n', () => {
  expect(textOf('a\r\nb\rc\nd').toString()).toBe('a\nb\nc\nd');
  expect(replaceRange(1, 1, 1, '\r\nb').apply(textOf('a')).toString()).toBe('a\nb');
});

test('a change goes through JSON and comes back the same', () => {
  const change = replaceRange(5, 1, 3, 'x\ny');
  const json = JSON.parse(JSON.stringify(changeToJson(change))) as unknown;
  expect(json).toEqual([1, [2, 'x', 'y'], 2]);
  expect(isSameChange(changeFromJson(json), change)).toBe(true);
  expect(isSameChange(change, replaceRange(5, 1, 3, 'x\nz'))).toBe(false);
});

test('only a change that does nothing is empty', () => {
  expect(isEmptyChange(replaceRange(3, 1, 1, ''))).toBe(true);
  expect(isEmptyChange(composeAll([], 3))).toBe(true);
  expect(isEmptyChange(replaceRange(3, 1, 2, ''))).toBe(false);
});

test('many changes composed do what they do one after the other', () => {
  const random = createSeededRandom(3);
  let text = textOf('one\ntwo\nthree');
  const before = text;
  const changes = Array.from({ length: 37 }, () => {
    const change = anyChange(random, text.length);
    text = change.apply(text);
    return change;
  });
  expect(composeAll(changes, before.length).apply(before).toString()).toBe(text.toString());
});

test('it is known where inserted text stands afterwards', () => {
  const change = composeAll([replaceRange(6, 0, 0, 'ab'), replaceRange(8, 4, 6, ''), replaceRange(6, 6, 6, 'c\n')], 6);
  expect(insertedRanges(change)).toEqual([
    { from: 0, to: 2 },
    { from: 6, to: 8 },
  ]);
  expect(insertedPieces(change)).toEqual(['ab', 'c\n']);
});

test('two changes made at once lead to the same text in either order', () => {
  const random = createSeededRandom(11);
  for (let round = 0; round < 3_000; round += 1) {
    const text = textOf('0123456789\n12345'.slice(0, random.integer(17)));
    const [one, other] = [anyChanges(random, text.length), anyChanges(random, text.length)];
    const oneFirst = one.compose(other.map(one)).apply(text).toString();
    expect(other.compose(one.map(other, true)).apply(text).toString()).toBe(oneFirst);
  }
});

test('what was parsed is what was sent', () => {
  const change = composeAll([replaceRange(9, 1, 3, 'x\n\ny'), replaceRange(11, 9, 9, '🙂')], 9);
  const parsed = parseChange(JSON.parse(JSON.stringify(change)), 9, { maxInsert: 100 });
  expect(parsed.ok && isSameChange(parsed.value, change)).toBe(true);
});

test('parts that say nothing are left out', () => {
  const parsed = parseChange([2, 0, 1, [0], [0, ''], 0], 3, { maxInsert: 100 });
  expect(parsed.ok && isEmptyChange(parsed.value)).toBe(true);
});

test('a change that cuts a surrogate pair is taken and leaves both halves whole in number', () => {
  const parsed = parseChange([1, [0, 'x'], 1], 2, { maxInsert: 100 });
  expect(parsed.ok && parsed.value.apply(textOf('🙂')).toString()).toBe('\ud83dx\ude42');
});

test.each([
  ['no list', { length: 0 }],
  ['nothing', null],
  ['a string', '[5]'],
  ['a negative length', [-1, 6]],
  ['a fraction', [4.5, 0.5]],
  ['not a number', [Number.NaN, 5]],
  ['a number too large to count with', [2 ** 53, 5]],
  ['a part of another kind', [5, { 0: 0 }]],
  ['an empty part', [5, []]],
  ['a deletion of a negative length', [[-1], 6]],
  ['an insertion that is not text', [5, [0, 7]]],
  ['a \\r inside a line', [5, [0, 'a\rb']]],
  ['a \\n inside a line', [5, [0, 'a\nb']]],
])('%s is refused as malformed', (_name, json) => {
  expect(parseChange(json, 5, { maxInsert: 100 })).toEqual({ ok: false, refusal: 'malformed' });
});

test('a change for a shorter or a longer text is refused', () => {
  const refusal = { ok: false, refusal: 'length-mismatch' };
  expect(parseChange([4], 5, { maxInsert: 100 })).toEqual(refusal);
  expect(parseChange([3, [3]], 5, { maxInsert: 100 })).toEqual(refusal);
  expect(parseChange([], 5, { maxInsert: 100 })).toEqual(refusal);
});

test('more text or more parts than allowed are refused, line ends counted', () => {
  expect(parseChange([[0, 'abc', 'd'], 5], 5, { maxInsert: 5 }).ok).toBe(true);
  const refusal = { ok: false, refusal: 'insert-too-large' };
  expect(parseChange([[0, 'abc', 'd'], 5], 5, { maxInsert: 4 })).toEqual(refusal);
  expect(parseChange([[0, 'ab'], 1, [0, 'cd'], 4], 5, { maxInsert: 3 })).toEqual(refusal);
  expect(parseChange([1, [1], 1, [1], 1], 5, { maxInsert: 9, maxParts: 4 })).toEqual({
    ok: false,
    refusal: 'too-many-parts',
  });
});

test('whatever is sent, parsing never throws, and what it takes can be applied, turned around and mapped', () => {
  const random = createSeededRandom(5);
  const text = textOf('a🙂b\nc');
  const other = replaceRange(text.length, 2, 4, 'zz\n');
  let taken = 0;
  for (let round = 0; round < 20_000; round += 1) {
    const parsed = parseChange(anyJson(random), text.length, { maxInsert: 10 });
    if (!parsed.ok) continue;
    taken += 1;
    const after = parsed.value.apply(text);
    expect(parsed.value.invert(text).apply(after).eq(text)).toBe(true);
    expect(parsed.value.map(other).length).toBe(other.newLength);
    expect(after.lines).toBe(after.toString().split('\n').length);
  }
  expect(taken).toBeGreaterThan(100);
});

function anyChange(random: SeededRandom, length: number): Change {
  const from = random.integer(length + 1);
  const to = random.chance(0.5) ? from : from + random.integer(length - from + 1);
  return replaceRange(length, from, to, random.pick(['', 'x', 'yz', '\n', 'u\nv']));
}

function anyChanges(random: SeededRandom, length: number): Change {
  const changes: Change[] = [];
  for (let left = random.integer(4); left >= 0; left -= 1) {
    changes.push(anyChange(random, changes.at(-1)?.newLength ?? length));
  }
  return composeAll(changes, length);
}

function anyJson(random: SeededRandom): unknown {
  const part = (): unknown =>
    random.chance(0.5)
      ? random.pick([0, 1, 2, 3, 1.5, -1])
      : [random.integer(3), ...Array.from({ length: random.integer(3) }, () => random.pick(['', 'q', 'rs', '\ud83d']))];
  return Array.from({ length: 1 + random.integer(5) }, part);
}
