import type { editor } from 'monaco-editor';

/** The part of Monaco's tokenising that its published types leave out. Where a version has none, nothing is done. */
interface WithTokenization {
  readonly tokenization?: {
    isCheapToTokenize(lineNumber: number): boolean;
    forceTokenization(lineNumber: number): void;
  };
}

/** More than this in one frame would hold the frame up: the rest is coloured when the browser has time. */
const mostLines = 200;

/** So many lines are coloured from the top within a frame, once, where nothing has colours yet. */
const fewLines = 200;

/**
 * Colours lines that were just written, now. By itself Monaco would draw them without colours first and once more, a
 * frame or two later, with them. Does nothing far down in a text whose lines above have no colours yet.
 */
export function colourLines(model: editor.ITextModel, firstLine: number, lastLine: number): void {
  const { tokenization } = model as WithTokenization;
  if (!tokenization || (firstLine > fewLines && !tokenization.isCheapToTokenize(firstLine))) return;
  // With the line after it, which Monaco would look at because something above it changed.
  tokenization.forceTokenization(Math.min(lastLine + 1, firstLine + mostLines, model.getLineCount()));
}
