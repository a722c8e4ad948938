import type { ConsoleLevel, FrameLine, FrameMessage } from '../frame-messages.ts';
import { describe, format } from './describe.ts';
import type { Place } from './engine.ts';

/** Gathers what a program says and passes it on twenty times a second at most. */
export interface FrameConsole {
  say(level: ConsoleLevel, text: string, more?: { readonly thrown?: boolean; readonly place?: Place | null }): void;
  /** What was thrown and not caught, with the place that its stack names. */
  thrown(prefix: string, reason: unknown): void;
  log(level: ConsoleLevel, values: readonly unknown[], place?: Place | null): void;
}

const levels: readonly ConsoleLevel[] = ['log', 'info', 'warn', 'error', 'debug'];
const mostLines = 200;
const longestLine = 4_000;
const everyMs = 50;

/** Takes over `console`, and passes on what it is told; the browser's own tools still get everything. */
export function createConsole(post: (message: FrameMessage) => void): FrameConsole {
  let lines: FrameLine[] = [];
  let dropped = 0;
  let isWaiting = false;

  const own: FrameConsole = {
    say(level, text, { thrown = false, place = null } = {}) {
      if (lines.length >= mostLines) dropped += 1;
      else {
        const { path, line } = place ?? { path: null, line: null };
        lines.push({ level, text: text.slice(0, longestLine), thrown, path, line });
      }
      if (isWaiting) return;
      isWaiting = true;
      setTimeout(() => {
        post({ type: 'lines', lines, dropped });
        lines = [];
        dropped = 0;
        isWaiting = false;
      }, everyMs);
    },
    thrown(prefix, reason) {
      own.say('error', prefix + describe(reason), { thrown: true, place: placeOf(reason) });
    },
    log: (level, values, place = null) => own.say(level, format(values), { place }),
  };

  for (const level of levels) {
    const original = console[level].bind(console);
    console[level] = (...values: unknown[]) => {
      original(...values);
      own.log(level, values);
    };
  }
  console.clear = () => {
    lines = [];
    post({ type: 'console-cleared' });
  };
  console.table = (value: unknown) => console.log(value);
  return own;
}

/** The first place in an error's stack that is not Flint's own. */
export function placeOf(reason: unknown): Place | null {
  if (typeof reason !== 'object' || reason === null) return null;
  const stack = 'stack' in reason ? String(reason.stack) : '';
  const match = /(?:\(|at |@)([^\s()@]+):(\d+):\d+/.exec(stack);
  const [, path, line] = match ?? [];
  return path !== undefined && !path.includes('/preview/') ? { path, line: Number(line) } : null;
}
