import type { Clock } from '../base/clock.ts';
import { planPreview } from './plan-preview.ts';
import { type PreviewInput, type PreviewStep, type Shown, sourceOf } from './preview-step.ts';

export interface PreviewDriverOptions {
  readonly clock: Clock;
  /** Reads the session as it is now. Called when something is due, not per change. */
  readonly look: () => PreviewInput;
  /**
   * The session as it was before the run that goes on, asked for when what it is now cannot be shown by itself. Null
   * while that is not known yet: say `changed` when it is.
   */
  readonly lookBefore: () => PreviewInput | null;
  readonly carryOut: (step: PreviewStep) => void;
  /** Whether the frame still chews on what it was given. */
  readonly isBusy: () => boolean;
}

/** Keeps a preview at the session's heels without running after every letter. */
export interface PreviewDriver {
  /** Something changed: a text, the files, the run. Cheap; call it as often as you like. */
  changed(): void;
  /** The frame took in what it was given. */
  taken(tookMs: number): void;
  /**
   * What was given was made ready for its frame. While a model writes, the next form waits the longer the longer that took.
   * With `againInMs` it was too soon for it: in that time it is given again, as it is then.
   */
  prepared(tookMs: number, againInMs?: number): void;
  /** The frame could not be changed in place: it still shows what it showed before. */
  refused(): void;
  /** Whether anybody can see the preview. Hidden, it stands still; seen again, it catches up. */
  setVisible(isVisible: boolean): void;
  /** The session is at another moment now: what is shown is not what led there. */
  leapt(): void;
  /** Forgets what was shown and starts the program again. */
  restart(): void;
  /** The program was ended because it no longer answered: nothing is shown until it has changed and no model writes. */
  ended(): void;
  close(): void;
}

/** Between two pieces of a page being written: a frame of the screen. */
const pieceEveryMs = 16;
/** While the frame chews on what it has, it is asked so often whether it is done. */
const askEveryMs = 100;
/** A new frame waits until typing has paused this long… */
const quietMs = 200;
/** …but not longer than this. */
const patienceMs = 900;

/**
 * Drives a preview. Pieces of a page being written go out with each frame of the screen, less often when making them or
 * taking them in is slow; new frames wait for a pause in typing, but not for one in a model's writing.
 */
export function createPreviewDriver({
  clock,
  look,
  lookBefore,
  carryOut,
  isBusy,
}: PreviewDriverOptions): PreviewDriver {
  let shown: Shown | null = null;
  let isVisible = true;
  let endTimer: (() => void) | null = null;
  let changedAtMs = 0;
  /** When the first change came that is not shown yet. */
  let waitingSinceMs: number | null = null;
  let lastMs = Number.NEGATIVE_INFINITY;
  /** When the last new frame was begun. */
  let framedAtMs = Number.NEGATIVE_INFINITY;
  let costMs = 0;
  /** What is shown did not lead to what is to be shown: nothing yet, or another moment. */
  let isApart = true;
  /** What hung, while it has not changed. */
  let hung: string | null = null;

  /** What was shown before what was given last: it still is where that is refused, or came too soon. */
  let before: Shown | null = null;
  let isWaitingForFrame = false;
  let isBeingWritten = false;

  function reschedule(delayMs: number): void {
    endTimer?.();
    endTimer = null;
    schedule(delayMs);
  }

  function schedule(delayMs: number): void {
    endTimer ??= clock.schedule(Math.max(0, delayMs), () => {
      endTimer = null;
      work();
    });
  }

  function pauseMs(): number {
    return Math.max(pieceEveryMs, 5 * costMs);
  }

  function work(): void {
    if (!isVisible) return;
    const startMs = clock.monotonicMs();
    isWaitingForFrame = isBusy();
    if (isWaitingForFrame) {
      schedule(askEveryMs);
      return;
    }
    const input = isApart ? joinOn(look()) : look();
    if (!input) return;
    isBeingWritten = input.pen !== null;
    const plan = planPreview(shown, input);
    if (hung !== null && (input.pen !== null || (plan.shown && sourceOf(plan.shown) === hung))) return;
    const isNewFrame = plan.steps.some(makesFrame);
    const patienceInMs = plan.quietMs === undefined ? (waitingSinceMs ?? startMs) + patienceMs - startMs : Infinity;
    // What a model begins anew is awaited, and it does not pause; only not one frame after the other.
    const isAwaited = input.pen !== null && startMs - framedAtMs >= patienceMs && plan.steps.some(beginsProgram);
    const quietInMs = changedAtMs + (plan.quietMs ?? (isNewFrame && shown && !isAwaited ? quietMs : 0)) - startMs;
    if (Math.min(quietInMs, patienceInMs) > 0) {
      schedule(Math.min(quietInMs, patienceInMs));
      return;
    }
    hung = null;
    before = shown;
    shown = plan.shown;
    if (isApart) {
      isApart = false;
      schedule(0);
    }
    waitingSinceMs = null;
    if (isNewFrame) framedAtMs = startMs;
    for (const step of plan.steps) carryOut(step);
    lastMs = clock.monotonicMs();
    costMs = lastMs - startMs;
  }

  /** What half-written code stands on: shown first, since it says nothing for itself. */
  function joinOn(input: PreviewInput): PreviewInput | null {
    const isHeld = input.entry !== null && planPreview(null, input).steps.length === 0;
    return isHeld ? lookBefore() : input;
  }

  function changed(): void {
    changedAtMs = clock.monotonicMs();
    waitingSinceMs ??= changedAtMs;
    if (isVisible) schedule(lastMs + pauseMs() - changedAtMs);
  }

  function taken(tookMs: number): void {
    costMs = Math.max(costMs, tookMs);
    if (isWaitingForFrame) reschedule(lastMs + pauseMs() - clock.monotonicMs());
  }

  return {
    changed,
    taken,
    prepared(tookMs, againInMs = 0) {
      taken(isBeingWritten ? tookMs : 0);
      if (againInMs === 0) return;
      shown = before;
      reschedule(Math.max(againInMs, pauseMs()));
    },
    refused() {
      if (before?.kind === 'document' && shown?.kind === 'document' && shown.path === before.path) {
        shown = { ...before, mayPatch: false };
      }
      changed();
    },
    setVisible(visible) {
      if (visible === isVisible) return;
      isVisible = visible;
      if (visible) changed();
    },
    leapt() {
      isApart = true;
      changed();
    },
    restart() {
      isApart = true;
      shown = null;
      hung = null;
      changed();
    },
    ended() {
      hung = shown && sourceOf(shown);
      shown = null;
    },
    close() {
      endTimer?.();
      endTimer = null;
    },
  };
}

function beginsProgram(step: PreviewStep): boolean {
  return step.do === 'begin' || (step.do === 'run' && !step.keepsFrame);
}

function makesFrame(step: PreviewStep): boolean {
  return step.do === 'begin' || step.do === 'replace' || (step.do === 'run' && !step.keepsFrame);
}
