import type { ProposalListener, ProposalWish } from './ask-proposal.ts';
import type { StoreApi } from 'zustand/vanilla';
import type { Change, Text } from '../document/change.ts';
import type { Author, Lane, Receipt, ReportedProblem, RunFailure, SessionEvent } from '../session/session-event.ts';
import type { RunState } from '../session/run-machine.ts';
import type { Race, RunRecord, SessionState } from '../session/session-state.ts';
import type { RaceView } from './race-view.ts';
import type { UnsentChanges } from './unsent-changes.ts';

/** A file as lists and tabs show it. Its text is not here: see `SessionClient.textOf`. */
export interface FileView {
  readonly id: string;
  readonly path: string;
}

/** One instruction within a run: the first one, and each redirect. */
export interface InstructionView {
  readonly text: string;
  readonly atMs: number;
  readonly kind: 'run' | 'redirect' | 'revert-and-redirect';
}

/** A run as the history shows it: what was asked, what the model said beside the code, how it ended. */
export interface TurnView {
  readonly runId: string;
  readonly instructions: readonly InstructionView[];
  readonly selection: null | { readonly fileId: string };
  /** The model's words beside the code, as Markdown. */
  readonly prose: string;
  /** What in the answer was not understood or found no place, in plain words. */
  readonly notes: readonly string[];
  readonly status: 'running' | 'done' | 'stopped' | 'failed';
  readonly failure: RunFailure | null;
  readonly receipt: Receipt | null;
  readonly startedAtMs: number;
  /** The sequence of its first event. */
  readonly startSequence: number;
  readonly provider: string | null;
  readonly model: string | null;
  /** Where it went, and for `auto` why; null before it was asked, and for runs of Flint 0.1. */
  readonly lane: RunRecord['chosenLane'];
  /** What its model was shown, and what was left out; null before it was asked, and for runs of Flint 0.1. */
  readonly context: RunRecord['context'];
  /** The moment right after it, which is its version; null while it runs, and for runs of Flint 0.1. */
  readonly endSequence: number | null;
  /** What a person called its version. */
  readonly name: string | null;
  /** `applied`: its changes stand; `reverted`: taken back, can be brought back; `none`: it changed nothing. */
  readonly changes: 'applied' | 'reverted' | 'none';
  /** Files it changed that are neither accepted nor reverted yet, with the number of hunks (0 while it is still writing). */
  readonly open: readonly { readonly fileId: string; readonly hunks: number }[];
}

/** How fast the run is now. Updated a few times a second at most. */
export interface ProgressView {
  readonly runId: string;
  readonly tokens: number;
  /** Over the last second; null before there is enough to say. */
  readonly tokensPerSecond: number | null;
  /** Tokens per second of the last up to 40 steps of 250 ms, oldest first: for the sparkline. */
  readonly samples: readonly number[];
  readonly timeToFirstTokenMs: number | null;
  readonly startedAtMs: number;
}

/**
 * `draft`: nothing was sent yet, the session has no address; `connecting`: first load; `live`; `reconnecting`: the
 * network or the server is away, typing goes on; `offline`: the same, and this machine has no network; `lost`: the
 * session cannot be reached at all (it is gone).
 */
export type Connection = 'draft' | 'connecting' | 'live' | 'reconnecting' | 'offline' | 'lost';

/** Somebody else who has the session open now. */
export interface PersonView {
  readonly clientId: string;
  /** What they call themselves; may be empty. */
  readonly name: string;
  readonly role: 'editor' | 'viewer';
  /** The file their caret is in; null for who has none. */
  readonly fileId: string | null;
}

