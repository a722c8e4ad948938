import type { ChangeJson } from '../document/change.ts';

/** Who made a change: a person (one open page of theirs) or a model in one attempt of a run. */
export type Author =
  | { readonly kind: 'person'; readonly clientId: string }
  | { readonly kind: 'model'; readonly runId: string; readonly attempt: number };

/** Which lane a run was asked for. */
export type Lane = 'fast' | 'deep' | 'auto';

/**
 * Why a run that was asked for with `auto` got its lane. Fast: something new, only a selection, a small change. Deep: a
 * cause is asked for, the whole is reworked, it is to be planned, it is hard, it concerns everything, it has many parts, it
 * was tried and did not come out.
 */
export type LaneReason =
  | 'new-program'
  | 'selection'
  | 'small-change'
  | 'asks-why'
  | 'rework'
  | 'plan'
  | 'hard'
  | 'broad'
  | 'many-parts'
  | 'tried-before';

/** A part of a file that an instruction is about, in offsets of the version the person saw. */
export interface Selection {
  readonly fileId: string;
  readonly from: number;
  readonly to: number;
}

/** What went wrong in the program, as the person saw it who asked for it to be mended. Lines and columns count from 1. */
export interface ReportedProblem {
  readonly message: string;
  readonly path?: string;
  readonly line?: number;
  readonly column?: number;
  readonly stack?: string;
}

/** What a finished run cost and gave. Times are milliseconds; null where the run never got that far. */
export interface Receipt {
  readonly timeToFirstTokenMs: number | null;
  /** From the first token to the last. */
  readonly tokensPerSecond: number | null;
  /** Tokens of the answer: as the provider counted them, else as Flint did. */
  readonly tokens: number;
  readonly durationMs: number;
  readonly provider: string;
  /** The model that the provider says answered. */
  readonly model: string;
  /** The service tier that the provider says it gave. */
  readonly tier: string | null;
  /** The one that was asked for, where one was. */
  readonly wantedTier?: string;
  /** Tokens that still arrived from the provider after Stop. None of them reached the document. */
  readonly tokensAfterStop: number;
  readonly attempts: number;
}

/** Why a run failed, as people are told it: `code` is stable, the words are in `lib/session/words.ts`. */
export interface RunFailure {
  readonly code:
    | 'auth'
    | 'rate-limit'
    | 'quota'
    | 'overloaded'
    | 'withdrawn'
    | 'context'
    | 'refused'
    | 'invalid'
    | 'network'
    | 'stalled'
    | 'protocol'
    | 'length'
    | 'budget'
    | 'interrupted'
    | 'store-full'
    | 'store-unavailable'
    | 'internal';
  readonly retryAfterMs?: number;
  readonly model?: string;
  readonly provider?: string;
  /** The `provider/model` to ask instead, where the model is not offered any more. */
  readonly next?: string;
  /** With `budget`: which limit, and when there is more. */
  readonly spent?: SpentBudget;
}

/** A limit on a day's tokens, set by whoever runs the server, of which too little was left for a run. */
export interface SpentBudget {
  /** The session's own, or that of all sessions together. */
  readonly limit: 'session' | 'day';
  readonly leftTokens: number;
  /** What the run would have needed at least. */
  readonly neededTokens: number;
  /** When the next day begins. */
  readonly freshAtMs: number;
  /** The model was asked for as much as was left, and its answer ended there. */
  readonly isCut: boolean;
}

/** A file that a model was not shown: there was no room left for it, or it is data more than source, and came last. */
export interface LeftOutFile {
  readonly path: string;
  readonly tokens: number;
  readonly reason: 'no-room' | 'data';
}

/** What `review` says of a change: it takes a run's work in this file back (all of it or one hunk), or brings it back. */
export type ReviewMark =
  | { readonly runId: string; readonly action: 'revert' | 'restore' }
  /** `inverse` is what is left of the run in this file after the hunk is gone. */
  | { readonly runId: string; readonly action: 'revert-hunk'; readonly inverse: ChangeJson };

/**
 * Everything that can happen in a session. Names are noun-then-past. Offsets and changes hold for the file as it is
 * after all earlier events. No field is called `type`, `sequence` or `atMs`: those are the event's own place in the log.
 */
