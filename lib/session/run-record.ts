import { revertableRuns, type RunRecord } from './session-state.ts';

/** What a run that has not touched any file has done. */
export const nothingDone: Pick<RunRecord, 'reviews' | 'created' | 'deleted' | 'renamed' | 'isReverted'> = {
  reviews: new Map(),
  created: [],
  deleted: [],
  renamed: [],
  isReverted: false,
};

/** A run that goes on in the parent has ended in its fork, with what it had written. */
export function leaveBehind(run: RunRecord): RunRecord {
  return run.status === 'running' ? { ...run, status: 'stopped', pen: null } : run;
}

/** Older runs keep their words and receipts, but no longer what is needed to take them back. */
export function trimRuns(runs: readonly RunRecord[]): readonly RunRecord[] {
  const leaving = runs.at(-1 - revertableRuns);
  if (!leaving) return runs;
  const { isReverted } = leaving;
  return runs.with(-1 - revertableRuns, { ...leaving, ...nothingDone, isReverted });
}