/** Where somebody else's caret is (`to`), and where their selection began (`from`), in offsets of the text as it is seen here. */
export interface CaretView {
  readonly clientId: string;
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** Something a person should be told, in plain words, until they dismiss it or it no longer holds. */
export interface NoticeView {
  readonly id: number;
  readonly tone: 'info' | 'problem';
  readonly text: string;
  /** Text of the person's that could not be applied, offered for copying. */
  readonly rescued?: string;
}

/** A hunk of a run's work in one file, in lines and offsets of the text as the person sees it. */
export interface HunkView {
  readonly index: number;
  readonly from: number;
  readonly to: number;
  /** First and last line it covers now, from 1; for a pure removal the line before which text was removed, twice. */
  readonly fromLine: number;
  readonly toLine: number;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly removed: string;
}

/** What the page shows of a session, all but the text. One zustand store per open session; read it with selectors. */
export interface SessionView {
  readonly sessionId: string | null;
  readonly title: string;
  /** The moment of another session that this one was forked at. */
  readonly parent: SessionState['parent'];
  readonly canEdit: boolean;
  readonly connection: Connection;
  readonly files: readonly FileView[];
  readonly run: RunState;
  readonly turns: readonly TurnView[];
  /** Oldest first; only the last one can be on. */
  readonly races: readonly RaceView[];
  /** The race that is on, with its racers' text and numbers: another object with every token. */
  readonly racing: Race | null;
  readonly progress: ProgressView | null;
  /** The file the model is writing in now, or wrote in last within this run. */
  readonly penFileId: string | null;
  readonly notices: readonly NoticeView[];
  /** Everybody else who is here, editors first; of a crowd, not all. */
  readonly people: readonly PersonView[];
  /** How many are here with edit rights and without, oneself included; both 0 before the server has told. */
  readonly editors: number;
  readonly viewers: number;
  /** The edit link that this page came with is not valid any more. */
  readonly isWithdrawn: boolean;
  /** Number of commands that were typed but not yet acknowledged by the server. */
  readonly unsent: number;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** The last applied sequence number. */
  readonly sequence: number;
}

/** A change to the visible text of a file that this page's person did not just type: the model's, another person's, an undo. */
export interface VisibleChange {
  readonly change: Change;
  /** Null for what this page did itself by other means than typing (undo, revert, a refused edit taken out). */
  readonly by: Author | null;
  /** The pen's offset after the change, for a model's change. */
  readonly penAt?: number;
}

/** How a command went. `refused` carries plain words; what was typed stays with the caller. */
export type CommandOutcome =
  | { readonly status: 'done' }
  | { readonly status: 'refused'; readonly code: string; readonly text: string };

/**
 * An open session in a page: what it shows, its text, and what a person can do in it. Everything a person types is
 * applied here at once and sent after; everything else comes from the log. React reads `view`; Monaco is driven by
 * `listenToText` and `editText`.
 */
export interface SessionClient {
  readonly clientId: string;
  readonly view: StoreApi<SessionView>;

  /** The text of a file as the person sees it now (an empty text for an unknown file). */
  textOf(fileId: string): Text;
  /** What the person typed, already visible to them. Makes the session when there is none yet. */
  editText(fileId: string, change: Change): void;
  /** What is typed from here on is undone apart from what was typed before. */
  endUndoStep(): void;
  /**
   * Asks what the person, who paused there, is likely to write next. It is for them alone; nothing of it is in the session.
   * Makes the session when there is none yet. Returns what calls it off; null for who only watches.
   */
  propose(wish: ProposalWish, listener: ProposalListener): (() => void) | null;
  /** Changes that did not come through `editText`, one by one, in order, as they arrive. Returns what ends it. */
  listenToText(fileId: string, listener: (change: VisibleChange) => void): () => void;
  /** Any text, any file, also what was typed: for the preview. Calls at most once per change, without the text. */
  listenToAnyText(listener: (fileId: string) => void): () => void;
  /** The pen: where the model writes now, in visible offsets; null when it is not in this file or no run goes on. */
  penAt(fileId: string): number | null;
  /** The pen moved without writing (a search found its place), or left. */
  listenToPen(listener: (fileId: string, at: number | null) => void): () => void;
  /** The hunks of the latest run with open changes in this file; empty while the run still writes. */
  hunksOf(fileId: string): readonly HunkView[];
  /** Hunks may have changed: a run ended, a hunk was taken or reverted, text moved. */
  listenToHunks(listener: (fileId: string) => void): () => void;

