import type { Clock } from '../base/clock.ts';
import { changeFromJson, Text } from '../document/change.ts';
import { changeBetween } from '../document/change-between.ts';
import { foldSession } from '../session/fold-session.ts';
import { currentRace, findRacer } from '../session/race.ts';
import { isRunning } from '../session/run-machine.ts';
import type { SessionEvent } from '../session/session-event.ts';
import { openReviews, type SessionState } from '../session/session-state.ts';
import { viewRaces } from './race-view.ts';
import { createRunProgress, type RunProgress } from './run-progress.ts';
import type { HunkView, SessionView, VisibleChange } from './session-view.ts';
import { viewFiles, viewHunks, viewTurns } from './view-of-state.ts';

/** What a page shows of a moment: all that the log says of it. */
export type PastView = Pick<
  SessionView,
  'title' | 'parent' | 'files' | 'run' | 'turns' | 'races' | 'racing' | 'progress' | 'penFileId' | 'sequence'
>;

/** Who shows a past session hears what changes in it, as from a live one. */
export interface PastListener {
  text(fileId: string, change: VisibleChange): void;
  anyText(fileId: string): void;
  pen(fileId: string, at: number | null): void;
  hunks(fileId: string): void;
  /** Before what the leap changes is told. */
  leap(): void;
  view(view: PastView): void;
}

/** A session as it was, moved through by the events of its log or by leaps. Nothing can be done in it. */
export interface PastSession {
  view(): PastView;
  state(): SessionState;
  textOf(fileId: string): Text;
  penAt(fileId: string): number | null;
  hunksOf(fileId: string): readonly HunkView[];
  /** The next events of the log. */
  take(events: readonly SessionEvent[]): void;
  /** Another moment. `around` tells what the state does not: what was being written there. */
  leap(state: SessionState, around: MomentAround): void;
}

/** What was going on around a moment. */
export interface MomentAround {
  /** The last events before it, for the speed of the run. */
  readonly recent: readonly SessionEvent[];
  /** The file that the run wrote anew from its beginning. */
  readonly rewrittenFileId: string | null;
}

/** Lines that differ by a leap, at most: past that it is one replacement, so that nobody waits for the rest to be found. */
export const mostDifferences = 64;
/** How often the numbers of a run are told at the most. */
const numbersEveryMs = 100;

