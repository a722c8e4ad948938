import { consoleLimits } from '../console-messages.ts';
import type { FrameMessage } from '../frame-messages.ts';
import { installConsole, type ProgramConsole } from './console.ts';
import { createLineQueue } from './line-queue.ts';
import { openValue } from './open-value.ts';
import { createValueTable } from './value-table.ts';

/** The console of this frame. */
export interface FrameConsole extends ProgramConsole {
  /** Tells what is in a value that was shown. */
  expand(id: number, from: number): void;
}

/** Takes over `console`, and passes on what it is told; the browser's own tools still get it. */
export function createFrameConsole(post: (message: FrameMessage) => void): FrameConsole {
  // The program may put others in their place.
  const timer = setTimeout.bind(window);
  const nowMs = performance.now.bind(performance);
  const table = createValueTable(consoleLimits.values);
  const queue = createLineQueue({
    nowMs,
    schedule: (delayMs, act) => void timer(act, delayMs),
    send: (lines, dropped) => post({ type: 'lines', lines, dropped }),
  });
  const own = installConsole(console, { queue, table, nowMs, cleared: () => post({ type: 'console-cleared' }) });
  return {
    ...own,
    expand(id, from) {
      const held = table.find(id);
      const { parts, total } = held ? openValue(held, from, table) : { parts: null, total: 0 };
      post({ type: 'expanded', id, from, parts, total });
    },
  };
}
