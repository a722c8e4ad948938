import type { LeftOutFile } from '../session/session-event.ts';
import {
  fileAtPath,
  type FileState,
  presentFiles,
  type RunRecord,
  type SessionState,
} from '../session/session-state.ts';
import { importedPaths } from './imported-paths.ts';
import type { TokenCounts } from './token-counts.ts';

/** Which files a model is shown, and which not. */
export interface ChosenContext {
  /** In the order they were made. */
  readonly shown: readonly FileState[];
  readonly tokens: number;
  readonly isCounted: boolean;
  readonly leftOut: readonly LeftOutFile[];
  /** Not even what the instruction is about fits. */
  readonly isTooLong: boolean;
}

/** What a file's frame in the request takes: its path and the lines around it. */
const frameTokens = 24;

/** From here on a file is looked at for being data and not source. */
const dataFromCharacters = 20_000;

/**
 * Chooses the files for a request, in so many tokens: what the instruction is about (the open file, the selected one, the
 * broken one), then what it names, what the open file imports, what the last runs touched, and then the small ones. Files
 * that are data more than source come last.
 */
export function chooseContext({
  state,
  run,
  roomTokens,
  counts,
}: {
  readonly state: SessionState;
  readonly run: RunRecord;
  readonly roomTokens: number;
  readonly counts: TokenCounts;
}): ChosenContext {
  const files = presentFiles(state);
  const rank = ranking(state, run, files);
  const sized = files
    .map((file) => ({ file, rank: rank(file), ...counts.ofFile(file) }))
    .toSorted((a, b) => a.rank - b.rank || a.tokens - b.tokens);
  const fitting = new Set<string>();
  const leftOut: LeftOutFile[] = [];
  let used = 0;
  let isTooLong = roomTokens < 0;
  for (const { file, tokens, rank: place } of sized) {
    const size = tokens + frameTokens;
    if (used + size <= roomTokens) {
      used += size;
      fitting.add(file.id);
    } else {
      if (place === 0) isTooLong = true;
      leftOut.push({ path: file.path, tokens, reason: place === lastRank ? 'data' : 'no-room' });
    }
  }
  const shown = sized.filter(({ file }) => fitting.has(file.id));
  return {
    shown: files.filter(({ id }) => fitting.has(id)),
    tokens: used,
    isCounted: shown.every(({ isCounted }) => isCounted),
    leftOut,
    isTooLong,
  };
}

const lastRank = 5;

function ranking(state: SessionState, run: RunRecord, files: readonly FileState[]): (file: FileState) => number {
  const broken = run.problem?.path ? fileAtPath(state, run.problem.path) : null;
  const needed = new Set([run.openFileId, run.selection?.fileId, broken?.id]);
  const instruction = run.instructions.at(-1)?.text ?? '';
  const imported = importedBy(state, [...needed]);
  const touched = new Set(state.runs.slice(-3).flatMap((earlier) => [...earlier.reviews.keys()]));
  const named = new Set(files.filter(({ path }) => isNamed(instruction, path)).map(({ id }) => id));
  return (file) => {
    if (needed.has(file.id)) return 0;
    if (named.has(file.id)) return 1;
    if (imported.has(file.path)) return 2;
    if (touched.has(file.id)) return 3;
    return isData(file) ? lastRank : 4;
  };
}

/** Whether an instruction speaks of this file: by its path, or by its name where that says something. */
function isNamed(instruction: string, path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.length > 3 && instruction.includes(name);
}

/** The paths that these files import, and what those import. */
function importedBy(state: SessionState, fileIds: readonly (string | null | undefined)[]): ReadonlySet<string> {
  const byPath = new Map(presentFiles(state).map((file) => [file.path, file]));
  const found = new Set<string>();
  let next = fileIds.flatMap((id) => (id ? (state.files.get(id) ?? []) : []));
  for (let depth = 0; depth < 2; depth += 1) {
    const paths = next.flatMap(({ path, text }) => [
      ...importedPaths(path, text.sliceString(0, 60_000), (candidate) => byPath.has(candidate)),
    ]);
    const fresh = paths.filter((path) => !found.has(path));
    for (const path of fresh) found.add(path);
    next = fresh.flatMap((path) => byPath.get(path) ?? []);
  }
  return found;
}

/** Long, and not written by hand: a lock file, a source map, minified code, a table or a picture as text. */
function isData({ path, text }: FileState): boolean {
  if (text.length < dataFromCharacters) return false;
  if (/(^|[/.-])(package-lock\.json|.*\.(lock|map|csv|tsv|svg)|.*\.min\.(js|css))$/i.test(path)) return true;
  return text.length / text.lines > 400;
}
