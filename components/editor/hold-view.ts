import type * as Monaco from 'monaco-editor';
import type { Change } from '../../lib/document/change.ts';

/**
 * Keeps what belongs to the person while somebody else's change is painted: cursors and selections stay on their
 * characters (text inserted exactly at a cursor comes after it, at a selection's edge stays outside of it), and, when
 * `line` is given, that line stays at its height on the screen. Call before the edits; call what it returns after them.
 */
export function holdView(
  monaco: typeof Monaco,
  codeEditor: Monaco.editor.ICodeEditor,
  change: Change,
  line: number | null,
): () => void {
  const model = codeEditor.getModel();
  if (!model) return () => {};

  const selections = (codeEditor.getSelections() ?? []).map((selection) => {
    const isForward = selection.getDirection() === monaco.SelectionDirection.LTR;
    const [from, to] = movedSelection(
      change,
      model.getOffsetAt(selection.getStartPosition()),
      model.getOffsetAt(selection.getEndPosition()),
    );
    return isForward ? { anchor: from, head: to } : { anchor: to, head: from };
  });
  const held = line === null ? null : heldLine(codeEditor, model, change, line);

  return () => {
    const wanted = selections.map(({ anchor, head }) =>
      monaco.Selection.fromPositions(model.getPositionAt(anchor), model.getPositionAt(head)),
    );
    const now = codeEditor.getSelections() ?? [];
    if (wanted.some((selection, index) => !now[index] || !selection.equalsSelection(now[index]))) {
      codeEditor.setSelections(wanted, 'flint-paint');
    }
    if (held) {
      const top = codeEditor.getTopForLineNumber(model.getPositionAt(held.offset).lineNumber) - held.belowTop;
      if (Math.abs(top - codeEditor.getScrollTop()) >= 1)
        codeEditor.setScrollTop(top, 1 satisfies Monaco.editor.ScrollType.Immediate);
    }
  };
}

/** A selection after a change by somebody else. */
export function movedSelection(change: Change, from: number, to: number): readonly [number, number] {
  if (from === to) {
    const at = change.mapPos(from, -1);
    return [at, at];
  }
  const start = change.mapPos(from, 1);
  return [start, Math.max(start, change.mapPos(to, -1))];
}

function heldLine(
  codeEditor: Monaco.editor.ICodeEditor,
  model: Monaco.editor.ITextModel,
  change: Change,
  line: number,
): { readonly offset: number; readonly belowTop: number } | null {
  const lineNumber = Math.min(line, model.getLineCount());
  const offset = model.getOffsetAt({ lineNumber, column: 1 });
  if (startOf(change) > offset) return null;
  return {
    offset: change.mapPos(offset, 1),
    belowTop: codeEditor.getTopForLineNumber(lineNumber) - codeEditor.getScrollTop(),
  };
}

function startOf(change: Change): number {
  let start = Number.POSITIVE_INFINITY;
  change.iterChangedRanges((fromA) => {
    start = Math.min(start, fromA);
  });
  return start;
}
