import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { FrameLine } from '../../lib/preview/frame-messages.ts';

export interface ConsoleLine extends FrameLine {
  readonly id: number;
  /** How often it came in a row. */
  readonly times: number;
}

export interface ConsoleState {
  readonly lines: readonly ConsoleLine[];
  readonly dropped: number;
}

const mostLines = 1_000;

/** The console of a preview: its latest lines. Equal lines in a row are counted, old ones are dropped. */
export function addLines(state: ConsoleState, lines: readonly FrameLine[], dropped: number): ConsoleState {
  const kept = [...state.lines];
  for (const line of lines) {
    const last = kept.at(-1);
    if (last && last.text === line.text && last.level === line.level && last.line === line.line) {
      kept[kept.length - 1] = { ...last, times: last.times + 1 };
    } else kept.push({ ...line, id: (last?.id ?? 0) + 1, times: 1 });
  }
  const over = Math.max(0, kept.length - mostLines);
  return { lines: kept.slice(over), dropped: state.dropped + dropped + over };
}

export const emptyConsole: ConsoleState = { lines: [], dropped: 0 };

export function createConsole(): StoreApi<ConsoleState> {
  return createStore<ConsoleState>(() => emptyConsole);
}
