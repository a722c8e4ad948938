import type { Change } from '../document/change.ts';
import { isRunning, type RunState } from './run-machine.ts';
import { leaveBehind, nothingDone, trimRuns } from './run-record.ts';
import type { SessionEvent } from './session-event.ts';
import { emptySession, type Race, type Racer, type RunRecord, type SessionState } from './session-state.ts';

type RaceEvent = Extract<
  SessionEvent,
  { type: 'race-started' | 'racer-acted' | 'race-stopped' | 'race-picked' | 'race-dismissed' }
>;

type FoldLane = (lane: SessionState, event: SessionEvent) => SessionState;

/**
 * The state after one more event of a race. A racer's lane is a session of its own, with copies of the files and one run,
 * so `foldLane` is the fold of sessions itself.
 */
export function foldRace(state: SessionState, event: RaceEvent, foldLane: FoldLane): SessionState {
  switch (event.type) {
    case 'race-started':
      return { ...state, races: [...state.races, startRace(state, event, foldLane)] };
    case 'racer-acted': {
      const { sequence, atMs } = event;
      return withRacer(state, event.racer, (racer) =>
        noteTimes(foldIntoLane(racer, { ...event.act, sequence, atMs }, foldLane), event),
      );
    }
    case 'race-stopped':
      return withRace(state, event.raceId, (race) => ({
        ...race,
        racers: race.racers.map((racer) => stopRacer(racer, event, foldLane)),
      }));
    case 'race-picked':
      return keepRacer(state, event, foldLane);
    case 'race-dismissed':
      return withRace(state, event.raceId, (race) => endRace(race, null, event, foldLane));
    default:
      return event satisfies never;
  }
}

/** In a fork, a race that goes on in the parent has stopped: what the racers had written is there to be kept. */
export function leaveRace(races: readonly Race[]): readonly Race[] {
  return races.map((race) => ({
    ...race,
    racers: race.racers.map((racer) => {
      if (!isRunning(racer.run)) return racer;
      const run: RunState = { status: 'idle', last: { runId: racer.run.runId, outcome: 'stopped' } };
      return { ...racer, run, record: leaveBehind(racer.record) };
    }),
  }));
}

/** Somebody changed one of the session's own files while a race goes on. */
export function noteMeanwhile(races: readonly Race[], fileId: string, change: Change): readonly Race[] {
  const race = races.at(-1);
  if (!race || race.over || !race.base.has(fileId)) return races;
  const before = race.since.get(fileId);
  const since = new Map(race.since).set(fileId, before ? before.compose(change) : change);
  return races.with(-1, { ...race, since });
}

function startRace(
  { files }: SessionState,
  { raceId, racers, sequence, atMs, ...asked }: Extract<RaceEvent, { type: 'race-started' }>,
  foldLane: FoldLane,
): Race {
  const { clientId, instruction, selection, problem, openFileId } = asked;
  return {
    id: raceId,
    clientId,
    instruction,
    startedAtMs: atMs,
    startSequence: sequence,
    racers: racers.map(({ runId, model }) => {
      const lane = foldLane(
        { ...emptySession, files },
        {
          type: 'run-started',
          runId,
          instruction,
          ...(selection ? { selection } : {}),
          ...(problem ? { problem } : {}),
          ...(openFileId === undefined ? {} : { openFileId }),
          lane: 'fast',
          model,
          clientId,
          sequence,
          atMs,
        },
      );
      const record = lane.runs[0] as RunRecord;
      return { model, files, run: lane.run, record, rewrittenFileId: null, writingSinceMs: null, lastAtMs: atMs };
    }),
    base: files,
    since: new Map(),
    over: null,
  };
}

function keepRacer(
  state: SessionState,
  event: Extract<RaceEvent, { type: 'race-picked' }>,
  foldLane: FoldLane,
): SessionState {
  const race = state.races.findLast(({ id }) => id === event.raceId);
  const racer = race?.racers.find(({ record }) => record.id === event.racer);
  if (!race || !racer || race.over) return state;
  const kept: RunRecord = {
    ...racer.record,
    ...nothingDone,
    status: 'running',
    receipt: null,
    failure: null,
    endSequence: null,
    startSequence: event.sequence,
    pen: null,
  };
  const { attempt } = racer.record;
  return {
    ...withRace(state, race.id, (one) => endRace(one, event.racer, event, foldLane)),
    // One that is stopping or has ended does so here once more, by an event right after this one.
    run:
      isRunning(racer.run) && racer.run.status !== 'stopping'
        ? racer.run
        : { status: 'writing', runId: event.racer, attempt, sinceMs: racer.record.startedAtMs },
    runs: trimRuns([...state.runs, kept]),
  };
}

/** What is only needed while something can still be kept goes; figures stay. */
function endRace(race: Race, kept: string | null, event: RaceEvent, foldLane: FoldLane): Race {
  return {
    ...race,
    racers: race.racers.map((racer) => {
      const stopped = racer.record.id === kept ? racer : stopRacer(racer, event, foldLane);
      return { ...stopped, files: emptySession.files, record: { ...stopped.record, ...nothingDone, pen: null } };
    }),
    base: emptySession.files,
    since: new Map(),
    over: { kept, atMs: event.atMs, sequence: event.sequence },
  };
}

function stopRacer(racer: Racer, { sequence, atMs }: RaceEvent, foldLane: FoldLane): Racer {
  const { id: runId, clientId } = racer.record;
  return foldIntoLane(racer, { type: 'stop-requested', runId, revert: false, clientId, sequence, atMs }, foldLane);
}

function foldIntoLane(racer: Racer, event: SessionEvent, foldLane: FoldLane): Racer {
  const lane = foldLane({ ...emptySession, files: racer.files, run: racer.run, runs: [racer.record] }, event);
  return { ...racer, files: lane.files, run: lane.run, record: lane.runs[0] ?? racer.record };
}

function noteTimes(racer: Racer, { act, atMs }: Extract<RaceEvent, { type: 'racer-acted' }>): Racer {
  return {
    ...racer,
    lastAtMs: atMs,
    ...(act.type === 'attempt-writing' && racer.writingSinceMs === null ? { writingSinceMs: atMs } : {}),
    ...(act.type === 'pen-moved' ? { rewrittenFileId: act.at === 0 ? act.fileId : null } : {}),
    ...(act.type === 'run-ended' ? { rewrittenFileId: null } : {}),
  };
}

function withRace(state: SessionState, raceId: string, update: (race: Race) => Race): SessionState {
  const index = state.races.findLastIndex(({ id }) => id === raceId);
  const race = state.races[index];
  return race && !race.over ? { ...state, races: state.races.with(index, update(race)) } : state;
}

/** In a race that is over too: those who were stopped tell their figures then. */
function withRacer(state: SessionState, runId: string, update: (racer: Racer) => Racer): SessionState {
  const index = state.races.findLastIndex(({ racers }) => racers.some(({ record }) => record.id === runId));
  const race = state.races[index];
  if (!race) return state;
  const racers = race.racers.map((racer) => (racer.record.id === runId ? update(racer) : racer));
  return { ...state, races: state.races.with(index, { ...race, racers }) };
}
