import { presentFiles, type RunRecord, type SessionState } from '../session/session-state.ts';
import { chooseLane, type LaneChoice } from './choose-lane.ts';

/** The lane of an attempt, and why; no reason where a person chose it. */
export interface AttemptLane {
  readonly lane: LaneChoice['lane'];
  readonly reason: LaneChoice['reason'] | null;
}

/** Where the next attempt of this run goes. One that only asks again for edits that found no place stays where it was. */
export function laneOfAttempt(state: SessionState, run: RunRecord, reason: 'run' | 'redirect' | 'reask'): AttemptLane {
  if (run.lane !== 'auto') return { lane: run.lane, reason: null };
  if (reason === 'reask' && run.chosenLane) return run.chosenLane;
  const files = presentFiles(state).filter(({ text }) => text.length > 0);
  return chooseLane({
    instruction: run.instructions.at(-1)?.text ?? '',
    files: files.length,
    characters: files.reduce((sum, { text }) => sum + text.length, 0),
    selectedCharacters: run.selection ? run.selection.to - run.selection.from : 0,
    failedAttempts: failedAttemptsBefore(state, run),
  });
}

/** Runs in a row before this one that failed or were taken back, and what was taken back within this one. */
function failedAttemptsBefore(state: SessionState, run: RunRecord): number {
  const earlier = state.runs.slice(0, Math.max(0, state.runs.indexOf(run)));
  const isGood = ({ status, isReverted }: RunRecord) => status !== 'failed' && !isReverted;
  const lastGood = earlier.findLastIndex(isGood);
  const taken = run.instructions.filter(({ kind }) => kind === 'revert-and-redirect').length;
  return earlier.length - 1 - lastGood + taken;
}
