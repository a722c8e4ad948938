import { expect, test } from 'vitest';
import { type JsonNode, readJson } from './read-json.ts';

const read = (text: string) => readJson(text, { isWhole: true });

/** What a browser's own reader would make of it. */
function plain(node: JsonNode): unknown {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'plain':
      return JSON.parse(node.text);
    case 'list':
      return node.items.map(plain);
    case 'record':
      return Object.fromEntries(node.fields.map(({ name, value }) => [name, plain(value)]));
    default:
      return node satisfies never;
  }
}

const sample = '{"a": [1, -2.5e+3, true, null, {"b": "x\\n\\u00e9\\"y"}], "": {}, "c": [[], ""]}';

test('what it reads is what the browser would read', () => {
  const reading = read(sample);
  expect(reading.ok && plain(reading.value)).toEqual(JSON.parse(sample));
});

test('numbers stay as they are written, and no key is lost', () => {
  const reading = read('{"id": 12345678901234567890, "id": 1.0}');
  expect(reading.ok && reading.value).toEqual({
    kind: 'record',
    fields: [
      { name: 'id', value: { kind: 'plain', text: '12345678901234567890' } },
      { name: 'id', value: { kind: 'plain', text: '1.0' } },
    ],
  });
});

test('a mistake is told in plain words, with its line and column', () => {
  const mistakes = [
    ['{\n  "a": 1\n  "b": 2\n}', 'A comma is missing before this field.', 3, 3],
    ['[1, 2,]', 'There is a comma too many before this.', 1, 7],
    ['{"a": 1,}', 'There is a comma too many before this.', 1, 9],
    ['{a: 1}', 'A name in double quotes is expected here.', 1, 2],
    ['{"a" 1}', 'A colon is expected after "a".', 1, 6],
    ['["x\n"]', 'The closing double quote is missing on this line.', 1, 2],
    ['["\\q"]', 'This is no escape that JSON knows.', 1, 3],
    ["['x']", 'Texts stand in double quotes in JSON.', 1, 2],
    ['[1] // why', 'There is something after the end of the value.', 1, 5],
    ['// why\n1', 'JSON has no comments.', 1, 1],
    ['[01]', '01 is no value that JSON knows.', 1, 2],
    ['{"a": [1, 2}', 'A comma or ] is expected here.', 1, 12],
    ['[1, 2', 'The text ends before the closing ].', 1, 6],
    ['', 'The text ends where a value is expected.', 1, 1],
  ] as const;
  for (const [text, message, line, column] of mistakes) {
    expect(read(text), text).toMatchObject({ ok: false, mistake: { message, line, column } });
  }
});

test('what stands before a mistake is read', () => {
  const reading = read('{"a": 1, "b": }');
  expect(!reading.ok && reading.value && plain(reading.value)).toEqual({ a: 1 });
});

test('wherever a text is cut while it is written, what there is so far is shown and nothing is called wrong', () => {
  for (let end = 1; end < sample.length; end += 1) {
    const reading = readJson(sample.slice(0, end), { isWhole: false });
    expect(reading.ok, sample.slice(0, end)).toBe(true);
  }
});

test('a real mistake is one also while the text is written', () => {
  expect(readJson('{"a": 1 "b": 2, "c', { isWhole: false }).ok).toBe(false);
});

test('a text nested without end is refused, not a crash', () => {
  expect(read('['.repeat(100_000))).toMatchObject({ ok: false });
});
