import { expect, test } from 'vitest';
import type { FrameLine } from '../../lib/preview/console-messages.ts';
import { addLines, copyOfLines, emptyConsole, shownLines } from './console-lines.ts';

const line = (text: string, more: Partial<FrameLine> = {}): FrameLine => ({
  level: 'log',
  text,
  thrown: false,
  path: null,
  line: null,
  ...more,
});
const consoleOf = (...lines: FrameLine[]) => addLines(emptyConsole, lines, 0);
const texts = (lines: readonly FrameLine[]) => lines.map(({ text }) => text);

test('equal lines in a row are counted', () => {
  const state = addLines(addLines(emptyConsole, [line('a'), line('a')], 0), [line('a'), line('b'), line('a')], 0);
  expect(state.lines.map(({ text, times }) => `${text}${times}`)).toEqual(['a3', 'b1', 'a1']);
});

test('what the frame has counted already is added', () => {
  const state = addLines(consoleOf(line('a', { times: 40 })), [line('a', { times: 2 })], 0);
  expect(state.lines.map(({ text, times }) => `${text}${times}`)).toEqual(['a42']);
});

test('lines with different objects in them are not the same, however alike they look', () => {
  const point = (id: number) => line('{x: 1}', { pieces: [{ value: { type: 'object', text: 'Object', id } }] });
  expect(consoleOf(point(1), point(1), point(2)).lines.map(({ times }) => times)).toEqual([2, 1]);
});

test('old lines are dropped and counted', () => {
  const many = Array.from({ length: 2_200 }, (_, index) => line(String(index)));
  const state = addLines(emptyConsole, many, 5);
  expect(state.lines).toHaveLength(2_000);
  expect(state.lines[0]?.text).toBe('200');
  expect(state.dropped).toBe(205);
  expect(new Set(state.lines.map(({ id }) => id)).size).toBe(2_000);
});

test('lines are found by level, and by words in them or in their file', () => {
  const state = consoleOf(
    line('one'),
    line('Two', { level: 'error' }),
    line('three', { level: 'warn', path: 'src/app.js', line: 3 }),
  );
  expect(texts(shownLines(state, 'error', ''))).toEqual(['Two']);
  expect(texts(shownLines(state, 'all', 'tw'))).toEqual(['Two']);
  expect(texts(shownLines(state, 'all', 'app.js'))).toEqual(['three']);
  expect(texts(shownLines(state, 'log', ''))).toEqual(['one']);
});

test('a closed group hides what is in it, also its groups, and nothing behind it', () => {
  const state = consoleOf(
    line('outer', { group: 'closed' }),
    line('in', { depth: 1 }),
    line('inner', { depth: 1, group: 'open' }),
    line('in inner', { depth: 2 }),
    line('behind'),
  );
  expect(texts(shownLines(state, 'all', ''))).toEqual(['outer', 'behind']);
  const opened = { ...state, groups: new Map([[1, 'open' as const]]) };
  expect(texts(shownLines(opened, 'all', ''))).toEqual(['outer', 'in', 'inner', 'in inner', 'behind']);
});

test('copied lines say how often and where', () => {
  const state = consoleOf(line('a', { times: 3, path: 'a.js', line: 2 }), line('b', { depth: 1 }));
  expect(copyOfLines(state.lines)).toBe('a  ×3  (a.js:2)\n  b');
});
