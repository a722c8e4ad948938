import type { SessionView } from '../../lib/live/session-view.ts';
import type { DeskState } from '../workspace/desk.ts';

/** Whether a run was stopped, has written something, and nobody said yet whether that stays. */
export function isAskingToKeep(
  view: SessionView,
  { settledRunId, pending }: Pick<DeskState, 'settledRunId' | 'pending'>,
): boolean {
  const turn = view.turns.at(-1);
  if (!turn || turn.runId === settledRunId) return false;
  const { run } = view;
  if (run.status === 'idle')
    return run.last?.outcome === 'stopped' && run.last.runId === turn.runId && turn.changes === 'applied';
  if (run.status === 'stopping') return !run.revert && view.penFileId !== null;
  return run.status !== 'failed' && pending?.kind === 'stop' && pending.runId === run.runId && view.penFileId !== null;
}
