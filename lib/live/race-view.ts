import { isRunning, type RunState } from '../session/run-machine.ts';
import type { Receipt, RunFailure } from '../session/session-event.ts';
import type { Race, Racer, SessionState } from '../session/session-state.ts';

/** One model of a race, as the page shows it. Its numbers and its text are not here: see `SessionView.racing`. */
export interface RacerView {
  readonly runId: string;
  /** The `provider/model` that was asked for. */
  readonly asked: string;
  readonly state: RunState;
  /** How it ended; null while it goes on. */
  readonly outcome: null | 'done' | 'stopped' | 'failed';
  readonly failure: RunFailure | null;
  readonly receipt: Receipt | null;
  /** Whether there is something of it that could be kept. */
  readonly hasWritten: boolean;
}

/** A race, as the page shows it. */
export interface RaceView {
  readonly raceId: string;
  readonly instruction: string;
  readonly startedAtMs: number;
  readonly startSequence: number;
  readonly racers: readonly RacerView[];
  /** Whether one of them still writes, or is on its way there. */
  readonly isRacing: boolean;
  readonly over: Race['over'];
}

/** The races of a session; each is the same object as before while nothing in it but text and numbers changed. */
export function viewRaces(state: SessionState, before: readonly RaceView[]): readonly RaceView[] {
  const races = state.races.map((race, index) => viewRace(race, before[index]));
  return races.length === before.length && races.every((race, index) => race === before[index]) ? before : races;
}

/** The race that is on. */
export function raceOn(view: { readonly races: readonly RaceView[] }): RaceView | null {
  const race = view.races.at(-1);
  return race && !race.over ? race : null;
}

/** Whether a model is at work in the session: in its run, or in a race. */
export function isAtWork(view: { readonly run: RunState; readonly races: readonly RaceView[] }): boolean {
  return isRunning(view.run) || (raceOn(view)?.isRacing ?? false);
}

function viewRace(race: Race, before: RaceView | undefined): RaceView {
  const racers = race.racers.map((racer, index) => viewRacer(racer, before?.racers[index]));
  const isSame =
    before?.raceId === race.id &&
    before.over?.sequence === race.over?.sequence &&
    racers.every((racer, index) => racer === before.racers[index]);
  if (isSame) return before;
  return {
    raceId: race.id,
    instruction: race.instruction,
    startedAtMs: race.startedAtMs,
    startSequence: race.startSequence,
    racers,
    isRacing: race.racers.some(({ run }) => isRunning(run)),
    over: race.over,
  };
}

function viewRacer({ model, run, record }: Racer, before: RacerView | undefined): RacerView {
  const hasWritten = record.tokens > 0;
  const isSame =
    before?.runId === record.id &&
    before.state === run &&
    before.receipt === record.receipt &&
    before.hasWritten === hasWritten;
  if (isSame) return before;
  return {
    runId: record.id,
    asked: model,
    state: run,
    outcome: record.status === 'running' ? null : record.status,
    failure: record.failure,
    receipt: record.receipt,
    hasWritten,
  };
}
