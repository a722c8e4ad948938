import type * as Monaco from 'monaco-editor';

/**
 * The line numbers as one column that stands still. A line that is written moves those below it, and each of them gets
 * another number; what is seen beside the text stays the same. Monaco would draw all these numbers anew, in every frame
 * of a run.
 */
export interface StandingNumbers {
  /**
   * Shows the column, if `isWanted` and each line in view is as high as the next with none folded away between them;
   * Monaco's own numbers otherwise, and where the mouse is over them, with what can be folded. Call it in a frame, after
   * the editor has drawn.
   */
  place(isWanted: boolean): void;
  dispose(): void;
}

/** Monaco's own numbers are empty, and keep their room. */
export const withoutNumbers: Monaco.editor.IEditorOptions = { lineNumbers: () => '' };
export const withNumbers: Monaco.editor.IEditorOptions = { lineNumbers: 'on' };

/** So many lines above and below the view are in the column, so that scrolling rarely makes a new one. */
const linesAround = 40;

/** Makes the column of an editor; `requestFrame` is asked for a frame when it may have to look otherwise. */
export function createStandingNumbers(
  monaco: typeof Monaco,
  codeEditor: Monaco.editor.ICodeEditor,
  requestFrame: () => void,
): StandingNumbers {
  const { EditorOption, RenderLineNumbersType } = monaco.editor;
  const root = codeEditor.getContainerDomNode();
  const column = document.createElement('div');
  column.className = 'flint-numbers';
  column.ariaHidden = 'true';
  const numbers = document.createElement('div');
  const active = document.createElement('div');
  active.className = 'flint-number-active';
  column.append(numbers, active);
  let first = 0;
  let last = 0;
  let box = '';
  let activePlace = '';

  const drawsOwn = () => codeEditor.getOption(EditorOption.lineNumbers).renderType === RenderLineNumbersType.On;
  const showOwn = () => {
    if (root.dataset['numbersStand'] === undefined && drawsOwn()) return;
    if (!drawsOwn()) codeEditor.updateOptions(withNumbers);
    codeEditor.render();
    delete root.dataset['numbersStand'];
  };
  const request = () => {
    if (root.dataset['numbersStand'] !== undefined) requestFrame();
  };
  const listeners = [
    codeEditor.onDidScrollChange(({ scrollTopChanged }) => {
      if (scrollTopChanged) request();
    }),
    codeEditor.onMouseMove(request),
  ];

  /** The lines in view, when their numbers stand in even steps. */
  function evenView(): { readonly from: number; readonly to: number; readonly topPx: number } | null {
    const [range, ...others] = codeEditor.getVisibleRanges();
    if (!range || others.length > 0) return null;
    const { startLineNumber: from, endLineNumber: to } = range;
    const topPx = codeEditor.getTopForLineNumber(from);
    const heightPx = codeEditor.getTopForLineNumber(to) - topPx;
    return heightPx === (to - from) * codeEditor.getOption(EditorOption.lineHeight) ? { from, to, topPx } : null;
  }

  function placeColumn(
    margin: HTMLElement,
    view: { readonly from: number; readonly to: number; readonly topPx: number },
  ) {
    if (first === 0 || view.from < first || view.to > last) {
      first = Math.max(1, view.from - linesAround);
      last = view.to + linesAround;
      numbers.textContent = Array.from({ length: last - first + 1 }, (_, index) => first + index).join('\n');
    }
    const lineHeight = codeEditor.getOption(EditorOption.lineHeight);
    const { lineNumbersLeft, lineNumbersWidth } = codeEditor.getLayoutInfo();
    // In texts of many thousand lines the margin's upper edge is not that of the text.
    const contentTopPx = codeEditor.getScrollTop() + Number.parseFloat(margin.style.top || '0');
    const topPx = view.topPx - (view.from - first) * lineHeight - contentTopPx;
    // Numbers of lines that are not there yet stand ready below the last one.
    const lines = Math.min(codeEditor.getModel()?.getLineCount() ?? 0, last) - first + 1;
    const boxNow = `top:${topPx}px;left:${lineNumbersLeft}px;width:${lineNumbersWidth}px;height:${lines * lineHeight}px`;
    if (boxNow !== box) column.style.cssText = box = boxNow;

    const cursorLine = codeEditor.getPosition()?.lineNumber ?? 0;
    const isHere = cursorLine >= first && cursorLine <= last;
    const activeNow = isHere ? `${cursorLine} of ${first}` : '';
    if (activeNow === activePlace) return;
    activePlace = activeNow;
    active.textContent = isHere ? String(cursorLine) : '';
    active.style.top = `${(cursorLine - first) * lineHeight}px`;
  }

  return {
    place(isWanted) {
      const margin = root.querySelector<HTMLElement>('.margin');
      const view = isWanted && margin && !margin.matches(':hover') ? evenView() : null;
      if (!margin || !view) {
        showOwn();
        return;
      }
      placeColumn(margin, view);
      if (column.parentNode !== margin) margin.append(column);
      root.dataset['numbersStand'] ??= '';
      if (drawsOwn()) codeEditor.updateOptions(withoutNumbers);
    },
    dispose() {
      showOwn();
      for (const listener of listeners) listener.dispose();
      column.remove();
    },
  };
}
