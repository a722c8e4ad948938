import type { EngineName } from './preview-step.ts';
import { type Problem, readProblem } from './problem.ts';

/** What the page tells the frame, over the port that it handed to it. */
export type HostMessage =
  /** The next piece of the document. The first one begins it. */
  | { readonly type: 'write'; readonly html: string }
  /** The document is whole: the rest may run. */
  | { readonly type: 'close' }
  /** A style sheet changed; everything else stays. */
  | { readonly type: 'style'; readonly path: string; readonly css: string }
  /** Run this, or go on with it: the frame loads the engine when it has not yet. */
  | { readonly type: 'run'; readonly engine: EngineName; readonly program: unknown }
  /** End what an engine runs; the frame stays. */
  | { readonly type: 'stop' }
  /** The line that the program asked for. */
  | { readonly type: 'input'; readonly text: string }
  /** Are you there? */
  | { readonly type: 'ping' };

export type ConsoleLevel = 'log' | 'info' | 'warn' | 'error' | 'debug';

/** A line of the console. `error` of kind `thrown` was not caught by the program. */
export interface FrameLine {
  readonly level: ConsoleLevel;
  readonly text: string;
  readonly thrown: boolean;
  /** The session's path of the script, where it is known. */
  readonly path: string | null;
  readonly line: number | null;
}

/** How far an engine is with what it runs. */
export type RunState = 'loading' | 'running' | 'waiting-for-input' | 'finished';

/** What the frame tells the page. */
export type FrameMessage =
  /** Something of the document can be seen. */
  | { readonly type: 'painted' }
  /** A piece, or a program, was taken in; the next may come. */
  | { readonly type: 'wrote'; readonly tookMs: number }
  | { readonly type: 'lines'; readonly lines: readonly FrameLine[]; readonly dropped: number }
  | { readonly type: 'console-cleared' }
  /** `note` says in few words what is going on, `progress` goes from 0 to 1. */
  | { readonly type: 'state'; readonly state: RunState; readonly note: string | null; readonly progress: number | null }
  | { readonly type: 'problem'; readonly problem: Problem }
  | { readonly type: 'pong' };

const levels: readonly unknown[] = ['log', 'info', 'warn', 'error', 'debug'];
const runStates: readonly unknown[] = ['loading', 'running', 'waiting-for-input', 'finished'];
const longestNote = 200;
const longestLine = 4_000;
const mostLines = 200;

/**
 * Reads a message from the frame. Strangers' code runs there and can send anything: what is not exactly a message is
 * null, what is too long is cut.
 */
export function readFrameMessage(value: unknown): FrameMessage | null {
  if (typeof value !== 'object' || value === null || !('type' in value)) return null;
  const message = value as Record<string, unknown>;
  switch (message['type']) {
    case 'painted':
    case 'pong':
    case 'console-cleared':
      return { type: message['type'] };
    case 'wrote':
      return { type: 'wrote', tookMs: asCount(message['tookMs']) ?? 0 };
    case 'lines':
      if (!Array.isArray(message['lines'])) return null;
      return {
        type: 'lines',
        lines: message['lines'].slice(0, mostLines).flatMap((line: unknown) => readLine(line) ?? []),
        dropped: (asCount(message['dropped']) ?? 0) + Math.max(0, message['lines'].length - mostLines),
      };
    case 'state':
      return readState(message);
    case 'problem': {
      const problem = readProblem(message['problem']);
      return problem && { type: 'problem', problem };
    }
    default:
      return null;
  }
}

function readState({ state, note, progress }: Record<string, unknown>): FrameMessage | null {
  if (!runStates.includes(state)) return null;
  const share = asCount(progress);
  return {
    type: 'state',
    state: state as RunState,
    note: typeof note === 'string' && note !== '' ? note.slice(0, longestNote) : null,
    progress: share === null ? null : Math.min(1, share),
  };
}

function readLine(value: unknown): FrameLine | null {
  if (typeof value !== 'object' || value === null) return null;
  const line = value as Record<string, unknown>;
  if (!levels.includes(line['level']) || typeof line['text'] !== 'string') return null;
  return {
    level: line['level'] as ConsoleLevel,
    text: line['text'].slice(0, longestLine),
    thrown: line['thrown'] === true,
    path: typeof line['path'] === 'string' && line['path'] !== '' ? line['path'].slice(0, 300) : null,
    line: asCount(line['line']),
  };
}

function asCount(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
}
