import type * as Monaco from 'monaco-editor';
import type { editor, IPosition } from 'monaco-editor';
import { cssString } from './css-string.ts';

/** The small labelled caret where a model writes. */
export interface Pen {
  /** Shows it there, or hides it with null. `label` is who writes. */
  show(position: IPosition | null, label: string): void;
  dispose(): void;
}

const labelHeightPx = 14;
/** A guess that is never too small: measuring would lay the page out in the middle of a frame. */
const labelCharacterPx = 7;
const labelPaddingPx = 10;

/**
 * Makes the pen of an editor, as a decoration that Monaco draws with its line. A widget of Monaco's is put in its place
 * by reading where the text stands, which lays the page out a second time in every frame. The label stands in a property
 * of the style, because a decoration has no text of its own. It says nothing to screen readers: they hear the run's state.
 */
export function createPen(monaco: typeof Monaco, codeEditor: editor.ICodeEditor): Pen {
  const mark = codeEditor.createDecorationsCollection();
  const root = codeEditor.getContainerDomNode();
  let shownLabel = '';
  let shownNear = '';

  const turnLabel = () => {
    // Where Monaco has it: edits since it was shown may have moved it.
    const drawn = mark.getRange(0);
    if (!drawn) return;
    const near = nearEdges(
      monaco,
      codeEditor,
      drawn.getStartPosition(),
      labelPaddingPx + labelCharacterPx * shownLabel.length,
    );
    if (near === shownNear) return;
    shownNear = near;
    root.dataset['penNear'] = near;
  };
  const scrolling = codeEditor.onDidScrollChange(({ scrollTopChanged, scrollLeftChanged }) => {
    if (scrollTopChanged || scrollLeftChanged) turnLabel();
  });

  return {
    show(position, label) {
      if (!position) {
        if (mark.length > 0) mark.clear();
        return;
      }
      if (shownLabel !== label) {
        shownLabel = label;
        root.style.setProperty('--flint-pen-label', cssString(label));
      }
      const { lineNumber, column } = position;
      const drawn = mark.getRange(0);
      if (drawn?.startLineNumber !== lineNumber || drawn.startColumn !== column) {
        mark.set([
          {
            range: { startLineNumber: lineNumber, startColumn: column, endLineNumber: lineNumber, endColumn: column },
            options: { beforeContentClassName: 'flint-pen', stickiness: 1 },
          },
        ]);
      }
      turnLabel();
    },
    dispose() {
      scrolling.dispose();
      mark.clear();
    },
  };
}

/** The edges of the view that leave the label no room at its usual place: above the line, to the right. */
function nearEdges(
  monaco: typeof Monaco,
  codeEditor: editor.ICodeEditor,
  { lineNumber, column }: IPosition,
  labelWidthPx: number,
): string {
  const { fontInfo, wrappingInfo } = monaco.editor.EditorOption;
  const { contentWidth, verticalScrollbarWidth } = codeEditor.getLayoutInfo();
  const widthPx = contentWidth - verticalScrollbarWidth;
  const topPx = codeEditor.getTopForLineNumber(lineNumber) - codeEditor.getScrollTop();
  const before =
    codeEditor
      .getModel()
      ?.getLineContent(lineNumber)
      .slice(0, column - 1) ?? '';
  const tabs = before.split('\t').length - 1;
  const columns = before.length + tabs * ((codeEditor.getModel()?.getOptions().tabSize ?? 1) - 1);
  const leftPx = columns * codeEditor.getOption(fontInfo).typicalHalfwidthCharacterWidth;
  // Where a line wraps depends on its words: in the right half the label stands to the left in any case.
  const isNearRight =
    codeEditor.getOption(wrappingInfo).wrappingColumn > 0
      ? leftPx % widthPx > widthPx / 2
      : leftPx - codeEditor.getScrollLeft() + labelWidthPx > widthPx;
  return [topPx < labelHeightPx ? 'top' : '', isNearRight ? 'right' : ''].join(' ').trim();
}
