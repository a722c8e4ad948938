import type * as Monaco from 'monaco-editor';
import type { HunkView, SessionClient } from '../../lib/live/session-view.ts';
import { editorWords } from './editor-words.ts';
import { openHunkPeek } from './hunk-peek.ts';

/** After a run: marks beside the lines it changed, and a look at each of them with Keep and Revert. */
export interface ChangeReview {
  /** Reads the hunks of this file anew and marks them. */
  show(fileId: string): void;
  /** Goes to the next change (1) or the one before (-1), round the ends. Does nothing when there is none. */
  step(direction: 1 | -1): void;
  decide(decision: 'keep' | 'revert'): void;
  /** Takes marks and strip away, as for a file that is no longer shown. */
  clear(): void;
  dispose(): void;
}

/** Makes the review of an editor. `canEdit` is asked when a strip opens: viewers may look. */
export function createChangeReview({
  monaco,
  codeEditor,
  client,
  canEdit,
}: {
  monaco: typeof Monaco;
  codeEditor: Monaco.editor.IStandaloneCodeEditor;
  client: SessionClient;
  canEdit: () => boolean;
}): ChangeReview {
  const marks = codeEditor.createDecorationsCollection();
  let fileId = '';
  let hunks: readonly HunkView[] = [];
  let shown: number | null = null;
  let closeStrip: (() => void) | null = null;

  const close = () => {
    closeStrip?.();
    closeStrip = null;
    shown = null;
  };
  const open = (index: number, takeFocus: boolean) => {
    const hunk = hunks[index];
    close();
    if (!hunk) return;
    shown = index;
    closeStrip = openHunkPeek({
      codeEditor,
      hunk,
      number: index + 1,
      count: hunks.length,
      canDecide: canEdit(),
      takeFocus,
      actions: {
        keep: () => decide('keep'),
        revert: () => decide('revert'),
        next: () => step(1),
        previous: () => step(-1),
        close,
      },
    });
  };
  const step = (direction: 1 | -1) => {
    if (hunks.length === 0) return;
    const line = codeEditor.getPosition()?.lineNumber ?? 1;
    const after = hunks.findIndex(
      (hunk) => hunk.toLine > line || (hunk.toLine === line && hunk.fromLine === line && shown === null),
    );
    const first = direction === 1 ? (after === -1 ? 0 : after) : (after === -1 ? hunks.length : after) - 1;
    const index = shown === null ? first : shown + direction;
    const wrapped = (index + hunks.length) % hunks.length;
    codeEditor.setPosition({
      lineNumber: Math.min(hunks[wrapped]!.fromLine, codeEditor.getModel()?.getLineCount() ?? 1),
      column: 1,
    });
    open(wrapped, true);
  };
  const decide = (decision: 'keep' | 'revert') => {
    const hunk = shown === null ? undefined : hunks[shown];
    const runId = runOf(client, fileId);
    if (!hunk || runId === null || !canEdit()) return;
    if (decision === 'keep') void client.acceptChanges({ runId, fileId, hunk: hunk.index });
    else void client.revertChanges({ runId, fileId, hunk: hunk.index });
  };

  const mouse = codeEditor.onMouseDown((event) => {
    if (event.target.type !== monaco.editor.MouseTargetType.GUTTER_LINE_DECORATIONS) return;
    if (!event.target.element?.classList.contains('flint-change')) return;
    const line = event.target.position.lineNumber;
    const index = hunks.findIndex((hunk) => line >= markOf(hunk).from && line <= markOf(hunk).to);
    if (index === -1) return;
    event.event.preventDefault();
    if (index === shown) close();
    else open(index, true);
  });

  const markOf = (hunk: HunkView) => {
    const lines = codeEditor.getModel()?.getLineCount() ?? 1;
    return { from: Math.min(hunk.fromLine, lines), to: Math.min(hunk.toLine, lines) };
  };

  return {
    show(nextFileId) {
      const next = client.hunksOf(nextFileId);
      const hadFocus = document.activeElement?.closest('.flint-peek') !== null && closeStrip !== null;
      const stays = nextFileId === fileId && shown !== null && next.length > 0;
      const before = shown;
      const isSameStrip =
        stays && before !== null && sameHunk(hunks[before], next[before]) && hunks.length === next.length;
      fileId = nextFileId;
      hunks = next;
      marks.set(
        hunks.map((hunk) => ({
          range: new monaco.Range(markOf(hunk).from, 1, markOf(hunk).to, 1),
          options: {
            description: 'flint-change',
            isWholeLine: true,
            ...marginClass(hunk, hunk.fromLine > markOf(hunk).to),
            linesDecorationsTooltip: editorWords.changeAtMargin[hunk.kind],
            stickiness: monaco.editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges,
          },
        })),
      );
      if (isSameStrip) return;
      // A change was decided: the look goes on to the one that took its place.
      if (stays && before !== null) open(Math.min(before, hunks.length - 1), hadFocus);
      else close();
    },
    step,
    decide,
    clear() {
      close();
      marks.clear();
      hunks = [];
    },
    dispose() {
      close();
      mouse.dispose();
      marks.clear();
    },
  };
}

/** A removal stands between two lines: its mark belongs to the upper edge of one, also where that line is wrapped. */
function marginClass(hunk: HunkView, isPastEnd: boolean): Monaco.editor.IModelDecorationOptions {
  const className = `flint-change flint-change-${hunk.kind}`;
  if (hunk.kind !== 'removed') return { linesDecorationsClassName: className };
  return { firstLineDecorationClassName: isPastEnd ? `${className} flint-change-end` : className };
}

function sameHunk(one: HunkView | undefined, other: HunkView | undefined): boolean {
  return (
    one !== undefined &&
    other !== undefined &&
    one.fromLine === other.fromLine &&
    one.toLine === other.toLine &&
    one.removed === other.removed
  );
}

/** The run whose open changes `hunksOf` tells: the latest with any in this file. */
function runOf(client: SessionClient, fileId: string): string | null {
  const turn = client.view
    .getState()
    .turns.findLast((candidate) => candidate.open.some((open) => open.fileId === fileId));
  return turn?.runId ?? null;
}