export type SessionEventBody =
  | {
      readonly type: 'session-started';
      readonly title: string;
      readonly files: readonly { readonly fileId: string; readonly path: string; readonly text: string }[];
    }
  /** The first event of a fork's own: up to here its log is the parent's. A run that was going there is not, here. */
  | {
      readonly type: 'session-forked';
      readonly parent: { readonly sessionId: string; readonly sequence: number };
      readonly title: string;
    }
  | { readonly type: 'session-renamed'; readonly title: string }
  | {
      readonly type: 'file-created';
      readonly fileId: string;
      readonly path: string;
      readonly text: string;
      readonly by: Author;
    }
  | { readonly type: 'file-renamed'; readonly fileId: string; readonly path: string; readonly by: Author }
  | { readonly type: 'file-deleted'; readonly fileId: string; readonly by: Author }
  /** A deleted file stands again as it was. */
  | { readonly type: 'file-restored'; readonly fileId: string; readonly path: string; readonly by: Author }
  | {
      readonly type: 'text-changed';
      readonly fileId: string;
      /** The file's version after this change: the number of changes it has had. */
      readonly version: number;
      readonly change: ChangeJson;
      readonly by: Author;
      /** The older version that the person saw when they made it; absent when it was the newest. */
      readonly against?: number;
      /** The sender's own name for this change, so that it knows it again. */
      readonly changeId?: string;
      readonly review?: ReviewMark;
      /** For a model's change: the pen's place after it, and the tokens of the run so far. */
      readonly penAt?: number;
      readonly tokens?: number;
    }
  | {
      readonly type: 'run-started';
      readonly runId: string;
      /** The earlier run that broke off, or was stopped, and is to be finished. */
      readonly continues?: string;
      readonly instruction: string;
      readonly selection?: Selection;
      /** What is to be mended, where that was asked for. */
      readonly problem?: ReportedProblem;
      /** The file that was open when it was asked: what is meant when the answer names none. */
      readonly openFileId?: string;
      readonly lane: Lane;
      /** The `provider/model` asked for, where one was. */
      readonly model?: string;
      readonly clientId: string;
    }
  | {
      readonly type: 'attempt-started';
      readonly runId: string;
      readonly attempt: number;
      readonly instruction: string;
      readonly provider: string;
      readonly model: string;
      /** The lane that it goes to, and for `auto` why; absent in logs of Flint 0.1. */
      readonly lane?: 'fast' | 'deep';
      readonly laneReason?: LaneReason;
      /** `reask`: some edits found no place, and the model is asked once more for those. */
      readonly reason: 'run' | 'redirect' | 'reask';
    }
  /** What was put together for the model, in tokens: as counted, or estimated where `isEstimated`. */
  | {
      readonly type: 'context-chosen';
      readonly runId: string;
      readonly attempt: number;
      /** Question and answer together, as much as the model takes; and what of it is kept for the answer. */
      readonly limitTokens: number;
      readonly answerTokens: number;
      /** The task and the instruction with what it is about, earlier turns, and the files. */
      readonly taskTokens: number;
      readonly turnTokens: number;
      readonly fileTokens: number;
      readonly isEstimated: boolean;
      readonly files: number;
      /** Those needed most first; of very many not all. */
      readonly leftOut: readonly LeftOutFile[];
      readonly leftOutCount: number;
    }
  | {
      readonly type: 'attempt-queued';
      readonly runId: string;
      readonly attempt: number;
      readonly position?: number;
      readonly waitMs?: number;
    }
  | { readonly type: 'attempt-thinking'; readonly runId: string; readonly attempt: number }
  | {
      readonly type: 'attempt-writing';
      readonly runId: string;
      readonly attempt: number;
      readonly timeToFirstTokenMs: number;
    }
  | {
      readonly type: 'pen-moved';
      readonly runId: string;
      readonly attempt: number;
      readonly fileId: string;
      readonly at: number;
    }
  | {
      readonly type: 'prose-written';
      readonly runId: string;
      readonly attempt: number;
      readonly text: string;
      readonly tokens: number;
    }
  /** A search/replace block found no place, or more than one. */
  | {
      readonly type: 'edit-missed';
      readonly runId: string;
      readonly attempt: number;
      readonly path: string;
      readonly search: string;
      readonly replacement: string;
      readonly reason: 'missing' | 'ambiguous';
    }
  | {
      readonly type: 'answer-unclear';
      readonly runId: string;
      readonly attempt: number;
      readonly code: string;
      readonly text: string;
    }
  /** The person deleted the place where the model was writing: it waits until they say to go on or to stop. */
  | { readonly type: 'run-paused'; readonly runId: string; readonly fileId: string }
  | { readonly type: 'run-resumed'; readonly runId: string }
  | { readonly type: 'stop-requested'; readonly runId: string; readonly revert: boolean; readonly clientId: string }
  | {
      readonly type: 'redirect-requested';
      readonly runId: string;
      readonly instruction: string;
      readonly revert: boolean;
      /** From here on it goes to this lane, and to the lane's own model. */
      readonly lane?: Lane;
      readonly clientId: string;
    }
  | {
      readonly type: 'run-ended';
      readonly runId: string;
      readonly outcome: 'done' | 'stopped' | 'failed';
      readonly receipt: Receipt;
      readonly failure?: RunFailure;
    }
  /** All that a run did is taken back (or brought again) by the events just before this one. */
  | { readonly type: 'run-reverted'; readonly runId: string }
  | { readonly type: 'run-restored'; readonly runId: string }
  /** A version is a run: its state right after `run-ended`. An empty name takes the name away. */
  | { readonly type: 'version-named'; readonly runId: string; readonly name: string }
  /** The files stand again as they were right after the event `moment`: made so by the events just before this one. */
  | { readonly type: 'version-restored'; readonly moment: number; readonly by: Author }
  /** The person keeps what the run changed: in one file, in one hunk, or everywhere. `inverse` is what is then still open there. */
  | {
      readonly type: 'changes-accepted';
      readonly runId: string;
      readonly fileId?: string;
      readonly inverse?: ChangeJson;
    }
  /** Several models are asked the same, each in a copy of its own of the files as they are now. */
  | {
      readonly type: 'race-started';
      readonly raceId: string;
      readonly instruction: string;
      readonly selection?: Selection;
      readonly problem?: ReportedProblem;
      readonly openFileId?: string;
      /** What each racer's run is called, here and once it is kept; and the `provider/model` that it asks. */
      readonly racers: readonly { readonly runId: string; readonly model: string }[];
      readonly clientId: string;
    }
  /** Something happened in a racer's lane (the racer is named by its run). The session's own files stay as they are. */
  | { readonly type: 'racer-acted'; readonly racer: string; readonly act: RacerAct }
  /** All racers are to be stopped. What they wrote so far can still be kept. */
  | { readonly type: 'race-stopped'; readonly raceId: string; readonly clientId: string }
  /**
   * One racer is kept: from here on it is the session's run, going on where it is. What it wrote so far comes into the
   * files by the events right after this one. The others are to be stopped.
   */
  | { readonly type: 'race-picked'; readonly raceId: string; readonly racer: string; readonly clientId: string }
  /** The race is put away, and nothing of it is kept. */
  | { readonly type: 'race-dismissed'; readonly raceId: string; readonly clientId: string };

/** What can happen in a racer's lane: all that a run does by itself, in a copy of the files that nobody else writes in. */
export type RacerAct = Extract<
  SessionEventBody,
  {
    readonly type:
      | 'attempt-started'
      | 'context-chosen'
      | 'attempt-queued'
      | 'attempt-thinking'
      | 'attempt-writing'
      | 'pen-moved'
      | 'prose-written'
      | 'edit-missed'
      | 'answer-unclear'
      | 'file-created'
      | 'file-renamed'
      | 'file-deleted'
      | 'text-changed'
      | 'run-ended';
  }
>;

/** The type's name of every event. */
export type SessionEventType = SessionEventBody['type'];

/** An event with its place in the log. Sequence numbers are 1, 2, 3, … without gaps. */
export type SessionEvent = SessionEventBody & { readonly sequence: number; readonly atMs: number };
