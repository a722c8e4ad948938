import type { RunFailure, SessionEvent } from './session-event.ts';

/** The run of a session: where it stands now. `attempt` counts from 1; whatever comes from an older one is ignored. */
export type RunState =
  | { readonly status: 'idle'; readonly last: null | { readonly runId: string; readonly outcome: 'done' | 'stopped' } }
  | { readonly status: 'connecting'; readonly runId: string; readonly attempt: number; readonly sinceMs: number }
  | {
      readonly status: 'queued';
      readonly runId: string;
      readonly attempt: number;
      readonly sinceMs: number;
      readonly position?: number;
      readonly waitMs?: number;
    }
  | { readonly status: 'thinking'; readonly runId: string; readonly attempt: number; readonly sinceMs: number }
  | { readonly status: 'writing'; readonly runId: string; readonly attempt: number; readonly sinceMs: number }
  | { readonly status: 'paused'; readonly runId: string; readonly attempt: number; readonly fileId: string }
  | { readonly status: 'stopping'; readonly runId: string; readonly attempt: number; readonly revert: boolean }
  | {
      readonly status: 'redirecting';
      readonly runId: string;
      readonly attempt: number;
      readonly instruction: string;
      readonly revert: boolean;
    }
  | { readonly status: 'failed'; readonly runId: string; readonly failure: RunFailure };

/** Before the first run. */
export const idle: RunState = { status: 'idle', last: null };

/** Whether a model is at work, or on its way there or from there. */
export function isRunning(run: RunState): run is Exclude<RunState, { status: 'idle' | 'failed' }> {
  return run.status !== 'idle' && run.status !== 'failed';
}

/** Whether Stop may be asked for. */
export function canStop(run: RunState): boolean {
  return isRunning(run) && run.status !== 'stopping';
}

/** Whether the instruction may be changed now. */
export function canRedirect(run: RunState): boolean {
  return isRunning(run) && run.status !== 'stopping';
}

/** The next state of the run after an event; the same object when the event does not concern it. */
export function nextRunState(run: RunState, event: SessionEvent): RunState {
  switch (event.type) {
    case 'run-started':
      return { status: 'connecting', runId: event.runId, attempt: 1, sinceMs: event.atMs };
    case 'attempt-started':
      if (!isRunning(run) || run.runId !== event.runId || run.status === 'stopping') return run;
      return { status: 'connecting', runId: run.runId, attempt: event.attempt, sinceMs: event.atMs };
    case 'attempt-queued':
      if (!isWaiting(run, event)) return run;
      return {
        status: 'queued',
        runId: run.runId,
        attempt: run.attempt,
        sinceMs: run.sinceMs,
        ...(event.position === undefined ? {} : { position: event.position }),
        ...(event.waitMs === undefined ? {} : { waitMs: event.waitMs }),
      };
    case 'attempt-thinking':
      if (!isWaiting(run, event)) return run;
      return { status: 'thinking', runId: run.runId, attempt: run.attempt, sinceMs: event.atMs };
    case 'attempt-writing':
      if (!isWaiting(run, event)) return run;
      return { status: 'writing', runId: run.runId, attempt: run.attempt, sinceMs: event.atMs };
    case 'run-paused':
      if (run.status !== 'writing' || run.runId !== event.runId) return run;
      return { status: 'paused', runId: run.runId, attempt: run.attempt, fileId: event.fileId };
    case 'run-resumed':
      if (run.status !== 'paused' || run.runId !== event.runId) return run;
      return { status: 'writing', runId: run.runId, attempt: run.attempt, sinceMs: event.atMs };
    case 'stop-requested':
      if (!isRunning(run) || run.runId !== event.runId) return run;
      return { status: 'stopping', runId: run.runId, attempt: run.attempt, revert: event.revert };
    case 'redirect-requested':
      if (!isRunning(run) || run.runId !== event.runId || run.status === 'stopping') return run;
      return {
        status: 'redirecting',
        runId: run.runId,
        attempt: run.attempt,
        instruction: event.instruction,
        // Once one of several redirects asked to take the work back, it is taken back.
        revert: event.revert || (run.status === 'redirecting' && run.revert),
      };
    case 'run-ended':
      if (!isRunning(run) || run.runId !== event.runId) return run;
      return event.outcome === 'failed'
        ? { status: 'failed', runId: run.runId, failure: event.failure ?? { code: 'internal' } }
        : { status: 'idle', last: { runId: run.runId, outcome: event.outcome } };
    case 'session-forked':
      return isRunning(run) ? { status: 'idle', last: { runId: run.runId, outcome: 'stopped' } } : run;
    case 'session-started':
    case 'session-renamed':
    case 'version-named':
    case 'version-restored':
    case 'file-created':
    case 'file-renamed':
    case 'file-deleted':
    case 'file-restored':
    case 'text-changed':
    case 'context-chosen':
    case 'pen-moved':
    case 'prose-written':
    case 'edit-missed':
    case 'answer-unclear':
    case 'run-reverted':
    case 'run-restored':
    case 'changes-accepted':
    case 'race-started':
    case 'racer-acted':
    case 'race-stopped':
    case 'race-picked':
    case 'race-dismissed':
      return run;
    default:
      return event satisfies never;
  }
}

function isWaiting(
  run: RunState,
  event: { readonly runId: string; readonly attempt: number },
): run is Extract<RunState, { status: 'connecting' | 'queued' | 'thinking' | 'writing' }> {
  return (
    (run.status === 'connecting' || run.status === 'queued' || run.status === 'thinking' || run.status === 'writing') &&
    run.runId === event.runId &&
    run.attempt === event.attempt
  );
}
