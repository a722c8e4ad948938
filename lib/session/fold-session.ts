import { changeFromJson, type Change, type Text, textOf } from '../document/change.ts';
import { afterOtherChange, afterOwnChange, beginReview, settle } from '../document/run-review.ts';
import { foldRace, leaveRace, noteMeanwhile } from './fold-race.ts';
import { nextRunState } from './run-machine.ts';
import { leaveBehind, nothingDone, trimRuns } from './run-record.ts';
import type { Author, SessionEvent } from './session-event.ts';
import { type FileReview, type FileState, type RunRecord, type SessionState } from './session-state.ts';

/** The state after one more event. Pure: author, viewer, replay and fork run this same function. */
export function foldSession(state: SessionState, event: SessionEvent): SessionState {
  const run = nextRunState(state.run, event);
  const next = foldBody(run === state.run ? state : { ...state, run }, event);
  return { ...next, sequence: event.sequence };
}

/** The state after several events, in order. */
export function foldAll(state: SessionState, events: Iterable<SessionEvent>): SessionState {
  let next = state;
  for (const event of events) next = foldSession(next, event);
  return next;
}

function foldBody(state: SessionState, event: SessionEvent): SessionState {
  switch (event.type) {
    case 'session-started':
      return {
        ...state,
        title: event.title,
        createdAtMs: event.atMs,
        files: new Map(event.files.map((file) => [file.fileId, newFile(file.fileId, file.path, file.text)])),
      };
    case 'session-forked':
      return {
        ...state,
        title: event.title,
        parent: event.parent,
        runs: state.runs.map(leaveBehind),
        races: leaveRace(state.races),
      };
    case 'session-renamed':
      return { ...state, title: event.title };
    case 'file-created':
      return noteFileWork(putFile(state, newFile(event.fileId, event.path, event.text)), event.by, (run) => ({
        ...run,
        created: [...run.created, event.fileId],
        reviews: new Map(run.reviews).set(event.fileId, openReview(textOf(event.text).length)),
      }));
    case 'file-renamed': {
      const file = state.files.get(event.fileId);
      if (!file) return state;
      return noteFileWork(putFile(state, { ...file, path: event.path }), event.by, (run) => ({
        ...run,
        renamed: [...run.renamed, { fileId: event.fileId, from: file.path, to: event.path }],
      }));
    }
    case 'file-deleted': {
      const file = state.files.get(event.fileId);
      if (!file) return state;
      return noteFileWork(putFile(state, { ...file, isDeleted: true }), event.by, (run) => ({
        ...run,
        deleted: [...run.deleted, event.fileId],
      }));
    }
    case 'file-restored': {
      const file = state.files.get(event.fileId);
      return file ? putFile(state, { ...file, path: event.path, isDeleted: false }) : state;
    }
    case 'text-changed':
      return foldTextChange(state, event);
    case 'run-started':
      return { ...state, runs: trimRuns([...state.runs, startRecord(event)]) };
    case 'attempt-started':
      return updateRun(state, event.runId, (run) => ({
        ...run,
        attempt: event.attempt,
        provider: event.provider,
        model: event.model,
        chosenLane: event.lane ? { lane: event.lane, reason: event.laneReason ?? null } : run.chosenLane,
        missed: [],
        prose: run.prose === '' ? '' : `${run.prose.trimEnd()}\n\n`,
        // What it did before was taken back: what it does from here on is all there is to take back.
        ...(run.isReverted ? nothingDone : {}),
      }));
    case 'context-chosen': {
      const { type: _type, runId, attempt: _attempt, sequence: _sequence, atMs: _atMs, ...context } = event;
      return updateRun(state, runId, (run) => ({ ...run, context }));
    }
    case 'attempt-writing':
      return updateRun(state, event.runId, (run) => ({
        ...run,
        timeToFirstTokenMs: run.timeToFirstTokenMs ?? event.timeToFirstTokenMs,
      }));
    case 'pen-moved':
      return updateRun(state, event.runId, (run) => ({ ...run, pen: { fileId: event.fileId, at: event.at } }));
    case 'prose-written':
      return updateRun(state, event.runId, (run) => ({ ...run, prose: run.prose + event.text, tokens: event.tokens }));
    case 'edit-missed':
      return updateRun(state, event.runId, (run) => ({
        ...run,
        missed: [
          ...run.missed,
          { path: event.path, search: event.search, replacement: event.replacement, reason: event.reason },
        ],
      }));
    case 'answer-unclear':
      return updateRun(state, event.runId, (run) => ({
        ...run,
        notes: [...run.notes, { code: event.code, text: event.text }],
      }));
    case 'redirect-requested':
      return updateRun(state, event.runId, (run) => ({
        ...run,
        lane: event.lane ?? run.lane,
        instructions: [
          ...run.instructions,
          { text: event.instruction, atMs: event.atMs, kind: event.revert ? 'revert-and-redirect' : 'redirect' },
        ],
      }));
    case 'run-ended':
      return updateRun(state, event.runId, (run) => ({
        ...run,
        status: event.outcome,
        receipt: event.receipt,
        failure: event.failure ?? null,
        tokens: event.receipt.tokens,
        pen: null,
        reviews: settleReviews(run.reviews, state.files),
        endSequence: event.sequence,
      }));
    case 'version-named':
      return updateRun(state, event.runId, (run) => ({ ...run, name: event.name === '' ? null : event.name }));
    case 'run-reverted':
      return updateRun(state, event.runId, (run) => ({ ...run, isReverted: true }));
    case 'run-restored':
      return updateRun(state, event.runId, (run) => ({ ...run, isReverted: false }));
    case 'changes-accepted':
      return updateRun(state, event.runId, (run) => ({ ...run, reviews: acceptReviews(run.reviews, event) }));
    case 'race-started':
    case 'racer-acted':
    case 'race-stopped':
    case 'race-picked':
    case 'race-dismissed':
      return foldRace(state, event, foldSession);
    case 'attempt-queued':
    case 'attempt-thinking':
    case 'run-paused':
    case 'run-resumed':
    case 'stop-requested':
    case 'version-restored':
      return state;
    default:
      return event satisfies never;
  }
}

