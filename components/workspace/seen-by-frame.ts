import type { StoreApi } from 'zustand/vanilla';
import type { SessionView } from '../../lib/live/session-view.ts';

/** What a run tells of itself with every few tokens. */
const runParts: ReadonlySet<string> = new Set<keyof SessionView>([
  'sequence',
  'run',
  'turns',
  'races',
  'racing',
  'progress',
  'penFileId',
]);

/** Pages that nobody sees get no frames. */
const withoutFrameMs = 100;

type ReadableView = Pick<StoreApi<SessionView>, 'getState' | 'getInitialState' | 'subscribe'>;

/**
 * A session's view for what is drawn around the text. Where only a run's own parts changed, its listeners hear of it once,
 * behind the frame that shows the text; of everything else at once. What they read is always the newest.
 */
export function seeByFrame(
  view: ReadableView,
  afterFrame: (act: () => void) => () => void = behindFrame,
): ReadableView {
  const listeners = new Set<(now: SessionView, before: SessionView) => void>();
  let told = view.getState();
  let endWaiting: (() => void) | null = null;
  let endListening = () => {};

  function tell(): void {
    endWaiting?.();
    endWaiting = null;
    const before = told;
    told = view.getState();
    for (const listener of [...listeners]) listener(told, before);
  }

  function changed(now: SessionView, before: SessionView): void {
    if (isOfRun(now, before)) endWaiting ??= afterFrame(tell);
    else tell();
  }

  return {
    getState: view.getState,
    getInitialState: view.getInitialState,
    subscribe(listener) {
      if (listeners.size === 0) {
        told = view.getState();
        endListening = view.subscribe(changed);
      }
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        endListening();
        endWaiting?.();
        endWaiting = null;
      };
    },
  };
}

const known = new WeakMap<ReadableView, ReadableView>();

/** The one of this view that all of the page shares. */
export function seenByFrame(view: ReadableView): ReadableView {
  const seen = known.get(view) ?? seeByFrame(view);
  known.set(view, seen);
  return seen;
}

function isOfRun(now: SessionView, before: SessionView): boolean {
  return (Object.keys(now) as (keyof SessionView)[]).every((part) => now[part] === before[part] || runParts.has(part));
}

function behindFrame(act: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = setTimeout(act, withoutFrameMs);
  const frame = requestAnimationFrame(() => {
    timer = setTimeout(act);
  });
  return () => {
    clearTimeout(late);
    clearTimeout(timer);
    cancelAnimationFrame(frame);
  };
}
