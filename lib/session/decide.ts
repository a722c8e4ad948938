import { type Change, ChangeSet, changeToJson, textOf } from '../document/change.ts';
import type { Result } from '../base/result.ts';
import { ok, refuse } from '../base/result.ts';
import { acceptHunk, splitHunk } from '../document/run-review.ts';
import { type Command, utf8Length } from './command.ts';
import { decidePickRacer, startRaceEvents, stopRaceEvents } from './decide-race.ts';
import { normalizePath } from './file-path.ts';
import { limits } from './limits.ts';
import { freePath, startFileWork } from './file-work.ts';
import { holdsPicture, isBinaryPath, isBinaryText } from './plain-text.ts';
import { currentRace } from './race.ts';
import { refusal, type Refusal } from './refusal.ts';
import { decideRestoreVersion } from './restore-version.ts';
import { canRedirect, canStop, isRunning } from './run-machine.ts';
import type { Author, Selection, SessionEventBody } from './session-event.ts';
import {
  fileAtPath,
  type FileState,
  findRun,
  presentFiles,
  type RunRecord,
  type SessionState,
} from './session-state.ts';

/** What `decide` cannot know of itself. */
export interface Circumstances {
  readonly clientId: string;
  /** A fresh id for a file or a run. */
  newId(): string;
  /**
   * The change, read and mapped over what the file has seen since `version` (its newest when undefined), or why it
   * cannot be.
   */
  rebase(file: FileState, version: number | undefined, change: unknown): Result<Change, Refusal>;
  /** The changes to the newest texts that take back what the run wrote after this event. */
  takeBackSince(runId: string, sequence: number): readonly { readonly fileId: string; readonly change: Change }[];
  /** For `restore-version`: the state right after the event it names; null when there is none, or for other commands. */
  readonly past: SessionState | null;
}

/** What happens when this command is carried out now, or why it cannot be. Pure. */
export function decide(
  state: SessionState,
  command: Command,
  circumstances: Circumstances,
): Result<readonly SessionEventBody[], Refusal> {
  const by: Author = { kind: 'person', clientId: circumstances.clientId };
  switch (command.type) {
    case 'change-text':
      return decideChangeText(state, command, circumstances, by);
    case 'create-file':
      return decideCreateFile(state, command, circumstances, by);
    case 'rename-file': {
      const file = findFile(state, command);
      if (!file) return refuse(refusal('unknown-file'));
      const path = normalizePath(command.newPath);
      if (!path) return refuse(refusal('bad-path'));
      if (path === file.path) return ok([]);
      if (fileAtPath(state, path)) return refuse(refusal('path-taken'));
      return ok([{ type: 'file-renamed', fileId: file.id, path, by }]);
    }
    case 'delete-file': {
      const file = findFile(state, command);
      return file ? ok([{ type: 'file-deleted', fileId: file.id, by }]) : refuse(refusal('unknown-file'));
    }
    case 'restore-file': {
      const file = state.files.get(command.fileId);
      if (!file?.isDeleted) return refuse(refusal('unknown-file'));
      if (!hasRoomForFile(state)) return refuse(tooManyFiles());
      return ok([{ type: 'file-restored', fileId: file.id, path: freePath(state, file.path), by }]);
    }
    case 'rename-session': {
      const title = command.title.trim();
      return title === state.title ? ok([]) : ok([{ type: 'session-renamed', title }]);
    }
    case 'start-run':
      return decideStartRun(state, command, circumstances);
    case 'start-race': {
      const asked = checkAsked(state, command);
      return asked.ok ? ok(startRaceEvents(asked.value, command.models, circumstances)) : asked;
    }
    case 'pick-racer':
      return decidePickRacer(state, command.racer, circumstances.clientId);
    case 'continue-run':
      return decideContinue(state, command, circumstances);
    case 'redirect-run': {
      const instruction = command.instruction.trim();
      if (!instruction) return refuse(refusal('empty-instruction'));
      if (holdsPicture(instruction)) return refuse(refusal('picture'));
      if (state.run.status === 'stopping') return refuse(refusal('run-stopping'));
      if (!isRunning(state.run) || !canRedirect(state.run)) return refuse(refusal('no-run'));
      return ok([
        {
          type: 'redirect-requested',
          runId: state.run.runId,
          instruction,
          revert: command.revert ?? false,
          ...(command.lane === undefined ? {} : { lane: command.lane }),
          clientId: circumstances.clientId,
        },
      ]);
    }
    case 'stop-run':
      return decideStop(state, command, circumstances);
    case 'resume-run':
      return state.run.status === 'paused'
        ? ok([{ type: 'run-resumed', runId: state.run.runId }])
        : refuse(refusal('no-run', 'The run is not waiting.'));
    case 'revert-run':
      return withEndedRun(state, command.runId, (run) => {
        const events = revertRun(state, run, by);
        return events.length > 0 ? ok(events) : refuse(refusal('nothing-to-revert'));
      });
    case 'restore-run':
      return withEndedRun(state, command.runId, (run) => {
        const events = run.isReverted ? restoreRun(state, run, by) : [];
        return events.length > 0 ? ok(events) : refuse(refusal('nothing-to-revert', 'There is nothing to bring back.'));
      });
    case 'name-version':
      return withEndedRun(state, command.runId, (run) => {
        const name = command.name.trim();
        return name === (run.name ?? '') ? ok([]) : ok([{ type: 'version-named', runId: run.id, name }]);
      });
    case 'restore-version':
      return decideRestoreVersion(state, command.sequence, circumstances.past, by);
    case 'accept-changes':
      return withEndedRun(state, command.runId, (run) => decideAccept(state, run, command));
    case 'revert-changes':
      return withEndedRun(state, command.runId, (run) => decideRevertChanges(state, run, command, by));
    default:
      return command satisfies never;
  }
}

