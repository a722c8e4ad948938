import { parseChange } from '../document/change.ts';
import { normalizePath } from '../session/file-path.ts';
import { limits } from '../session/limits.ts';
import { currentRace, findLane, findRacer, sessionOfRacer } from '../session/race.ts';
import type { SessionEvent } from '../session/session-event.ts';
import { fileAtPath, findRun, presentFiles, type SessionState } from '../session/session-state.ts';

/** More runs than anybody asks for in one session: each of them makes every later change dearer to fold. */
const mostRuns = 5_000;

/** Several who write at once can get past a limit that each of them keeps. */
const most = { fileLength: 2 * limits.fileBytes, sessionLength: 2 * limits.sessionBytes, files: 2 * limits.files };

/**
 * What is wrong with an event from outside as the next one of a session, in plain words; null when it can be folded and
 * leaves a session such as Flint itself makes them: names that can be used and are free, changes that fit, nothing too large.
 */
export function checkEvent(state: SessionState, event: SessionEvent): string | null {
  if (state.sequence === 0 && event.type !== 'session-started') return 'a log begins with `session-started`';
  if ('runId' in event && event.type !== 'run-started' && !findRun(state, event.runId)) {
    return `there is no run \`${event.runId}\``;
  }
  switch (event.type) {
    case 'session-started':
      return state.sequence === 0 ? checkFirstFiles(event.files) : 'a session starts only once';
    case 'file-created':
      if (state.files.has(event.fileId)) return `there is already a file with the id \`${event.fileId}\``;
      if (state.files.size >= limits.filesEver) return `it has more than ${limits.filesEver} files`;
      return checkPath(state, event.path, event.fileId) ?? checkGrowth(state, event.text.length, event.text.length);
    case 'file-restored':
    case 'file-renamed':
      return checkFile(state, event.fileId) ?? checkPath(state, event.path, event.fileId);
    case 'file-deleted':
    case 'run-paused':
      return checkFile(state, event.fileId);
    case 'text-changed':
      return checkFile(state, event.fileId) ?? checkTextChange(state, event);
    case 'pen-moved':
      return checkFile(state, event.fileId) ?? checkPen(event.at, lengthOf(state, event.fileId));
    case 'run-started':
      if (findRun(state, event.runId)) return `there is already a run \`${event.runId}\``;
      if (state.runs.length >= mostRuns) return `it has more than ${mostRuns} runs`;
      return event.instruction.length <= limits.instructionBytes ? null : 'its instruction is too long';
    case 'race-started':
      return checkRace(state, event);
    case 'racer-acted': {
      const found = findRacer(state, event.racer);
      if (!found || findRun(state, event.racer)) return `there is no racer \`${event.racer}\``;
      const { sequence, atMs } = event;
      return checkEvent(sessionOfRacer(state, found.racer), { ...event.act, sequence, atMs });
    }
    case 'race-stopped':
    case 'race-dismissed':
      return currentRace(state)?.id === event.raceId ? null : `no race \`${event.raceId}\` is on`;
    case 'race-picked':
      return currentRace(state)?.id === event.raceId && findLane(state, event.racer)
        ? null
        : `no race \`${event.raceId}\` with a racer \`${event.racer}\` is on`;
    case 'changes-accepted':
      if (event.fileId === undefined) return event.inverse ? 'an `inverse` must say of which file' : null;
      return checkFile(state, event.fileId) ?? checkInverse(event.inverse, lengthOf(state, event.fileId));
    case 'version-restored':
      return event.moment <= state.sequence ? null : 'it restores a moment that is not before it';
    default:
      return null;
  }
}

function checkRace(state: SessionState, event: Extract<SessionEvent, { type: 'race-started' }>): string | null {
  if (currentRace(state)) return 'it starts a race while another one is on';
  if (state.races.length >= mostRuns) return `it has more than ${mostRuns} races`;
  if (state.races.some(({ id }) => id === event.raceId)) return `there is already a race \`${event.raceId}\``;
  const ids = event.racers.map(({ runId }) => runId);
  const known = ids.find((id, index) => findRun(state, id) || findRacer(state, id) || ids.indexOf(id) !== index);
  if (known !== undefined) return `there is already a run \`${known}\``;
  return event.instruction.length <= limits.instructionBytes ? null : 'its instruction is too long';
}

type FirstFiles = Extract<SessionEvent, { type: 'session-started' }>['files'];

function checkFirstFiles(files: FirstFiles): string | null {
  const ids = new Set(files.map(({ fileId }) => fileId));
  const paths = new Set(files.map(({ path }) => path));
  if (ids.size < files.length || paths.size < files.length) return 'two of its files have one name';
  const odd = files.find(({ path }) => normalizePath(path) !== path);
  if (odd) return `the file name “${odd.path.slice(0, 80)}” cannot be used`;
  const total = files.reduce((sum, { text }) => sum + text.length, 0);
  const isTooLarge = total > most.sessionLength || files.some(({ text }) => text.length > most.fileLength);
  return isTooLarge ? tooLarge : null;
}

const tooLarge = 'this makes a file, or the session, larger than Flint keeps';

function checkFile(state: SessionState, fileId: string): string | null {
  return state.files.has(fileId) ? null : `there is no file with the id \`${fileId}\``;
}

function checkPath(state: SessionState, path: string, fileId: string): string | null {
  if (normalizePath(path) !== path) return `the file name “${path.slice(0, 80)}” cannot be used`;
  const holder = fileAtPath(state, path);
  if (holder && holder.id !== fileId) return `there is already a file named “${path}”`;
  return presentFiles(state).length < most.files ? null : `it has more than ${limits.files} files`;
}

function checkTextChange(state: SessionState, event: Extract<SessionEvent, { type: 'text-changed' }>): string | null {
  const file = state.files.get(event.fileId);
  if (!file) return null;
  if (event.version !== file.version + 1) return `version ${event.version} does not follow version ${file.version}`;
  if (event.against !== undefined && event.against > file.version) return '`against` is a version to come';
  const change = readChange(event.change, file.text.length);
  if (!change) return 'its change does not fit the file';
  const { review } = event;
  if (review && !findRun(state, review.runId)) return `there is no run \`${review.runId}\``;
  const growth = checkGrowth(state, change.newLength, change.newLength - change.length);
  if (growth !== null) return growth;
  if (review?.action === 'revert-hunk') {
    const problem = checkInverse(review.inverse, change.newLength);
    if (problem !== null) return problem;
  }
  return event.penAt === undefined ? null : checkPen(event.penAt, change.newLength);
}

/** Parts and sizes are bounded by the file, and the file by `checkGrowth`. */
function readChange(json: unknown, length: number) {
  const parsed = parseChange(json, length, { maxInsert: most.fileLength, maxParts: Number.POSITIVE_INFINITY });
  return parsed.ok ? parsed.value : null;
}

function checkInverse(inverse: unknown, length: number): string | null {
  return inverse === undefined || readChange(inverse, length) ? null : 'its `inverse` does not fit the file';
}

function checkPen(at: number, length: number): string | null {
  return at <= length ? null : 'its pen is outside of the file';
}

function checkGrowth(state: SessionState, fileLength: number, growth: number): string | null {
  if (growth <= 0) return null;
  if (fileLength > most.fileLength) return tooLarge;
  // Counted only where it could matter: it goes over all files.
  if (state.files.size * most.fileLength <= most.sessionLength) return null;
  let total = growth;
  for (const { text } of state.files.values()) total += text.length;
  return total > most.sessionLength ? tooLarge : null;
}

function lengthOf(state: SessionState, fileId: string): number {
  return state.files.get(fileId)?.text.length ?? 0;
}
