import type { Text } from '../document/change.ts';
import { hunksOf, type Review } from '../document/run-review.ts';
import { openReviews, presentFiles, type RunRecord, type SessionState } from '../session/session-state.ts';
import type { FileView, HunkView, TurnView } from './session-view.ts';

/** The files as lists show them; the same array as before when nothing in it changed. */
export function viewFiles(state: SessionState, before: readonly FileView[]): readonly FileView[] {
  const files = presentFiles(state);
  const isSame =
    files.length === before.length &&
    files.every((file, index) => before[index]?.id === file.id && before[index]?.path === file.path);
  return isSame ? before : files.map(({ id, path }) => ({ id, path }));
}

/** The runs as the history shows them. `textOf` gives the confirmed text of a file. */
export function viewTurns(state: SessionState, before: readonly TurnView[]): readonly TurnView[] {
  // Only the newest work can be kept or reverted in parts: what is older is underneath it.
  const open = state.runs.findLast((run) => openReviews(run).length > 0);
  return state.runs.map((run, index) => {
    const turn = viewTurn(run, run === open, (fileId) => state.files.get(fileId)?.text ?? null);
    const known = before[index];
    return known && isSameTurn(known, turn) ? known : turn;
  });
}

/** What a run changed in a file, as the editor shows it. `text` is the text that the review is of. */
export function viewHunks(review: Review, text: Text): readonly HunkView[] {
  return hunksOf(review, text).map((hunk, index) => ({
    index,
    from: hunk.from,
    to: hunk.to,
    fromLine: hunk.fromLine,
    toLine: Math.max(hunk.fromLine, hunk.toLine),
    kind: hunk.kind,
    removed: hunk.removed,
  }));
}

function viewTurn(run: RunRecord, isOpen: boolean, textOf: (fileId: string) => Text | null): TurnView {
  const isRunning = run.status === 'running';
  return {
    runId: run.id,
    instructions: run.instructions,
    selection: run.selection ? { fileId: run.selection.fileId } : null,
    prose: run.prose,
    notes: [...run.notes.map(({ text }) => text), ...run.missed.map(describeMiss)],
    status: run.status,
    failure: run.failure,
    receipt: run.receipt,
    startedAtMs: run.startedAtMs,
    startSequence: run.startSequence,
    provider: run.provider,
    model: run.model,
    lane: run.chosenLane,
    context: run.context,
    endSequence: run.endSequence,
    name: run.name,
    changes: run.isReverted ? 'reverted' : hasChanges(run) ? 'applied' : 'none',
    open: (isOpen ? openReviews(run) : []).map(([fileId, { review }]) => {
      const text = textOf(fileId);
      return { fileId, hunks: isRunning || !text ? 0 : hunksOf(review, text).length };
    }),
  };
}

function describeMiss({ path, reason }: { readonly path: string; readonly reason: 'missing' | 'ambiguous' }): string {
  return reason === 'missing'
    ? `A change to “${path}” was left out: the lines it was meant for are not there.`
    : `A change to “${path}” was left out: it fits more than one place.`;
}

function hasChanges(run: RunRecord): boolean {
  return (
    run.created.length + run.deleted.length + run.renamed.length > 0 ||
    [...run.reviews.values()].some(({ review, restore }) => !restore && !review.inverse.empty)
  );
}

function isSameTurn(one: TurnView, other: TurnView): boolean {
  return (
    one.status === other.status &&
    one.prose === other.prose &&
    one.changes === other.changes &&
    one.model === other.model &&
    one.name === other.name &&
    one.instructions.length === other.instructions.length &&
    one.notes.length === other.notes.length &&
    one.open.length === other.open.length &&
    one.open.every((file, index) => file.fileId === other.open[index]?.fileId && file.hunks === other.open[index].hunks)
  );
}