/**
 * The events that take back all a run did, keeping what people typed meanwhile: its text, the files it made (unless
 * somebody wrote in them), deleted and renamed. Empty when there is nothing to take back.
 */
export function revertRun(state: SessionState, run: RunRecord, by: Author): SessionEventBody[] {
  if (run.isReverted) return [];
  const work = startFileWork(state, by);
  // What it made goes first, so that its names are free for the files that had them.
  for (const [fileId, { review, restore }] of run.reviews) {
    const file = work.find(fileId);
    if (!file) continue;
    if (!restore && !review.inverse.empty) work.changeText(file, review.inverse, { runId: run.id, action: 'revert' });
    const lengthAfter = restore ? file.text.length : review.inverse.newLength;
    if (run.created.includes(fileId) && lengthAfter === 0) work.remove(fileId);
  }
  const waiting = run.renamed.toReversed().filter(({ fileId, from, to }) => !work.rename(fileId, to, from));
  for (const fileId of run.deleted) work.bringBack(fileId);
  for (const { fileId, from, to } of waiting) work.rename(fileId, to, from);
  return work.events.length > 0 ? [...work.events, { type: 'run-reverted', runId: run.id }] : [];
}

function restoreRun(state: SessionState, run: RunRecord, by: Author): SessionEventBody[] {
  const work = startFileWork(state, by);
  for (const fileId of run.deleted) work.remove(fileId);
  for (const { fileId, from, to } of run.renamed) work.rename(fileId, from, to);
  for (const fileId of run.created) work.bringBack(fileId);
  for (const [fileId, { restore }] of run.reviews) {
    const file = work.find(fileId);
    if (file && restore) work.changeText(file, restore, { runId: run.id, action: 'restore' });
  }
  return work.events.length > 0 ? [...work.events, { type: 'run-restored', runId: run.id }] : [];
}

function decideChangeText(
  state: SessionState,
  command: Extract<Command, { type: 'change-text' }>,
  { rebase }: Circumstances,
  by: Author,
): Result<readonly SessionEventBody[], Refusal> {
  const file = findFile(state, command);
  if (!file) return refuse(refusal('unknown-file'));
  const raw = command.change ?? changeFromEdits(command.edits, file);
  if (raw === null) return refuse(refusal('bad-change'));
  const rebased = rebase(file, command.change === undefined ? undefined : command.version, raw);
  if (!rebased.ok) return rebased;
  const change = rebased.value;
  if (insertsBinary(change)) return refuse(refusal('not-text'));
  const growth = change.newLength - change.length;
  if (growth > 0 && (change.newLength > limits.fileBytes || totalLength(state) + growth > limits.sessionBytes)) {
    return refuse(refusal('too-large'));
  }
  return ok([
    {
      type: 'text-changed',
      fileId: file.id,
      version: file.version + 1,
      change: changeToJson(change),
      by,
      ...(command.version === undefined || command.version === file.version ? {} : { against: command.version }),
      ...(command.changeId === undefined ? {} : { changeId: command.changeId }),
    },
  ]);
}

function insertsBinary(change: Change): boolean {
  let isBinary = false;
  change.iterChanges((_fromA, _toA, _fromB, _toB, inserted) => {
    isBinary ||= isBinaryText(inserted.toString());
  });
  return isBinary;
}

