import type * as Monaco from 'monaco-editor';
import type { HunkView } from '../../lib/live/session-view.ts';
import { codeMetrics } from './editor-theme.ts';
import { editorWords } from './editor-words.ts';

/** What a person can do with the change they are looking at. */
export interface PeekActions {
  keep(): void;
  revert(): void;
  next(): void;
  previous(): void;
  close(): void;
}

const headerPx = 36;
const mostRemovedLines = 12;

/**
 * Opens a small strip under a hunk, between the lines: what it is, what stood there before, Keep and Revert. Returns
 * what closes it. `takeFocus` puts the keyboard on Keep; Escape closes, arrows go to the neighbours.
 */
export function openHunkPeek({
  codeEditor,
  hunk,
  number,
  count,
  canDecide,
  takeFocus,
  actions,
}: {
  codeEditor: Monaco.editor.IStandaloneCodeEditor;
  hunk: HunkView;
  number: number;
  count: number;
  canDecide: boolean;
  takeFocus: boolean;
  actions: PeekActions;
}): () => void {
  const removedLines = hunk.removed === '' ? [] : hunk.removed.replace(/\n$/, '').split('\n');
  const shownLines = Math.min(removedLines.length, mostRemovedLines);
  const heightInPx = headerPx + (shownLines > 0 ? shownLines * codeMetrics.lineHeightPx + 12 : 0);
  const afterLineNumber = hunk.kind === 'removed' ? hunk.fromLine - 1 : hunk.toLine;

  const panel = document.createElement('div');
  panel.className = 'flint-peek';
  panel.role = 'group';
  panel.ariaLabel = editorWords.changeOf(number, count);
  panel.append(header({ hunk, removedLines, number, count, canDecide, actions }));
  if (shownLines > 0) {
    const before = document.createElement('pre');
    before.className = 'flint-peek-before';
    before.textContent = removedLines.join('\n');
    before.tabIndex = removedLines.length > shownLines ? 0 : -1;
    panel.append(before);
  }
  panel.addEventListener('keydown', (event) => {
    const act = { Escape: actions.close, ArrowDown: actions.next, ArrowUp: actions.previous }[event.key];
    if (!act || (event.target instanceof HTMLPreElement && event.key !== 'Escape')) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  });

  // Monaco puts zones under the text, out of the mouse's reach: the zone keeps the room, and a widget above fills it.
  const widget: Monaco.editor.IOverlayWidget = {
    getId: () => 'flint.peek',
    getDomNode: () => panel,
    getPosition: () => null,
  };
  const place = () => {
    const layout = codeEditor.getLayoutInfo();
    panel.style.left = `${layout.contentLeft}px`;
    panel.style.width = `${layout.width - layout.contentLeft - layout.verticalScrollbarWidth}px`;
  };
  place();
  panel.style.height = `${heightInPx}px`;
  codeEditor.addOverlayWidget(widget);
  let zoneId = '';
  codeEditor.changeViewZones((zones) => {
    zoneId = zones.addZone({
      afterLineNumber,
      heightInPx,
      domNode: document.createElement('div'),
      onDomNodeTop: (top) => {
        panel.style.top = `${top}px`;
      },
    });
  });
  const relayout = codeEditor.onDidLayoutChange(place);

  codeEditor.revealLineInCenterIfOutsideViewport(
    Math.max(1, Math.min(hunk.fromLine, codeEditor.getModel()?.getLineCount() ?? 1)),
  );
  if (takeFocus) panel.querySelector('button')?.focus({ preventScroll: true });

  return () => {
    const hadFocus = panel.contains(document.activeElement);
    relayout.dispose();
    codeEditor.removeOverlayWidget(widget);
    codeEditor.changeViewZones((zones) => zones.removeZone(zoneId));
    if (hadFocus) codeEditor.focus();
  };
}

function header({
  hunk,
  removedLines,
  number,
  count,
  canDecide,
  actions,
}: {
  hunk: HunkView;
  removedLines: readonly string[];
  number: number;
  count: number;
  canDecide: boolean;
  actions: PeekActions;
}): HTMLElement {
  const row = document.createElement('div');
  row.className = 'flint-peek-header';
  const title = document.createElement('span');
  title.className = 'flint-peek-title';
  title.textContent = `${editorWords.changeOf(number, count)}, ${wordsFor(hunk, removedLines.length)}`;
  row.append(
    ...(canDecide
      ? [
          button({ text: editorWords.keep, name: editorWords.keepChange, act: actions.keep }),
          button({ text: editorWords.revert, name: editorWords.revertChange, act: actions.revert }),
        ]
      : []),
    title,
    button({ text: '↑', name: editorWords.previousChange, act: actions.previous }),
    button({ text: '↓', name: editorWords.nextChange, act: actions.next }),
    button({ text: '×', name: editorWords.closeChange, act: actions.close }),
  );
  return row;
}

function wordsFor(hunk: HunkView, removed: number): string {
  const now = hunk.toLine - hunk.fromLine + 1;
  if (hunk.kind === 'added') return editorWords.added(now);
  return hunk.kind === 'removed' ? editorWords.removed(removed) : editorWords.replaced(removed, now);
}

function button({ text, name, act }: { text: string; name: string; act: () => void }): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.textContent = text;
  element.ariaLabel = name;
  element.title = name;
  element.addEventListener('click', act);
  return element;
}
