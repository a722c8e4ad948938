import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { isSameLine } from '../../lib/preview/console-messages.ts';
import type { ConsoleLevel, FrameLine, ShownPart } from '../../lib/preview/console-messages.ts';

export interface ConsoleLine extends FrameLine {
  readonly id: number;
  /** How often it came in a row. */
  readonly times: number;
}

/** What is known of a value that was opened. `gone`: the program's frame has let go of it. */
export type OpenedValue =
  | { readonly status: 'asking' | 'gone' }
  | { readonly status: 'open'; readonly parts: readonly ShownPart[]; readonly total: number };

export interface ConsoleState {
  readonly lines: readonly ConsoleLine[];
  readonly dropped: number;
  /** The values that stand open, by the line and the way to them in it. */
  readonly opened: ReadonlyMap<string, OpenedValue>;
  /** Groups that were opened or closed by hand, by the line that begins them. */
  readonly groups: ReadonlyMap<number, 'open' | 'closed'>;
}

/** Lines that are kept, and with them the values in them that can be opened. */
const mostLines = 2_000;

/** The console of a preview: its latest lines. Equal lines in a row are counted, old ones are dropped. */
export function addLines(state: ConsoleState, lines: readonly FrameLine[], dropped: number): ConsoleState {
  const kept = [...state.lines];
  for (const line of lines) {
    const last = kept.at(-1);
    const times = line.times ?? 1;
    if (last && isSameLine(last, line)) kept[kept.length - 1] = { ...last, times: last.times + times };
    else kept.push({ ...line, id: (last?.id ?? 0) + 1, times });
  }
  const over = Math.max(0, kept.length - mostLines);
  return { ...state, lines: kept.slice(over), dropped: state.dropped + dropped + over };
}

export const emptyConsole: ConsoleState = { lines: [], dropped: 0, opened: new Map(), groups: new Map() };

export function createConsole(): StoreApi<ConsoleState> {
  return createStore<ConsoleState>(() => emptyConsole);
}

/** Which lines a person wants to see. */
export type LevelFilter = 'all' | 'error' | 'warn' | 'log' | 'debug';

const levelsOf: Readonly<Record<LevelFilter, readonly ConsoleLevel[]>> = {
  all: ['log', 'info', 'warn', 'error', 'debug'],
  error: ['error'],
  warn: ['warn'],
  log: ['log', 'info'],
  debug: ['debug'],
};

/** The lines that are to be seen: of this level, with this text in them, and not within a closed group. */
export function shownLines(
  { lines, groups }: Pick<ConsoleState, 'lines' | 'groups'>,
  level: LevelFilter,
  search: string,
): readonly ConsoleLine[] {
  const wanted = search.trim().toLowerCase();
  if (level === 'all' && wanted === '' && !lines.some((line) => line.group)) return lines;
  let closedAt: number | null = null;
  return lines.filter((line) => {
    const depth = line.depth ?? 0;
    if (closedAt !== null && depth > closedAt) return false;
    closedAt = null;
    if (line.group && isClosed(line, groups)) closedAt = depth;
    return levelsOf[level].includes(line.level) && (wanted === '' || textForSearch(line).includes(wanted));
  });
}

/** Whether the group that a line begins is closed. */
export function isClosed(line: ConsoleLine, groups: ConsoleState['groups']): boolean {
  return (groups.get(line.id) ?? line.group) === 'closed';
}

function textForSearch({ text, path }: ConsoleLine): string {
  return `${text}\n${path ?? ''}`.toLowerCase();
}

/** Lines as text, to be taken elsewhere. */
export function copyOfLines(lines: readonly ConsoleLine[]): string {
  return lines
    .map(({ text, times, path, line, depth = 0 }) => {
      const place = path === null ? '' : `  (${path}${line === null ? '' : `:${line}`})`;
      return `${'  '.repeat(depth)}${text}${times > 1 ? `  ×${times}` : ''}${place}`;
    })
    .join('\n');
}
