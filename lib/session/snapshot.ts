import { textOf } from '../document/change.ts';
import type { RunState } from './run-machine.ts';
import { type RaceSnapshot, restoreRaces, snapshotRaces } from './race-snapshot.ts';
import { type RunSnapshot, restoreRunRecord, snapshotRun } from './run-snapshot.ts';
import type { FileState, SessionState } from './session-state.ts';

/** A session's whole state as plain JSON: what a late joiner starts from, and what is kept so as not to start from 1. */
export interface SessionSnapshot {
  readonly sequence: number;
  readonly title: string;
  readonly createdAtMs: number;
  readonly parent: SessionState['parent'];
  readonly files: readonly {
    readonly id: string;
    readonly path: string;
    readonly text: string;
    readonly version: number;
    readonly isDeleted: boolean;
  }[];
  readonly run: RunState;
  readonly runs: readonly RunSnapshot[];
  readonly races: readonly RaceSnapshot[];
}

/** The state as JSON. `restoreSnapshot` gives the same state back. */
export function takeSnapshot(state: SessionState): SessionSnapshot {
  return {
    ...state,
    files: [...state.files.values()].map((file) => ({ ...file, text: file.text.toString() })),
    runs: state.runs.map(snapshotRun),
    races: snapshotRaces(state),
  };
}

/**
 * The JSON of `takeSnapshot(state)` in pieces, each of which is made in a moment: all at once, a large session takes longer
 * than a frame of the screen.
 */
export function* snapshotPieces(state: SessionState): Generator<string, void, void> {
  let before = '{';
  for (const [name, value] of Object.entries(state)) {
    yield `${before}${JSON.stringify(name)}:`;
    before = ',';
    if (name === 'files') yield* listPieces(state.files.values(), filePieces);
    else if (name === 'runs') yield* listPieces(state.runs, jsonPiece(snapshotRun));
    else if (name === 'races') yield* listPieces(snapshotRaces(state), jsonPiece());
    else yield JSON.stringify(value);
  }
  yield '}';
}

function* listPieces<Item>(
  items: Iterable<Item>,
  piecesOf: (item: Item) => Iterable<string>,
): Generator<string, void, void> {
  let before = '[';
  for (const item of items) {
    yield before;
    before = ',';
    yield* piecesOf(item);
  }
  yield before === '[' ? '[]' : ']';
}

function* filePieces(file: FileState): Generator<string, void, void> {
  const [head, tail] = JSON.stringify({ ...file, text: '' }).split('"text":""') as [string, string];
  yield `${head}"text":"`;
  for (let from = 0; from < file.text.length;) {
    const to = file.text.lineAt(Math.min(file.text.length, from + 32_768)).to;
    yield JSON.stringify(file.text.sliceString(from, to)).slice(1, -1);
    from = to;
  }
  yield `"${tail}`;
}

function jsonPiece<Item>(shape: (item: Item) => unknown = (item) => item): (item: Item) => Iterable<string> {
  return (item) => [JSON.stringify(shape(item))];
}

/** The state that a snapshot was taken of. Trusts its origin: the log's own store or feed. */
export function restoreSnapshot(snapshot: SessionSnapshot): SessionState {
  const files = new Map(snapshot.files.map((file) => [file.id, { ...file, text: textOf(file.text) }]));
  return {
    ...snapshot,
    // Snapshots of Flint 0.1 say nothing of what has a fallback here.
    parent: snapshot.parent ?? null,
    files,
    runs: snapshot.runs.map(restoreRunRecord),
    races: restoreRaces(snapshot.races ?? [], files),
  };
}