  startRun(run: {
    readonly instruction: string;
    readonly selection?: { readonly fileId: string; readonly from: number; readonly to: number };
    /** What went wrong in the program, for a run that is to mend it. */
    readonly problem?: ReportedProblem;
    readonly lane?: Lane;
    readonly openFileId?: string;
    readonly model?: string;
  }): Promise<CommandOutcome>;
  /** Asks again for what this run was asked last, to be finished from where it broke off. */
  continueRun(continuing: {
    readonly runId: string;
    readonly lane?: Lane;
    readonly model?: string;
  }): Promise<CommandOutcome>;
  /** Asks several models (`provider/model` each) the same, side by side. */
  startRace(race: {
    readonly instruction: string;
    readonly selection?: { readonly fileId: string; readonly from: number; readonly to: number };
    readonly openFileId?: string;
    readonly models: readonly string[];
  }): Promise<CommandOutcome>;
  /** Keeps a racer, named by its run, and stops the others. */
  pickRacer(runId: string): Promise<CommandOutcome>;
  /** With `lane` it is handed over to that lane, with all that is written. */
  redirectRun(redirect: {
    readonly instruction: string;
    readonly revert?: boolean;
    readonly lane?: Lane;
  }): Promise<CommandOutcome>;
  /** Stops the run, or all racers. A race with `revert`, or in which nobody writes any more, is put away. */
  stopRun(stop?: { readonly revert?: boolean }): Promise<CommandOutcome>;
  /** Goes on after `run-paused`. */
  resumeRun(): Promise<CommandOutcome>;
  /** Takes back all that a run changed, keeping what people typed meanwhile. */
  revertRun(runId: string): Promise<CommandOutcome>;
  /** Brings a reverted run's changes back. */
  restoreRun(runId: string): Promise<CommandOutcome>;
  /** Keeps a run's changes for good: everywhere, in one file, or one hunk of it. */
  acceptChanges(accept: {
    readonly runId: string;
    readonly fileId?: string;
    readonly hunk?: number;
  }): Promise<CommandOutcome>;
  /** Takes back a run's changes in one file, or one hunk of it. */
  revertChanges(revert: {
    readonly runId: string;
    readonly fileId: string;
    readonly hunk?: number;
  }): Promise<CommandOutcome>;

  /** Takes back this person's last step, or the last run if nothing was typed since it ended. Returns the file it happened in. */
  undo(): { readonly fileId: string | null } | null;
  redo(): { readonly fileId: string | null } | null;

  /** Gives the version that a run made a name; an empty one takes it away. */
  nameVersion(runId: string, name: string): Promise<CommandOutcome>;
  /** Makes the files stand again as they were right after this event. What stands now stays in the log. */
  restoreVersion(sequence: number): Promise<CommandOutcome>;
  /** What the log says up to `view.sequence`, without what was typed here and is on its way. */
  confirmed(): SessionState;
  /** The events of the log as they are taken in. After a reconnect some may be missing: their numbers tell. */
  listenToEvents(listener: (events: readonly SessionEvent[]) => void): () => void;
  /** The person went to another moment of the session. What was known of the writing there is of no use here. */
  listenToLeaps(listener: () => void): () => void;
  /** The session as it was right after this event; null when it cannot be had. */
  stateAt(sequence: number): Promise<SessionState | null>;
  /** The secret that lets others edit too; null for who only watches, and for a draft. */
  editToken(): string | null;

  /** Withdraws all edit links there are, and makes a new one, which this page goes on with. */
  renewEditToken(): Promise<CommandOutcome>;

  /** Other people's carets in a file. */
  caretsIn(fileId: string): readonly CaretView[];
  /** Carets came, went or were moved by their people. That text moved under them is not told. */
  listenToCarets(listener: () => void): () => void;
  /** Shows the others where this person is (`to`) and what they selected from there, in visible offsets; null for nowhere. Costs nothing while nobody else is here. */
  showCaret(caret: { readonly fileId: string; readonly from: number; readonly to: number } | null): void;
  /** What this person is called, for the others. */
  callMyself(name: string): void;
  /** What was typed and is not confirmed yet, to be kept over a reload; null when there is nothing. See `UnsentChanges`. */
  unsentChanges(): UnsentChanges | null;

  createFile(path: string, text?: string): Promise<CommandOutcome>;
  renameFile(fileId: string, path: string): Promise<CommandOutcome>;
  deleteFile(fileId: string): Promise<CommandOutcome>;
  renameSession(title: string): Promise<CommandOutcome>;
  /** Tells this person something, until they put it away. */
  notify(notice: { readonly tone: 'info' | 'problem'; readonly text: string }): void;
  dismissNotice(id: number): void;

  /** Ends the feed and all timers. */
  close(): void;
}

/** What a program is shown from: the part of a session that says what is in its files and who writes there. */
export interface ProgramView {
  readonly files: readonly FileView[];
  readonly run: RunState;
  readonly turns: readonly Pick<TurnView, 'runId' | 'startSequence' | 'changes'>[];
  readonly penFileId: string | null;
}

/** A session, or a racer's copy of one, as something that can be shown. See `SessionClient` for what each promises. */
export interface ProgramSource extends Pick<
  SessionClient,
  'textOf' | 'penAt' | 'listenToAnyText' | 'listenToPen' | 'listenToLeaps' | 'stateAt'
> {
  readonly view: {
    getState(): ProgramView;
    subscribe(listener: (now: ProgramView, before: ProgramView) => void): () => void;
  };
}
