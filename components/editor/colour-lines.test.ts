import type { editor } from 'monaco-editor';
import { expect, test } from 'vitest';
import { colourLines } from './colour-lines.ts';

/** As much of a model as is used: its length, and how far down it has colours. */
function modelColouredTo(line: number, lineCount = 10_000) {
  const forcedTo: number[] = [];
  const model = {
    getLineCount: () => lineCount,
    tokenization: {
      isCheapToTokenize: (asked: number) => asked <= line + 1,
      forceTokenization: (last: number) => forcedTo.push(last),
    },
  } as unknown as editor.ITextModel;
  return { model, forcedTo };
}

test('what was written below coloured lines is coloured at once, with the line after it', () => {
  const { model, forcedTo } = modelColouredTo(4_999);
  colourLines(model, 5_000, 5_003);
  expect(forcedTo).toEqual([5_004]);
});

test('far down in a text without colours yet nothing is held up for them', () => {
  const { model, forcedTo } = modelColouredTo(0);
  colourLines(model, 5_000, 5_003);
  expect(forcedTo).toEqual([]);
});

test('near the top a text without colours gets them with what was written', () => {
  const { model, forcedTo } = modelColouredTo(0);
  colourLines(model, 51, 52);
  expect(forcedTo).toEqual([53]);
});

test('of a great many lines the last are left to idle moments, and none is asked for that is not there', () => {
  const long = modelColouredTo(10);
  colourLines(long.model, 11, 4_000);
  expect(long.forcedTo).toEqual([211]);
  const short = modelColouredTo(10, 12);
  colourLines(short.model, 11, 12);
  expect(short.forcedTo).toEqual([12]);
});

test('a model that cannot be told to is left alone', () => {
  expect(() => colourLines({ getLineCount: () => 1 } as unknown as editor.ITextModel, 1, 1)).not.toThrow();
});
