import type { editor } from 'monaco-editor';
import type { ProposalPlace } from '../../lib/live/proposal.ts';

/** Where a person paused, and the text around them. */
export interface PausedPlace extends ProposalPlace {
  readonly offset: number;
  readonly before: string;
  readonly after: string;
}

/** How much is told of the text before the cursor, what may be written anew behind it, and what follows that. */
const beforeCharacters = 6_000;
const restLines = 12;
const restCharacters = 1_500;
const afterCharacters = 2_000;

/** The text around an offset, cut at line ends where it is cut. */
export function placeAt(
  model: Pick<
    editor.ITextModel,
    'getPositionAt' | 'getOffsetAt' | 'getLineCount' | 'getValueInRange' | 'getLineMaxColumn'
  >,
  offset: number,
): PausedPlace {
  const cursor = model.getPositionAt(offset);
  const text = (fromOffset: number, toOffset: number) => {
    const from = model.getPositionAt(fromOffset);
    const to = model.getPositionAt(toOffset);
    return model.getValueInRange({
      startLineNumber: from.lineNumber,
      startColumn: from.column,
      endLineNumber: to.lineNumber,
      endColumn: to.column,
    });
  };
  const lineOffset = model.getOffsetAt({ lineNumber: cursor.lineNumber, column: 1 });
  const lastLine = Math.min(cursor.lineNumber + restLines, model.getLineCount());
  const end = model.getOffsetAt({ lineNumber: lastLine, column: model.getLineMaxColumn(lastLine) });
  const rest = atLineEnd(text(offset, Math.min(end, offset + restCharacters)), offset + restCharacters < end);
  const restEnd = offset + rest.length;
  return {
    offset,
    lineStart: text(lineOffset, offset),
    before: text(Math.max(0, offset - beforeCharacters), offset),
    rest,
    after: text(restEnd, restEnd + afterCharacters),
  };
}

/** Without the piece of a line that it was cut in; the rest of the first line at least stays. */
function atLineEnd(text: string, isCut: boolean): string {
  const end = isCut ? text.lastIndexOf('\n') : -1;
  return end > 0 ? text.slice(0, end) : text;
}
