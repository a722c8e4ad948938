import { expect, test } from 'vitest';
import { readLine, readParts } from './read-console-messages.ts';

const plain = { level: 'log', text: 'hello', thrown: false, path: null, line: null };
const leaf = { type: 'number', text: '1' };

test('a line is read, with its place, group and count', () => {
  expect(readLine(plain)).toEqual(plain);
  const whole = { ...plain, path: 'a.js', line: 3, column: 5, depth: 2, group: 'open', times: 4 };
  expect(readLine(whole)).toEqual(whole);
});

test('pieces with values are read, and the text is made of them', () => {
  const value = { type: 'object', text: 'Point', parts: [{ key: 'x', value: leaf }], hasMore: true, id: 7 };
  const line = readLine({ ...plain, text: 'a lie', pieces: [{ text: 'at ', css: 'color: red' }, { value }] });
  expect(line?.text).toBe('at Point {x: 1, …}');
  expect(line?.pieces).toEqual([{ text: 'at ', css: 'color: red' }, { value }]);
});

test('what is no line is none', () => {
  for (const value of [null, 1, 'log', [], {}, { ...plain, level: 'shout' }, { ...plain, text: 7 }]) {
    expect(readLine(value)).toBeNull();
  }
});

test('what makes no sense is left out, and what is too long is cut', () => {
  const line = readLine({
    ...plain,
    text: 'x'.repeat(9_000),
    line: -1,
    column: Number.NaN,
    path: '',
    depth: 9_999,
    group: 'ajar',
    times: 0.5,
    pieces: 'none',
    table: { columns: 'a' },
    more: 'than known',
  });
  expect(line).toEqual({ ...plain, text: 'x'.repeat(4_000), depth: 20 });
});

test('values do not nest, whatever they say', () => {
  let value: unknown = leaf;
  for (let depth = 0; depth < 5_000; depth += 1)
    value = { type: 'array', text: '', parts: [{ key: null, value }], id: 1 };
  const line = readLine({ ...plain, pieces: [{ value }] });
  expect(JSON.stringify(line).length).toBeLessThan(500);
});

test('lists are bounded', () => {
  const part = { key: 'k'.repeat(5_000), value: { type: 'string', text: 'y'.repeat(50_000) } };
  const many = Array.from({ length: 5_000 }, () => part);
  const value = { type: 'object', text: 'T'.repeat(5_000), parts: many };
  const line = readLine({ ...plain, pieces: Array.from({ length: 500 }, () => ({ value })) });
  expect(line?.pieces).toHaveLength(50);
  expect(line?.text.length).toBe(4_000);
  const [piece] = line?.pieces ?? [];
  expect(piece && 'value' in piece && [piece.value.text.length, piece.value.parts?.length]).toEqual([1_000, 12]);
  const parts = readParts(many);
  expect([parts?.length, parts?.[0]?.key?.length, parts?.[0]?.value.text.length]).toEqual([100, 1_000, 4_000]);
});

test('a table has as many cells as columns, and not too many of either', () => {
  const table = {
    columns: Array.from({ length: 90 }, (_, index) => `c${index}`),
    rows: Array.from({ length: 900 }, () => ({ name: 'r', cells: [leaf, { type: 'nonsense' }, null] })),
    moreRows: 5,
    moreColumns: 'many',
  };
  const read = readLine({ ...plain, table })?.table;
  expect([read?.columns.length, read?.rows.length, read?.moreRows, read?.moreColumns]).toEqual([20, 100, 5, 0]);
  expect(read?.rows[0]?.cells).toEqual([leaf, ...Array.from({ length: 19 }, () => null)]);
});

test('names that objects have from birth are only texts', () => {
  const hostile: unknown = JSON.parse(
    '{"key":"__proto__","value":{"type":"constructor","text":"x"},"__proto__":{"id":1}}',
  );
  expect(readParts([hostile])).toEqual([]);
  expect(readParts([{ key: '__proto__', value: leaf }])).toEqual([{ key: '__proto__', value: leaf }]);
  expect(({} as { id?: number }).id).toBeUndefined();
});

test('a value that is gone has no parts', () => {
  expect(readParts(null)).toBeNull();
  expect(readParts('gone')).toBeNull();
});
