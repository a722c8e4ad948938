import { expect, test } from 'vitest';
import { addLines, emptyConsole } from './console-lines.ts';

const line = (text: string) => ({ level: 'log' as const, text, thrown: false, path: null, line: null });

test('equal lines in a row are counted', () => {
  const state = addLines(addLines(emptyConsole, [line('a'), line('a')], 0), [line('a'), line('b'), line('a')], 0);
  expect(state.lines.map(({ text, times }) => `${text}${times}`)).toEqual(['a3', 'b1', 'a1']);
});

test('old lines are dropped and counted', () => {
  const state = addLines(
    emptyConsole,
    Array.from({ length: 1_200 }, (_, index) => line(String(index))),
    5,
  );
  expect(state.lines).toHaveLength(1_000);
  expect(state.lines[0]?.text).toBe('200');
  expect(state.dropped).toBe(205);
  expect(new Set(state.lines.map(({ id }) => id)).size).toBe(1_000);
});
