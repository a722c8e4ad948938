import { expect, test } from 'vitest';
import { replaceRange } from '../document/change.ts';
import type { Author } from '../session/session-event.ts';
import { createCarets } from './carets.ts';

const ann: Author = { kind: 'person', clientId: 'ann' };
const model: Author = { kind: 'model', runId: 'r', attempt: 1 };

/** A file of ten letters at version 1, with carets over it. */
function scene() {
  let version = 1;
  let length = 10;
  const carets = createCarets(() => version);
  return {
    carets,
    tell: (from: number, to: number, atVersion: number) =>
      carets.told([{ clientId: 'ann', caret: { fileId: 'f', from, to, version: atVersion } }]),
    insert(at: number, text: string, by: Author) {
      const change = replaceRange(length, at, at, text);
      version++;
      length += text.length;
      return carets.changed('f', change, version, by);
    },
    at: () => carets.in('f').get('ann'),
  };
}

test('a caret is carried along by what others write before it, and stays before what they write at it', () => {
  const { tell, insert, at } = scene();
  expect(tell(4, 4, 1)).toBe(true);
  expect(insert(0, 'abc', model)).toBe(false);
  insert(7, 'xyz', model);
  expect(at()).toMatchObject({ from: 7, to: 7 });
});

test('their own typing takes it along, before anybody is told', () => {
  const { tell, insert, at } = scene();
  tell(4, 4, 1);
  expect(insert(4, 'hello', ann)).toBe(true);
  expect(at()).toMatchObject({ from: 9, to: 9 });
  // The same word again, on its way since before that: what we have is further.
  expect(tell(4, 4, 1)).toBe(false);
  expect(at()).toMatchObject({ from: 9, to: 9 });
});

test('a caret told for an older text is carried over what came since', () => {
  const { tell, insert, at } = scene();
  insert(0, 'abc', model);
  insert(0, 'de', model);
  tell(4, 6, 1);
  expect(at()).toMatchObject({ from: 9, to: 11 });
});

test('a caret told for a text that is still to come waits for it', () => {
  const { tell, insert, at } = scene();
  tell(12, 12, 3);
  expect(at()).toBeUndefined();
  insert(0, 'abc', model);
  expect(at()).toBeUndefined();
  expect(insert(0, 'de', model)).toBe(true);
  expect(at()).toMatchObject({ from: 12, to: 12 });
});

test('who is not told of any more has no caret, and neither has anybody after the text jumped', () => {
  const { carets, tell, at } = scene();
  tell(4, 4, 1);
  expect(carets.told([])).toBe(true);
  expect(at()).toBeUndefined();
  tell(4, 4, 1);
  carets.forget();
  expect(at()).toBeUndefined();
});

test('a selection made backwards keeps its caret in front', () => {
  const { tell, insert, at } = scene();
  tell(6, 2, 1);
  insert(0, 'aa', model);
  insert(4, 'b', model);
  expect(at()).toMatchObject({ from: 9, to: 5 });
});

test('a selection does not grow at its edges, and one that is deleted becomes a caret', () => {
  const { carets, tell, insert, at } = scene();
  tell(2, 6, 1);
  insert(2, 'aa', model);
  insert(8, 'bb', model);
  expect(at()).toMatchObject({ from: 4, to: 8 });
  carets.changed('f', replaceRange(14, 0, 14, ''), 4, model);
  expect(at()).toMatchObject({ from: 0, to: 0 });
});