/** Opens a session at a moment. The listener is told of what comes after it. */
export function createPastSession({
  state: first,
  around,
  listener,
  clock,
}: {
  readonly state: SessionState;
  readonly around: MomentAround;
  readonly listener: PastListener;
  readonly clock: Clock;
}): PastSession {
  let state = first;
  let progress = progressAt(around);
  let numbersAtMs = Number.NEGATIVE_INFINITY;
  let view: PastView = {
    title: state.title,
    parent: state.parent,
    files: viewFiles(state, []),
    run: state.run,
    turns: viewTurns(state, []),
    races: viewRaces(state, []),
    racing: currentRace(state),
    progress: progress?.view ?? null,
    penFileId: penFileId(),
    sequence: state.sequence,
  };

  return {
    view: () => view,
    state: () => state,
    textOf: (fileId) => state.files.get(fileId)?.text ?? Text.empty,
    penAt,
    hunksOf: hunksIn,
    take,
    leap,
  };

  function take(events: readonly SessionEvent[]): void {
    let isQuiet = true;
    for (const event of events) {
      const penBefore = state.runs.at(-1)?.pen ?? null;
      state = foldSession(state, event);
      progress = event.type === 'race-picked' ? progressAt({ recent: [event] }) : countProgress(progress, event);
      if (event.type === 'text-changed') {
        const { fileId, by } = event;
        const at = by.kind === 'model' ? penAt(fileId) : null;
        listener.text(fileId, { change: changeFromJson(event.change), by, ...(at === null ? {} : { penAt: at }) });
        listener.anyText(fileId);
        if (event.review) isQuiet = false;
      } else if (event.type === 'pen-moved') {
        listener.pen(event.fileId, penAt(event.fileId));
      } else {
        if (event.type !== 'racer-acted') isQuiet = false;
        if (event.type === 'run-ended' && penBefore) listener.pen(penBefore.fileId, null);
      }
    }
    tellView(isQuiet);
    if (!isQuiet) tellHunks();
  }

  function leap(next: SessionState, { recent, rewrittenFileId }: MomentAround): void {
    const before = state;
    state = next;
    progress = progressAt({ recent });
    listener.leap();
    for (const { id, text } of next.files.values()) {
      const change = changeBetween(before.files.get(id)?.text ?? Text.empty, text, { mostDifferences });
      if (change.empty) continue;
      listener.text(id, { change, by: null });
      listener.anyText(id);
    }
    const pen = penFileId();
    for (const { id } of state.files.values()) {
      // A pen that is told to stand at the very start has the whole file to write.
      listener.pen(id, id === pen && id === rewrittenFileId ? 0 : penAt(id));
    }
    tellView(false);
    tellHunks();
  }

  function tellView(isQuiet: boolean): void {
    const nowMs = clock.monotonicMs();
    const areNumbersDue = !isQuiet || nowMs - numbersAtMs >= numbersEveryMs;
    if (areNumbersDue) numbersAtMs = nowMs;
    view = {
      ...view,
      sequence: state.sequence,
      run: state.run,
      races: viewRaces(state, view.races),
      racing: currentRace(state),
      penFileId: penFileId(),
      ...(areNumbersDue ? { progress: progress?.view ?? null, turns: viewTurns(state, view.turns) } : {}),
      ...(isQuiet ? {} : { title: state.title, parent: state.parent, files: viewFiles(state, view.files) }),
    };
    listener.view(view);
  }

  function tellHunks(): void {
    for (const fileId of state.files.keys()) listener.hunks(fileId);
  }

  function penAt(fileId: string): number | null {
    const run = state.runs.at(-1);
    return run?.status === 'running' && run.pen?.fileId === fileId ? run.pen.at : null;
  }

  function penFileId(): string | null {
    return state.runs.at(-1)?.pen?.fileId ?? null;
  }

  function hunksIn(fileId: string): readonly HunkView[] {
    const run = state.runs.findLast((one) => openReviews(one).length > 0);
    const file = state.files.get(fileId);
    if (!run || !file || run.status === 'running' || isRunning(state.run)) return [];
    const open = openReviews(run).find(([id]) => id === fileId);
    return open ? viewHunks(open[1].review, file.text) : [];
  }

  function progressAt({ recent }: Pick<MomentAround, 'recent'>) {
    const run = state.runs.at(-1);
    const begin = recent[0];
    if (!run || run.status !== 'running') return null;
    // One that was kept in a race had begun before.
    const isFromStart = begin?.sequence === run.startSequence + 1 && !findRacer(state, run.id);
    const tokensBefore = isFromStart ? 0 : (recent.map(tokensIn).find((tokens) => tokens !== null) ?? run.tokens);
    const started = createRunProgress(run.id, run.startedAtMs, begin?.atMs ?? run.startedAtMs, tokensBefore);
    if (run.timeToFirstTokenMs !== null) started.firstToken(run.timeToFirstTokenMs);
    const view = started.view(begin?.atMs ?? run.startedAtMs);
    return recent.reduce<ReturnType<typeof countProgress>>(countProgress, { of: started, view });
  }
}

/** The speed as it was then: the events' own times are its clock. */
function countProgress(
  progress: { readonly of: RunProgress; readonly view: ReturnType<RunProgress['view']> } | null,
  event: SessionEvent,
): typeof progress {
  if (event.type === 'run-started') {
    const started = createRunProgress(event.runId, event.atMs, event.atMs);
    return { of: started, view: started.view(event.atMs) };
  }
  if (!progress) return null;
  const { of } = progress;
  if (event.type === 'attempt-started') of.attemptStarted(event.atMs);
  if (event.type === 'attempt-writing') of.firstToken(event.timeToFirstTokenMs);
  const tokens = tokensIn(event);
  if (tokens !== null) of.count(tokens, event.atMs);
  return { of, view: of.view(event.atMs) };
}

function tokensIn(event: SessionEvent | undefined): number | null {
  if (event?.type === 'prose-written') return event.tokens;
  if (event?.type === 'text-changed' && event.by.kind === 'model') return event.tokens ?? null;
  return event?.type === 'run-ended' ? event.receipt.tokens : null;
}
