import type { Change, Text } from '../document/change.ts';
import type { Review } from '../document/run-review.ts';
import { idle, type RunState } from './run-machine.ts';
import type {
  Lane,
  LaneReason,
  Receipt,
  ReportedProblem,
  RunFailure,
  Selection,
  SessionEventBody,
} from './session-event.ts';

/** A file of the session. Its id stays when its path changes. A deleted file is kept, so that it can come back. */
export interface FileState {
  readonly id: string;
  readonly path: string;
  readonly text: Text;
  /** The number of changes the text has had. */
  readonly version: number;
  readonly isDeleted: boolean;
}

/** What a run did to one file: how to take it back or, once taken back, how to bring it again. */
export interface FileReview {
  readonly review: Review;
  /** Set while the run's work in this file is taken back: the change that brings it again. */
  readonly restore: Change | null;
  /** The person keeps it: nothing is left to decide, though it can still be taken back with the whole run. */
  readonly isAccepted: boolean;
}

/** What a model was shown of the session, and what not. */
export type ContextUse = Omit<
  Extract<SessionEventBody, { readonly type: 'context-chosen' }>,
  'type' | 'runId' | 'attempt'
>;

/** One instruction of a run: the first and each redirect. */
export interface RunInstruction {
  readonly text: string;
  readonly atMs: number;
  readonly kind: 'run' | 'redirect' | 'revert-and-redirect';
}

/** A search/replace block that found no place. */
export interface MissedEdit {
  readonly path: string;
  readonly search: string;
  readonly replacement: string;
  readonly reason: 'missing' | 'ambiguous';
}

/** A run from its start to its receipt, and what it did to the files. */
export interface RunRecord {
  readonly id: string;
  readonly clientId: string;
  /** The run that it goes on with, where that had broken off or was stopped. */
  readonly continues: string | null;
  readonly lane: Lane;
  /** Where its newest attempt went, and for `auto` why; null before the first. */
  readonly chosenLane: { readonly lane: 'fast' | 'deep'; readonly reason: LaneReason | null } | null;
  /** What its newest attempt was shown; null before the first, and for runs of Flint 0.1. */
  readonly context: ContextUse | null;
  readonly instructions: readonly RunInstruction[];
  readonly selection: Selection | null;
  /** What it is to mend. */
  readonly problem: ReportedProblem | null;
  readonly openFileId: string | null;
  readonly startedAtMs: number;
  readonly status: 'running' | 'done' | 'stopped' | 'failed';
  readonly attempt: number;
  readonly provider: string | null;
  readonly model: string | null;
  readonly prose: string;
  readonly notes: readonly { readonly code: string; readonly text: string }[];
  /** The misses of the last attempt. */
  readonly missed: readonly MissedEdit[];
  /** Tokens so far. */
  readonly tokens: number;
  readonly timeToFirstTokenMs: number | null;
  readonly receipt: Receipt | null;
  readonly failure: RunFailure | null;
  readonly pen: { readonly fileId: string; readonly at: number } | null;
  readonly reviews: ReadonlyMap<string, FileReview>;
  /** Files it made, deleted and renamed, for taking that back. */
  readonly created: readonly string[];
  readonly deleted: readonly string[];
  readonly renamed: readonly { readonly fileId: string; readonly from: string; readonly to: string }[];
  readonly isReverted: boolean;
  /** The sequence of its `run-started`, and of its `run-ended`, once it has ended: the moment that is its version. */
  readonly startSequence: number;
  readonly endSequence: number | null;
  /** What a person called its version. */
  readonly name: string | null;
}

/** One model of a race, writing in its own copy of the files. */
export interface Racer {
  /** The `provider/model` that was asked for. */
  readonly model: string;
  /** Its copy; empty once the race is over. */
  readonly files: ReadonlyMap<string, FileState>;
  readonly run: RunState;
  /** Its run's figures stay when the race is over; what it did to the files does not. */
  readonly record: RunRecord;
  /** The file that it writes anew from its beginning, if it does. */
  readonly rewrittenFileId: string | null;
  /** When its first token came, and when it last did something; that is its end, once it has ended. */
  readonly writingSinceMs: number | null;
  readonly lastAtMs: number;
}

/** A race from its start on. `over` is null until one racer was kept, or none. */
export interface Race {
  readonly id: string;
  readonly clientId: string;
  readonly instruction: string;
  readonly startedAtMs: number;
  readonly startSequence: number;
  readonly racers: readonly Racer[];
  /** The files as all racers found them; empty once the race is over. */
  readonly base: ReadonlyMap<string, FileState>;
  /** What was done meanwhile to the session's own files of those, each as one change. */
  readonly since: ReadonlyMap<string, Change>;
  readonly over: null | {
    /** The run that was kept. */
    readonly kept: string | null;
    readonly atMs: number;
    readonly sequence: number;
  };
}

/** All that the log says about a session, as a value. The same events give the same state everywhere. */
export interface SessionState {
  /** The last event folded in. */
  readonly sequence: number;
  readonly title: string;
  readonly createdAtMs: number;
  /** The moment of another session that this one was forked at. */
  readonly parent: { readonly sessionId: string; readonly sequence: number } | null;
  /** By file id, in the order they were made. */
  readonly files: ReadonlyMap<string, FileState>;
  readonly run: RunState;
  /** Oldest first. */
  readonly runs: readonly RunRecord[];
  /** Oldest first. Only the last one can be going on. */
  readonly races: readonly Race[];
}

/** A session before its first event. */
export const emptySession: SessionState = {
  sequence: 0,
  title: '',
  createdAtMs: 0,
  parent: null,
  files: new Map(),
  run: idle,
  runs: [],
  races: [],
};

/** How many of the newest runs can still be taken back; older ones only through the versions. */
export const revertableRuns = 20;

/** The files that are there, in the order they were made. */
export function presentFiles(state: SessionState): FileState[] {
  return [...state.files.values()].filter((file) => !file.isDeleted);
}

/** The file that stands at this path now. */
export function fileAtPath(state: Pick<SessionState, 'files'>, path: string): FileState | null {
  for (const file of state.files.values()) if (!file.isDeleted && file.path === path) return file;
  return null;
}

/** The run with this id. */
export function findRun(state: SessionState, runId: string): RunRecord | null {
  return state.runs.findLast((run) => run.id === runId) ?? null;
}

/** The files of a run whose changes are neither kept nor taken back. */
export function openReviews(run: RunRecord): [fileId: string, review: FileReview][] {
  if (run.isReverted) return [];
  return [...run.reviews].filter(
    ([, { review, restore, isAccepted }]) => !isAccepted && !restore && !review.inverse.empty,
  );
}
