import { expect, test } from 'vitest';
import { markOf } from './problem-marks.ts';

/** The subset of a Monaco model that is used. */
function modelOf(text: string) {
  const lines = text.split('\n');
  const lineAt = (line: number) => lines[line - 1] ?? '';
  return {
    getLineCount: () => lines.length,
    getLineMaxColumn: (line: number) => lineAt(line).length + 1,
    getLineFirstNonWhitespaceColumn: (line: number) => lineAt(line).search(/\S/) + 1,
    getWordAtPosition({ lineNumber, column }: { readonly lineNumber: number; readonly column: number }) {
      for (const found of lineAt(lineNumber).matchAll(/\w+/g)) {
        const startColumn = found.index + 1;
        const endColumn = startColumn + found[0].length;
        if (column >= startColumn && column <= endColumn) return { word: found[0], startColumn, endColumn };
      }
      return null;
    },
  };
}

const text = 'const a = 1;\n  go(missing);\n';
const mark = (line: number, column: number | null) => {
  const problem = { fileId: 'f', line, column, text: 'no' };
  const { startLineNumber, endLineNumber, startColumn, endColumn, message } = markOf(problem, modelOf(text));
  expect(message).toBe('no');
  expect(endLineNumber).toBe(startLineNumber);
  return [startLineNumber, startColumn, endColumn];
};

test('the word at the place of a problem is marked', () => {
  expect(mark(2, 6)).toEqual([2, 6, 13]);
  expect(mark(2, 9)).toEqual([2, 6, 13]);
});

test('a sign that is no word is marked by itself', () => {
  expect(mark(1, 9)).toEqual([1, 9, 10]);
});

test('without a column the line is marked, from its first letter', () => {
  expect(mark(2, null)).toEqual([2, 3, 15]);
});

test('a place beyond the text is marked at its end', () => {
  expect(mark(1, 90)).toEqual([1, 12, 13]);
  expect(mark(90, 4)).toEqual([3, 1, 1]);
});
