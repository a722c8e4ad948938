import type { editor, IPosition } from 'monaco-editor';

const labelHeightPx = 14;

/** The small labelled caret where a model writes. */
export interface Pen {
  /** Shows it there, or hides it with null. `label` is who writes. */
  show(position: IPosition | null, label: string): void;
  dispose(): void;
}

/** Makes the pen of an editor. It says nothing to screen readers: they hear the run's state. */
export function createPen(codeEditor: editor.ICodeEditor): Pen {
  const node = document.createElement('div');
  node.className = 'flint-pen';
  node.ariaHidden = 'true';
  const caption = document.createElement('span');
  caption.className = 'flint-pen-label';
  node.append(caption);

  let labelWidthPx = 0;
  let position: IPosition | null = null;
  let isAdded = false;
  const widget: editor.IContentWidget = {
    getId: () => 'flint.pen',
    getDomNode: () => node,
    getPosition: () => position && { position, preference: [0 satisfies editor.ContentWidgetPositionPreference.EXACT] },
    // A size given here saves Monaco from measuring the node in each frame.
    beforeRender: () => ({ width: 2, height: 18 }),
    afterRender(_preference, place) {
      if (!place) return;
      // Monaco counts `top` from what is seen, and `left` from the line's beginning.
      const { contentWidth, verticalScrollbarWidth } = codeEditor.getLayoutInfo();
      const room = contentWidth - verticalScrollbarWidth - (place.left - codeEditor.getScrollLeft());
      node.classList.toggle('flint-pen-near-top', place.top < labelHeightPx);
      node.classList.toggle('flint-pen-near-right', room < labelWidthPx);
    },
  };
  return {
    show(next, label) {
      if (!next) {
        if (isAdded) codeEditor.removeContentWidget(widget);
        isAdded = false;
        position = null;
        return;
      }
      if (caption.textContent !== label) {
        caption.textContent = label;
        // A guess that is never too small: measuring would lay the page out in the middle of a frame.
        labelWidthPx = 10 + 7 * label.length;
      }
      if (isAdded && position?.lineNumber === next.lineNumber && position.column === next.column) return;
      position = next;
      if (isAdded) codeEditor.layoutContentWidget(widget);
      else codeEditor.addContentWidget(widget);
      isAdded = true;
    },
    dispose() {
      if (isAdded) codeEditor.removeContentWidget(widget);
      isAdded = false;
    },
  };
}
