/** How loud a line of the console is. */
export type ConsoleLevel = 'log' | 'info' | 'warn' | 'error' | 'debug';

/** Where in the session's files something happened. Lines and columns count from 1. */
export interface SourcePlace {
  readonly path: string;
  readonly line: number;
  readonly column: number | null;
}

/** What a value is, as far as it is drawn differently. */
export type ValueType =
  | 'string'
  | 'number'
  | 'boolean'
  | 'nothing'
  | 'symbol'
  | 'function'
  | 'error'
  | 'stack'
  | 'element'
  | 'object'
  | 'array'
  | 'map'
  | 'set'
  | 'entry'
  | 'getter'
  | 'other';

/** A value of the program as the console shows it: in short, with its first parts, and closed. */
export interface ShownValue {
  readonly type: ValueType;
  /** A string itself; else what it is in short: `12`, `Point`, `Array(3)`, `<button#go>`, `TypeError: no`. */
  readonly text: string;
  /** Its first parts. They have none themselves. */
  readonly parts?: readonly ShownPart[];
  /** Whether there is more than these parts. */
  readonly hasMore?: boolean;
  /** By what it is opened: the frame knows the value by it. Absent where there is nothing in it. */
  readonly id?: number;
}

/** A part of a value: a property, an item, an entry. */
export interface ShownPart {
  /** Null for an item without a name, such as one of a set. */
  readonly key: string | null;
  readonly value: ShownValue;
  /** Not among what one would go through: not enumerable, or the prototype. */
  readonly isDim?: boolean;
}

/** A piece of a line: text, perhaps in a style of its own (`%c`), or a value. */
export type LinePiece =
  | { readonly text: string; readonly css?: string }
  | { readonly value: ShownValue; readonly css?: string };

/** What `console.table` was given. A cell is null where a row has no such column. */
export interface ShownTable {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly name: string; readonly cells: readonly (ShownValue | null)[] }[];
  /** Rows and columns that were left out. */
  readonly moreRows: number;
  readonly moreColumns: number;
}

/** A line of the console. */
export interface FrameLine {
  readonly level: ConsoleLevel;
  /** All of it as plain text. */
  readonly text: string;
  /** Not caught by the program. */
  readonly thrown: boolean;
  /** The session's path of the script, where it is known, and the place in it. */
  readonly path: string | null;
  readonly line: number | null;
  readonly column?: number | null;
  /** Of what was thrown: the program's own frames. */
  readonly stack?: string;
  /** The same text in pieces, where it is more than plain text. */
  readonly pieces?: readonly LinePiece[];
  readonly table?: ShownTable;
  /** In how many groups it stands. */
  readonly depth?: number;
  /** It begins a group, which is open or closed at first. */
  readonly group?: 'open' | 'closed';
  /** How often it came in a row; once when absent. */
  readonly times?: number;
}

/** The most that one message of the frame may hold. The frame keeps to it, and the page cuts what does not. */
export const consoleLimits = {
  lines: 200,
  lineLength: 4_000,
  pieces: 50,
  cssLength: 300,
  shortLength: 1_000,
  leafLength: 200,
  stackLength: 4_000,
  parts: 100,
  previewParts: 12,
  rows: 100,
  columns: 20,
  depth: 20,
  values: 2_000,
} as const;

/** A shown value as one plain text, as it is copied and searched. */
export function textOfValue(value: ShownValue, isInside = false): string {
  if (value.type === 'string') return isInside ? `'${value.text}'` : value.text;
  const { parts } = value;
  if (!parts || value.type === 'error' || value.type === 'stack') return value.text;
  const items = parts.map((part) => textOfPart(part, value.type));
  if (value.hasMore) items.push('…');
  const name = value.text === 'Object' ? '' : value.text;
  const inside = value.type === 'array' ? `[${items.join(', ')}]` : `{${items.join(', ')}}`;
  return name === '' ? inside : `${name} ${inside}`;
}

function textOfPart({ key, value }: ShownPart, within: ValueType): string {
  const text = textOfValue(value, true);
  return key === null ? text : `${key}${within === 'map' || within === 'entry' ? ' => ' : ': '}${text}`;
}

/** The pieces of a line as one plain text. */
export function textOfPieces(pieces: readonly LinePiece[]): string {
  return pieces.map((piece) => ('value' in piece ? textOfValue(piece.value) : piece.text)).join('');
}

/** A table as plain text: a line a row, cells apart by tabs. */
export function textOfTable({ columns, rows }: ShownTable): string {
  return [
    ['', ...columns].join('\t'),
    ...rows.map(({ name, cells }) =>
      [name, ...cells.map((cell) => (cell === null ? '' : textOfValue(cell)))].join('\t'),
    ),
  ].join('\n');
}

/** Whether two lines say the same. Equal values are the same only when they are one object. */
export function isSameLine(one: FrameLine, other: FrameLine): boolean {
  return (
    one.text === other.text &&
    one.level === other.level &&
    one.depth === other.depth &&
    one.group === undefined &&
    other.group === undefined &&
    one.thrown === other.thrown &&
    (one.line === other.line || other.line === null) &&
    (one.path === other.path || other.path === null) &&
    !one.table &&
    !other.table &&
    JSON.stringify(one.pieces) === JSON.stringify(other.pieces)
  );
}