function changeFromEdits(edits: Extract<Command, { type: 'change-text' }>['edits'], file: FileState): unknown {
  if (!edits || edits.length === 0) return null;
  const sorted = edits
    .map(({ from, to = from, insert = '' }) => ({ from, to, insert: textOf(insert) }))
    .toSorted((a, b) => a.from - b.from);
  let end = 0;
  for (const edit of sorted) {
    if (edit.from < end || edit.to < edit.from || edit.to > file.text.length) return null;
    end = edit.to;
  }
  return ChangeSet.of(sorted, file.text.length).toJSON();
}

function decideCreateFile(
  state: SessionState,
  command: Extract<Command, { type: 'create-file' }>,
  { newId }: Circumstances,
  by: Author,
): Result<readonly SessionEventBody[], Refusal> {
  const path = normalizePath(command.path);
  if (!path) return refuse(refusal('bad-path'));
  if (fileAtPath(state, path)) return refuse(refusal('path-taken'));
  if (isBinaryPath(path) || isBinaryText(command.text ?? '')) return refuse(refusal('not-text'));
  if (!hasRoomForFile(state) || state.files.size >= limits.filesEver) return refuse(tooManyFiles());
  const text = command.text ?? '';
  if (utf8Length(text) > limits.fileBytes || totalLength(state) + text.length > limits.sessionBytes) {
    return refuse(refusal('too-large'));
  }
  const fileId = command.fileId !== undefined && !state.files.has(command.fileId) ? command.fileId : newId();
  return ok([{ type: 'file-created', fileId, path, text, by }]);
}

function decideStartRun(
  state: SessionState,
  command: Extract<Command, { type: 'start-run' }>,
  { newId, clientId }: Circumstances,
): Result<readonly SessionEventBody[], Refusal> {
  const asked = checkAsked(state, command);
  if (!asked.ok) return asked;
  return ok([
    {
      type: 'run-started',
      runId: newId(),
      ...asked.value,
      lane: command.lane ?? 'fast',
      ...(command.model === undefined ? {} : { model: command.model }),
      clientId,
    },
  ]);
}

/** What a run or a race is asked, or why nothing can be asked now. */
function checkAsked(
  state: SessionState,
  command: Extract<Command, { type: 'start-run' | 'start-race' }>,
): Result<
  Pick<Extract<SessionEventBody, { type: 'run-started' }>, 'instruction' | 'selection' | 'problem' | 'openFileId'>,
  Refusal
> {
  const instruction = command.instruction.trim();
  if (!instruction) return refuse(refusal('empty-instruction'));
  if (holdsPicture(instruction)) return refuse(refusal('picture'));
  if (isRunning(state.run)) return refuse(refusal('run-already-going'));
  if (currentRace(state)) return refuse(refusal('race-going'));
  let selection: Selection | null = null;
  if (command.selection) {
    const file = findFile(state, command.selection);
    if (!file) return refuse(refusal('unknown-file'));
    const from = Math.min(command.selection.from, command.selection.to, file.text.length);
    const to = Math.min(Math.max(command.selection.from, command.selection.to), file.text.length);
    selection = from === to ? null : { fileId: file.id, from, to };
  }
  const open = command.openFileId === undefined ? undefined : state.files.get(command.openFileId);
  return ok({
    instruction,
    ...(selection ? { selection } : {}),
    ...(command.problem ? { problem: command.problem } : {}),
    ...(open && !open.isDeleted ? { openFileId: open.id } : {}),
  });
}

function decideContinue(
  state: SessionState,
  command: Extract<Command, { type: 'continue-run' }>,
  { newId, clientId }: Circumstances,
): Result<readonly SessionEventBody[], Refusal> {
  if (isRunning(state.run)) return refuse(refusal('run-already-going'));
  if (currentRace(state)) return refuse(refusal('race-going'));
  return withEndedRun(state, command.runId, (run) => {
    const asked = run.instructions.at(-1);
    if (run.status === 'done' || run.isReverted || !asked) return refuse(refusal('nothing-to-continue'));
    const open = run.openFileId === null ? undefined : state.files.get(run.openFileId);
    return ok([
      {
        type: 'run-started',
        runId: newId(),
        continues: run.id,
        instruction: asked.text,
        ...(run.problem ? { problem: run.problem } : {}),
        ...(open && !open.isDeleted ? { openFileId: open.id } : {}),
        lane: command.lane ?? run.lane,
        ...(command.model === undefined ? {} : { model: command.model }),
        clientId,
      },
    ]);
  });
}