function foldTextChange(state: SessionState, event: Extract<SessionEvent, { type: 'text-changed' }>): SessionState {
  const file = state.files.get(event.fileId);
  if (!file) return state;
  const change = changeFromJson(event.change);
  const files = new Map(state.files).set(file.id, {
    ...file,
    text: change.apply(file.text),
    version: event.version,
  });
  const runs = state.runs.map((run) => foldChangeIntoRun(run, event, change, file.text));
  return { ...state, files, runs, races: noteMeanwhile(state.races, file.id, change) };
}

function foldChangeIntoRun(
  run: RunRecord,
  event: Extract<SessionEvent, { type: 'text-changed' }>,
  change: Change,
  before: Text,
): RunRecord {
  const isOwn = event.by.kind === 'model' && event.by.runId === run.id && !event.review;
  const review = run.reviews.get(event.fileId);
  if (!review && !isOwn) return run.pen?.fileId === event.fileId ? { ...run, pen: mapPen(run.pen, change) } : run;
  const nextReview = foldChangeIntoReview(review ?? openReview(before.length), event, run.id, change, before, isOwn);
  return {
    ...run,
    reviews: new Map(run.reviews).set(event.fileId, nextReview),
    pen:
      isOwn && event.penAt !== undefined
        ? { fileId: event.fileId, at: event.penAt }
        : run.pen?.fileId === event.fileId
          ? mapPen(run.pen, change)
          : run.pen,
    tokens: isOwn && event.tokens !== undefined ? event.tokens : run.tokens,
  };
}

function foldChangeIntoReview(
  file: FileReview,
  event: Extract<SessionEvent, { type: 'text-changed' }>,
  runId: string,
  change: Change,
  before: Text,
  isOwn: boolean,
): FileReview {
  if (isOwn) return { ...file, review: afterOwnChange(file.review, change, before), isAccepted: false };
  if (event.review?.runId === runId) {
    switch (event.review.action) {
      case 'revert':
        return { ...file, review: beginReview(change.newLength), restore: change.invert(before) };
      case 'restore':
        return { ...file, review: { inverse: change.invert(before) }, restore: null };
      case 'revert-hunk':
        return { ...file, review: { inverse: changeFromJson(event.review.inverse) } };
      default:
        return event.review satisfies never;
    }
  }
  return {
    ...file,
    review: afterOtherChange(file.review, change),
    restore: file.restore ? file.restore.map(change) : null,
  };
}

function mapPen(pen: { readonly fileId: string; readonly at: number }, change: Change): { fileId: string; at: number } {
  return { fileId: pen.fileId, at: change.mapPos(pen.at, -1) };
}

function newFile(id: string, path: string, text: string): FileState {
  return { id, path, text: textOf(text), version: 0, isDeleted: false };
}

function putFile(state: SessionState, file: FileState): SessionState {
  return { ...state, files: new Map(state.files).set(file.id, file) };
}

function openReview(length: number): FileReview {
  return { review: beginReview(length), restore: null, isAccepted: false };
}

/** A file made, deleted or renamed by a run is part of what taking the run back undoes. */
function noteFileWork(state: SessionState, by: Author, update: (run: RunRecord) => RunRecord): SessionState {
  return by.kind === 'model' ? updateRun(state, by.runId, update) : state;
}

function startRecord(event: Extract<SessionEvent, { type: 'run-started' }>): RunRecord {
  return {
    id: event.runId,
    clientId: event.clientId,
    continues: event.continues ?? null,
    lane: event.lane,
    chosenLane: null,
    context: null,
    instructions: [{ text: event.instruction, atMs: event.atMs, kind: 'run' }],
    selection: event.selection ?? null,
    problem: event.problem ?? null,
    openFileId: event.openFileId ?? null,
    startedAtMs: event.atMs,
    status: 'running',
    attempt: 1,
    provider: null,
    model: null,
    prose: '',
    notes: [],
    missed: [],
    tokens: 0,
    timeToFirstTokenMs: null,
    receipt: null,
    failure: null,
    pen: null,
    startSequence: event.sequence,
    endSequence: null,
    name: null,
    ...nothingDone,
  };
}

function updateRun(state: SessionState, runId: string, update: (run: RunRecord) => RunRecord): SessionState {
  const index = state.runs.findLastIndex((run) => run.id === runId);
  const run = state.runs[index];
  return run ? { ...state, runs: state.runs.with(index, update(run)) } : state;
}

function settleReviews(
  reviews: ReadonlyMap<string, FileReview>,
  files: ReadonlyMap<string, FileState>,
): ReadonlyMap<string, FileReview> {
  return new Map(
    [...reviews].map(([fileId, file]) => {
      const text = files.get(fileId)?.text;
      return [fileId, text && !file.restore ? { ...file, review: settle(file.review, text) } : file];
    }),
  );
}

function acceptReviews(
  reviews: ReadonlyMap<string, FileReview>,
  event: Extract<SessionEvent, { type: 'changes-accepted' }>,
): ReadonlyMap<string, FileReview> {
  return new Map(
    [...reviews].map(([fileId, file]) => {
      if (event.fileId !== undefined && event.fileId !== fileId) return [fileId, file];
      if (event.inverse) return [fileId, { ...file, review: { inverse: changeFromJson(event.inverse) } }];
      return [fileId, { ...file, isAccepted: true }];
    }),
  );
}
