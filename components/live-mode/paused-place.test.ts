import { expect, test } from 'vitest';
import { placeAt } from './paused-place.ts';

/** As much of Monaco's model as is asked for here. */
function modelOf(text: string): Parameters<typeof placeAt>[0] {
  const lines = text.split('\n');
  const offsetOf = (line: number, column: number) =>
    lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
  return {
    getLineCount: () => lines.length,
    getLineMaxColumn: (line) => (lines[line - 1]?.length ?? 0) + 1,
    getOffsetAt: ({ lineNumber, column }) => Math.min(text.length, offsetOf(lineNumber, column)),
    getPositionAt: (offset) => {
      const before = text.slice(0, Math.max(0, offset)).split('\n');
      return { lineNumber: before.length, column: (before.at(-1)?.length ?? 0) + 1 } as never;
    },
    getValueInRange: ({ startLineNumber, startColumn, endLineNumber, endColumn }) =>
      text.slice(offsetOf(startLineNumber, startColumn), offsetOf(endLineNumber, endColumn)),
  };
}

/** What is told of a text is the text, in the order in which it stands. */
function whole(text: string, offset: number): string {
  const { before, rest, after } = placeAt(modelOf(text), offset);
  return before + rest + after;
}

test('a short text is told whole, at any place in it', () => {
  const text = 'function f() {\n  return 1;\n}\n';
  for (let offset = 0; offset <= text.length; offset++) {
    expect(whole(text, offset)).toBe(text);
    expect(placeAt(modelOf(text), offset).before).toBe(text.slice(0, offset));
  }
  expect(placeAt(modelOf(text), 19).lineStart).toBe('  re');
  expect(placeAt(modelOf(''), 0)).toMatchObject({ lineStart: '', before: '', rest: '', after: '' });
});

test('of a long text a dozen lines may be written anew, and some of what follows is told', () => {
  const text = Array.from({ length: 400 }, (_, line) => `const line${line} = ${'x'.repeat(30)};`).join('\n');
  const offset = text.indexOf('line200') + 'line200'.length;
  const { before, rest, after } = placeAt(modelOf(text), offset);
  expect(rest.split('\n')).toHaveLength(13);
  expect(before).toHaveLength(6_000);
  expect(after).toHaveLength(2_000);
  expect(text).toContain(before + rest + after);
});

test('long lines are not cut in the middle, but for one that is longer than all that is told', () => {
  const line = `${'y'.repeat(600)}\n`;
  const { rest } = placeAt(modelOf(line.repeat(6)), 10);
  expect(rest).toBe(`${'y'.repeat(590)}\n${'y'.repeat(600)}`);
  expect(placeAt(modelOf('z'.repeat(9_000)), 10).rest).toHaveLength(1_500);
});
