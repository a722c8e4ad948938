import type { RunState } from '../../lib/session/run-machine.ts';
import { isRunning } from '../../lib/session/run-machine.ts';
import { describeFailure } from '../../lib/session/words.ts';
import { words } from '../words.ts';
import type { Pending } from '../workspace/desk.ts';

/** A run as people see it. */
export interface RunAppearance {
  /** What the status says: starts with one of the words that outsiders rely on. */
  readonly text: string;
  readonly isRunning: boolean;
  /** Whether the model is at work: what glows. */
  readonly isLive: boolean;
  /** Whether Stop was pressed and the end is not here yet. */
  readonly isStopping: boolean;
  /** What a failure is called: heard here, and seen above the bar. */
  readonly reason: string | null;
  readonly tone: 'quiet' | 'live' | 'problem';
}

/** How a run looks, with what was asked of it already counted as done. */
export function describeRun(run: RunState, pending: Pending | null): RunAppearance {
  const live = (text: string): RunAppearance => ({
    text,
    isRunning: true,
    isLive: true,
    isStopping: false,
    reason: null,
    tone: 'live',
  });
  const still = (text: string): RunAppearance => ({
    text,
    isRunning: false,
    isLive: false,
    isStopping: false,
    reason: null,
    tone: 'quiet',
  });
  const stopping: RunAppearance = {
    text: words.run.stopping,
    isRunning: true,
    isLive: false,
    isStopping: true,
    reason: null,
    tone: 'quiet',
  };
  if (!isRunning(run) && pending?.kind === 'run') return live(words.run.connecting);
  if (isRunning(run) && pending && pending.kind !== 'run' && pending.runId === run.runId) {
    if (pending.kind === 'stop') return stopping;
    if (pending.attempt === run.attempt && run.status !== 'stopping') return live(words.run.redirecting);
  }
  switch (run.status) {
    case 'idle':
      return still(run.last ? words.run[run.last.outcome] : words.run.idle);
    case 'connecting':
      return live(words.run.connecting);
    case 'queued':
      return live(run.position === undefined ? words.run.queued : words.run.queuedAt(run.position));
    case 'thinking':
      return live(words.run.thinking);
    case 'writing':
      return live(words.run.writing);
    case 'paused':
      return { ...live(words.run.paused), isLive: false };
    case 'redirecting':
      return live(words.run.redirecting);
    case 'stopping':
      return stopping;
    case 'failed':
      return { ...still(words.run.failed), reason: describeFailure(run.failure).title, tone: 'problem' };
    default:
      return run satisfies never;
  }
}
