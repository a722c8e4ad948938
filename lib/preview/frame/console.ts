import { consoleLimits, textOfPieces, textOfTable, textOfValue } from '../console-messages.ts';
import type { ConsoleLevel, FrameLine, LinePiece } from '../console-messages.ts';
import { formatLine } from './format-line.ts';
import type { LineQueue } from './line-queue.ts';
import { showValue, stackOf } from './show-value.ts';
import { placeOfStack, textOfStack } from './source-place.ts';
import { tableOf } from './table-of.ts';
import type { ValueTable } from './value-table.ts';

/** Says things in the page's console, for the program and for what runs it. */
export interface ProgramConsole {
  /** A line of values, as `console.log` takes them. The place is found in the stack unless it is given. */
  log(level: ConsoleLevel, values: readonly unknown[], place?: LinePlace | null): void;
  /** A line of plain text, of Flint's own. */
  tell(level: ConsoleLevel, text: string): void;
  /** Something that was thrown and not caught; `text` is what the browser says of it. */
  thrown(reason: unknown, told?: { readonly text?: string; readonly place?: LinePlace | null }): void;
}

/** Where a line was said. */
interface LinePlace {
  readonly path: string;
  readonly line: number | null;
  readonly column?: number | null;
}

interface ConsoleParts {
  readonly queue: LineQueue;
  readonly table: ValueTable;
  readonly nowMs: () => number;
  /** The program cleared its console. */
  readonly cleared: () => void;
}

type Call = (...values: unknown[]) => void;

/**
 * Puts our own methods into a `console`. What is said goes to the page, and to the browser's own console as before, unless
 * it is a line of a flood that nobody gets to see.
 */
export function installConsole(target: Console, parts: ConsoleParts): ProgramConsole {
  const { queue, table, nowMs, cleared } = parts;
  const counts = new Map<string, number>();
  const timers = new Map<string, number>();
  let depth = 0;

  function line(level: ConsoleLevel, pieces: readonly LinePiece[], more: Partial<FrameLine> = {}): FrameLine {
    const isPlain = pieces.every((piece) => 'text' in piece && piece.css === undefined);
    return {
      level,
      text: isPlain ? textOfPieces(pieces).slice(0, consoleLimits.lineLength) : '',
      thrown: false,
      path: null,
      line: null,
      ...(isPlain ? {} : { pieces: pieces.slice(0, consoleLimits.pieces) }),
      ...(depth > 0 ? { depth: Math.min(depth, consoleLimits.depth) } : {}),
      ...more,
    };
  }

  function say(level: ConsoleLevel, values: readonly unknown[], place?: LinePlace | null): boolean {
    const trace = place === undefined ? new Error() : null;
    return queue.add((isFlood) => {
      const at = trace ? (isFlood ? null : placeOfStack(trace.stack ?? '')) : (place ?? null);
      return line(level, formatLine(values, table), placeFields(at));
    });
  }

  /** Replaces a method; `act` says whether the browser's own console is told as well. */
  function replace(name: keyof Console, act: (values: unknown[]) => boolean): void {
    const original = target[name] as Call | undefined;
    const own: Call = (...values) => {
      if (act(values)) original?.apply(target, values);
    };
    Object.defineProperty(target, name, { value: own, writable: true, configurable: true, enumerable: true });
  }

  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    replace(level, (values) => say(level, values));
  }
  replace('dirxml', (values) => say('log', values));
  replace('dir', ([value]) => {
    const trace = new Error();
    return queue.add(() =>
      line('log', [{ value: showValue(value, table) }], placeFields(placeOfStack(trace.stack ?? ''))),
    );
  });
  replace('trace', (values) => {
    const stack = new Error().stack ?? '';
    return queue.add(() => {
      const pieces = formatLine(values.length === 0 ? ['Trace'] : values, table);
      const frames = { value: { type: 'stack' as const, text: textOfStack(stack) } };
      return line('log', [...pieces, { text: '\n' }, frames], placeFields(placeOfStack(stack)));
    });
  });
  replace('table', (values) => {
    const shown = tableOf(values[0], values[1], table);
    if (!shown) return say('log', values.slice(0, 1));
    const place = placeOfStack(new Error().stack ?? '');
    return queue.add(() =>
      line('log', [], {
        text: textOfTable(shown).slice(0, consoleLimits.lineLength),
        table: shown,
        ...placeFields(place),
      }),
    );
  });
  replace('assert', ([holds, ...values]) => {
    if (holds) return false;
    const [first, ...rest] = values;
    const text = typeof first === 'string' ? [`Assertion failed: ${first}`, ...rest] : ['Assertion failed', ...values];
    return say('error', text);
  });
  replace('count', ([label]) => {
    const name = labelOf(label);
    counts.set(name, (counts.get(name) ?? 0) + 1);
    return say('log', [`${name}: ${counts.get(name)}`.replaceAll('%', '%%')]);
  });
  replace('countReset', ([label]) => counts.delete(labelOf(label)));
  replace('time', ([label]) => {
    const name = labelOf(label);
    if (timers.has(name)) return say('warn', [`There is a timer “${name}” already.`.replaceAll('%', '%%')]);
    timers.set(name, nowMs());
    return true;
  });
  for (const name of ['timeLog', 'timeEnd'] as const) {
    replace(name, ([label, ...values]) => {
      const timer = labelOf(label);
      const startedMs = timers.get(timer);
      if (startedMs === undefined) return say('warn', [`There is no timer “${timer}”.`.replaceAll('%', '%%')]);
      if (name === 'timeEnd') timers.delete(timer);
      return say('log', [`${timer}: ${Number((nowMs() - startedMs).toFixed(3))} ms`.replaceAll('%', '%%'), ...values]);
    });
  }
  for (const [name, group] of [
    ['group', 'open'],
    ['groupCollapsed', 'closed'],
  ] as const) {
    replace(name, (values) => {
      const place = placeOfStack(new Error().stack ?? '');
      const heading = line('log', formatLine(values.length === 0 ? ['console.group'] : values, table), {
        group,
        ...placeFields(place),
      });
      depth += 1;
      return queue.add(() => heading);
    });
  }
  replace('groupEnd', () => {
    depth = Math.max(0, depth - 1);
    return true;
  });
  replace('clear', () => {
    queue.clear();
    table.clear();
    depth = 0;
    cleared();
    return true;
  });

  return {
    log: say,
    tell: (level, text) => void queue.add(() => line(level, [{ text }])),
    thrown(reason, { text, place } = {}) {
      const stack = typeof reason === 'object' && reason !== null ? stackOf(reason) : '';
      queue.add(() => {
        const shown = typeof reason === 'string' || reason === undefined ? null : showValue(reason, table);
        const said = text ?? (shown ? textOfValue(shown) : String(reason));
        const pieces: LinePiece[] = shown?.id === undefined ? [{ text: said }] : [{ value: { ...shown, text: said } }];
        const at = place ?? placeOfStack(stack);
        return line('error', pieces, { thrown: true, ...placeFields(at), ...(stack === '' ? {} : { stack }) });
      });
    },
  };
}

function labelOf(label: unknown): string {
  if (typeof label === 'string') return label.slice(0, 100);
  return typeof label === 'number' || typeof label === 'boolean' ? String(label) : 'default';
}

function placeFields(place: LinePlace | null): Pick<FrameLine, 'path' | 'line' | 'column'> {
  if (!place) return { path: null, line: null };
  const { path, line, column } = place;
  return { path, line, ...(column === undefined ? {} : { column }) };
}
