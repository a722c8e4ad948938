import { emptyChange, type Change } from '../document/change.ts';
import { isRunning } from './run-machine.ts';
import { emptySession, findRun, type Race, type Racer, type SessionState } from './session-state.ts';

/** The race that is on: its racers write, or wait to be kept or put away. */
export function currentRace(state: Pick<SessionState, 'races'>): Race | null {
  const race = state.races.at(-1);
  return race && !race.over ? race : null;
}

/** Whether a racer still writes, or is on its way there. */
export function isRacing(race: Race): boolean {
  return race.racers.some(({ run }) => isRunning(run));
}

/** Whether a model is at work in this session: in its run, or in a race. */
export function isModelAtWork(state: SessionState): boolean {
  const race = currentRace(state);
  return isRunning(state.run) || (race !== null && isRacing(race));
}

/** The racer of this run, with its race. */
export function findRacer(state: SessionState, runId: string): { readonly race: Race; readonly racer: Racer } | null {
  for (const race of state.races.toReversed()) {
    const racer = race.racers.find(({ record }) => record.id === runId);
    if (racer) return { race, racer };
  }
  return null;
}

/** A racer that nobody has kept; null for every other run. */
export function findLane(state: SessionState, runId: string): Racer | null {
  return findRun(state, runId) ? null : (findRacer(state, runId)?.racer ?? null);
}

/**
 * The session as a racer's run sees it: the files are its own copies, and its run is the session's run. Of the session
 * itself it has what came before.
 */
export function sessionOfRacer(state: SessionState, { files, run, record }: Racer): SessionState {
  return { ...state, files, run, runs: [...state.runs, record], races: emptySession.races };
}

/** What a racer did to one of the files that were there when the race began: null when nothing. */
export function racerChange({ base }: Race, racer: Racer, fileId: string): Change | null {
  const file = racer.files.get(fileId);
  const review = racer.record.reviews.get(fileId)?.review;
  if (!file || !review || !base.has(fileId) || review.inverse.empty) return null;
  return review.inverse.invert(file.text);
}

/** What others did to the session's own file since the race began. */
export function changeSince({ base, since }: Race, fileId: string): Change {
  return since.get(fileId) ?? emptyChange(base.get(fileId)?.text.length ?? 0);
}
