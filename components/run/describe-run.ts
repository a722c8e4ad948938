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
  /** Whether the provider was asked and nothing has come of it: how long is told beside it. */
  readonly awaitsProvider: boolean;
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
    awaitsProvider: false,
    reason: null,
    tone: 'live',
  });
  const still = (text: string): RunAppearance => ({
    text,
    isRunning: false,
    isLive: false,
    isStopping: false,
    awaitsProvider: false,
    reason: null,
    tone: 'quiet',
  });
  const stopping: RunAppearance = {
    text: words.run.stopping,
    isRunning: true,
    isLive: false,
    isStopping: true,
    awaitsProvider: false,
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
      return { ...live(words.run.connecting), awaitsProvider: true };
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

/** From here on a wait is long enough to be told. */
const toldFromMs = 2_000;

/** A wait for a provider in words, or null while it is too short to speak of. Nobody knows yet what it is doing. */
export function describeWait(waitedMs: number): { readonly what: string; readonly howLong: string } | null {
  if (waitedMs < toldFromMs) return null;
  return { what: words.run.waiting, howLong: words.run.waited(Math.floor(waitedMs / 1000)) };
}
