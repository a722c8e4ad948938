import type { VisibleChange } from '../../lib/live/session-view.ts';

/**
 * Where the model's pen stood after what it wrote since the last frame. With the last of its text may come the end of
 * the run, which takes the pen away: the view goes to the end of the text all the same.
 */
export interface UnseenPen {
  /** Every change of the file that is open, by whomever. */
  follow(change: VisibleChange): void;
  /** The place, if something was written; from now on it counts as seen. */
  take(): number | null;
}

/** Starts with nothing written. */
export function createUnseenPen(): UnseenPen {
  let at: number | null = null;
  return {
    follow({ change, by, penAt }) {
      if (by?.kind === 'model' && penAt !== undefined) at = penAt;
      else if (at !== null) at = change.mapPos(at, -1);
    },
    take() {
      const taken = at;
      at = null;
      return taken;
    },
  };
}
