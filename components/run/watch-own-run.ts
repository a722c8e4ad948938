import type { StoreApi } from 'zustand/vanilla';
import type { RunState } from '../../lib/session/run-machine.ts';

/**
 * Tells of each run that was asked for in this page, as soon as the page knows it, until the function returned is called. A
 * run may be over by then: what comes after the asking is that run, however soon it fails.
 */
export function watchOwnRun(
  view: Pick<StoreApi<{ readonly run: RunState }>, 'getState' | 'subscribe'>,
  desk: Pick<StoreApi<{ readonly pending: { readonly kind: string } | null }>, 'subscribe'>,
  onRun: (runId: string | null) => void,
): () => void {
  /** The run that there was when one was asked for. */
  let before: { readonly runId: string | null } | null = null;
  const endDesk = desk.subscribe(({ pending }) => {
    const runId = runIdOf(view.getState().run);
    if (pending?.kind === 'run') before ??= { runId };
    // It was refused: no run has come of it.
    else if (before?.runId === runId) before = null;
  });
  const endView = view.subscribe(({ run }) => {
    const runId = runIdOf(run);
    if (!before || runId === before.runId) return;
    before = null;
    onRun(runId);
  });
  return () => {
    endDesk();
    endView();
  };
}

function runIdOf(run: RunState): string | null {
  return run.status === 'idle' ? (run.last?.runId ?? null) : run.runId;
}
