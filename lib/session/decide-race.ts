import { changeToJson, emptyChange, replaceRange } from '../document/change.ts';
import { ok, refuse, type Result } from '../base/result.ts';
import { startFileWork } from './file-work.ts';
import { limits } from './limits.ts';
import { changeSince, currentRace, isRacing, racerChange } from './race.ts';
import { refusal, type Refusal } from './refusal.ts';
import { isRunning } from './run-machine.ts';
import type { Author, ReportedProblem, Selection, SessionEventBody } from './session-event.ts';
import { presentFiles, type Race, type Racer, type SessionState } from './session-state.ts';

/** A race begins: each of the models is asked the same. What is asked was looked at already. */
export function startRaceEvents(
  asked: {
    readonly instruction: string;
    readonly selection?: Selection;
    readonly problem?: ReportedProblem;
    readonly openFileId?: string;
  },
  models: readonly string[],
  { newId, clientId }: { newId(): string; readonly clientId: string },
): readonly SessionEventBody[] {
  const racers = models.map((model) => ({ runId: newId(), model }));
  return [{ type: 'race-started', raceId: newId(), ...asked, racers, clientId }];
}

/** Stops all racers; a race in which nobody writes any more, or that is to leave nothing, is put away. */
export function stopRaceEvents(race: Race, revert: boolean, clientId: string): readonly SessionEventBody[] {
  const type = revert || !isRacing(race) ? 'race-dismissed' : 'race-stopped';
  return [{ type, raceId: race.id, clientId }];
}

/**
 * Keeps a racer: it becomes the session's run, and all that it did comes into the files, mapped over what people did there
 * meanwhile. So the text is the same as if the racer had written in the session itself from the start.
 */
export function decidePickRacer(
  state: SessionState,
  runId: string,
  clientId: string,
): Result<readonly SessionEventBody[], Refusal> {
  const race = currentRace(state);
  if (!race) return refuse(refusal('no-race'));
  const racer = race.racers.find(({ record }) => record.id === runId);
  if (!racer) return refuse(refusal('unknown-racer'));
  if (isRunning(state.run)) return refuse(refusal('run-already-going'));
  const work = bringIn(state, race, racer);
  if (!isRunning(racer.run) && work.length === 0 && racer.record.prose === '')
    return refuse(refusal('nothing-to-keep'));
  const added = work.filter(({ type }) => type === 'file-created' || type === 'file-restored').length;
  if (presentFiles(state).length + added > limits.files) {
    return refuse(refusal('too-large', `A session holds ${limits.files} files at most.`));
  }
  return ok([{ type: 'race-picked', raceId: race.id, racer: runId, clientId }, ...work, ...endAgain(racer, clientId)]);
}

/** A racer that has ended ends as the session's run too: from then on it is a version, and can be looked through. */
function endAgain({ record, run }: Racer, clientId: string): SessionEventBody[] {
  const { receipt, failure, status, id: runId } = record;
  if (run.status === 'stopping') return [{ type: 'stop-requested', runId, revert: false, clientId }];
  if (isRunning(run)) return [];
  if (!receipt) return [{ type: 'run-ended', runId, outcome: 'stopped', receipt: noReceipt(record) }];
  const outcome = status === 'running' ? 'stopped' : status;
  return [{ type: 'run-ended', runId, outcome, receipt, ...(failure ? { failure } : {}) }];
}

/** In a fork the racer has ended without one: its call goes on in the parent. */
function noReceipt({ timeToFirstTokenMs, tokens, provider, model, attempt }: Racer['record']) {
  return {
    timeToFirstTokenMs,
    tokensPerSecond: null,
    tokens,
    durationMs: 0,
    provider: provider ?? '',
    model: model ?? '',
    tier: null,
    tokensAfterStop: 0,
    attempts: attempt,
  };
}

function bringIn(state: SessionState, race: Race, racer: Racer): SessionEventBody[] {
  const { id: runId, attempt, tokens, pen } = racer.record;
  const by: Author = { kind: 'model', runId, attempt };
  const work = startFileWork(state, by);
  const isGone = (fileId: string) => racer.files.get(fileId)?.isDeleted === true;
  for (const { id } of race.base.values()) if (isGone(id) && !race.base.get(id)?.isDeleted) work.remove(id);
  const renamed = [...race.base.values()].filter(({ id, path }) => racer.files.get(id)?.path !== path);
  const waiting = renamed.filter(({ id, path }) => !work.rename(id, path, racer.files.get(id)?.path ?? path));
  for (const { id, path } of waiting) work.rename(id, path, racer.files.get(id)?.path ?? path);
  let penAt: number | null = null;
  for (const file of racer.files.values()) {
    const isNew = !race.base.has(file.id);
    if (isNew && file.isDeleted) continue;
    const own = isNew ? replaceRange(0, 0, 0, file.text.toString()) : racerChange(race, racer, file.id);
    if (isNew) work.create(file.id, file.path);
    // Where people deleted it meanwhile: whoever keeps this wants to have it.
    else if (own && !file.isDeleted) work.bringBack(file.id);
    const main = work.find(file.id);
    if (!own || !main) continue;
    const others = isNew ? emptyChange(0) : changeSince(race, file.id);
    if (pen?.fileId === file.id) penAt = others.map(own).mapPos(pen.at, -1);
    work.events.push({
      type: 'text-changed',
      fileId: file.id,
      version: main.version + 1,
      change: changeToJson(own.map(others, true)),
      by,
      ...(pen?.fileId === file.id && penAt !== null ? { penAt } : {}),
      tokens,
    });
  }
  if (isRunning(racer.run) && pen && penAt !== null) {
    work.events.push({ type: 'pen-moved', runId, attempt, fileId: pen.fileId, at: penAt });
  }
  return work.events;
}