function decideStop(
  state: SessionState,
  command: Extract<Command, { type: 'stop-run' }>,
  { clientId, takeBackSince }: Circumstances,
): Result<readonly SessionEventBody[], Refusal> {
  const { run } = state;
  const race = currentRace(state);
  if (race) return ok(stopRaceEvents(race, command.revert ?? false, clientId));
  if (run.status === 'stopping') return refuse(refusal('run-stopping'));
  if (!isRunning(run) || !canStop(run)) return refuse(refusal('no-run'));
  const { runId, attempt } = run;
  const unseen = command.seen === undefined ? [] : takeBackSince(runId, command.seen);
  return ok([
    ...unseen.flatMap(({ fileId, change }): SessionEventBody[] => {
      const file = state.files.get(fileId);
      if (!file || file.isDeleted) return [];
      const by: Author = { kind: 'model', runId, attempt };
      return [{ type: 'text-changed', fileId, version: file.version + 1, change: changeToJson(change), by }];
    }),
    { type: 'stop-requested', runId, revert: command.revert ?? false, clientId },
  ]);
}

function decideAccept(
  state: SessionState,
  run: RunRecord,
  command: Extract<Command, { type: 'accept-changes' }>,
): Result<readonly SessionEventBody[], Refusal> {
  if (command.hunk === undefined || command.fileId === undefined) {
    const file = command.fileId === undefined ? {} : { fileId: command.fileId };
    return ok([{ type: 'changes-accepted', runId: run.id, ...file }]);
  }
  const file = state.files.get(command.fileId);
  const review = run.reviews.get(command.fileId);
  if (!file || !review) return refuse(refusal('unknown-file'));
  if (command.version !== undefined && command.version !== file.version) return refuse(refusal('changed-meanwhile'));
  const rest = acceptHunk(review.review, file.text, command.hunk);
  if (!rest) return refuse(refusal('changed-meanwhile'));
  return ok([{ type: 'changes-accepted', runId: run.id, fileId: file.id, inverse: changeToJson(rest.inverse) }]);
}

function decideRevertChanges(
  state: SessionState,
  run: RunRecord,
  command: Extract<Command, { type: 'revert-changes' }>,
  by: Author,
): Result<readonly SessionEventBody[], Refusal> {
  const file = state.files.get(command.fileId);
  const review = run.reviews.get(command.fileId);
  if (!file || file.isDeleted || !review) return refuse(refusal('unknown-file'));
  if (review.restore || review.review.inverse.empty) return refuse(refusal('nothing-to-revert'));
  const base = { type: 'text-changed', fileId: file.id, version: file.version + 1, by } as const;
  if (command.hunk === undefined) {
    return ok([{ ...base, change: changeToJson(review.review.inverse), review: { runId: run.id, action: 'revert' } }]);
  }
  if (command.version !== undefined && command.version !== file.version) return refuse(refusal('changed-meanwhile'));
  const split = splitHunk(review.review, file.text, command.hunk);
  if (!split) return refuse(refusal('changed-meanwhile'));
  return ok([
    {
      ...base,
      change: changeToJson(split.revert),
      review: { runId: run.id, action: 'revert-hunk', inverse: changeToJson(split.rest.inverse) },
    },
  ]);
}

function hasRoomForFile(state: SessionState): boolean {
  return presentFiles(state).length < limits.files;
}

function tooManyFiles(): Refusal {
  return refusal('too-large', `A session holds ${limits.files} files at most.`);
}

/** All text that the session keeps, deleted files too, in code units. */
function totalLength(state: SessionState): number {
  let length = 0;
  for (const file of state.files.values()) length += file.text.length;
  return length;
}

function withEndedRun(
  state: SessionState,
  runId: string,
  decideFor: (run: RunRecord) => Result<readonly SessionEventBody[], Refusal>,
): Result<readonly SessionEventBody[], Refusal> {
  const run = findRun(state, runId);
  if (!run) return refuse(refusal('unknown-run'));
  if (run.status === 'running') return refuse(refusal('run-going'));
  return decideFor(run);
}

function findFile(
  state: SessionState,
  name: { readonly fileId?: string | undefined; readonly path?: string | undefined },
): FileState | null {
  if (name.fileId !== undefined) {
    const file = state.files.get(name.fileId);
    return file && !file.isDeleted ? file : null;
  }
  const path = name.path === undefined ? null : normalizePath(name.path);
  return path ? fileAtPath(state, path) : null;
}
