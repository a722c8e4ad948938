import type { Change } from '../../lib/document/change.ts';

/**
 * Changes that the session already has and the screen does not show yet. Monaco is painted once a frame, and a person
 * may type between two paints, into a text that is older than the session's: this keeps the two in step.
 * Knows no Monaco and no clock.
 */
export interface PaintQueue {
  /** Something changed the session's text; it shows with the next paint. */
  push(change: Change): void;
  /**
   * The person typed `change` into the painted text. Returns the same for the session's text; what waits is moved over
   * it. Where both insert at one place the typed text comes first, because the cursor stays before what is painted
   * there: so the result does not depend on when the paint happens.
   */
  type(change: Change): Change;
  /** All that waits as one change of the painted text, or null; it counts as painted from now on. */
  take(): Change | null;
  readonly isEmpty: boolean;
}

/** Makes an empty queue: the painted text and the session's are the same. */
export function createPaintQueue(): PaintQueue {
  let waiting: Change[] = [];
  const compose = (): Change | null => {
    if (waiting.length > 1) waiting = [composeAll(waiting, 0, waiting.length)];
    return waiting[0] ?? null;
  };
  return {
    push(change) {
      if (!change.empty) waiting.push(change);
    },
    type(change) {
      const queued = compose();
      if (!queued) return change;
      waiting = [queued.map(change)];
      return change.map(queued, true);
    },
    take() {
      const queued = compose();
      waiting = [];
      return queued;
    },
    get isEmpty() {
      return waiting.length === 0;
    },
  };
}

// In halves: one after the other would copy what is already composed once per change.
function composeAll(changes: readonly Change[], from: number, to: number): Change {
  if (to - from === 1) return changes[from]!;
  const middle = (from + to) >> 1;
  return composeAll(changes, from, middle).compose(composeAll(changes, middle, to));
}
