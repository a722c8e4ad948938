import { consoleLimits as most, textOfPieces, textOfTable } from './console-messages.ts';
import type {
  ConsoleLevel,
  FrameLine,
  LinePiece,
  ShownPart,
  ShownTable,
  ShownValue,
  ValueType,
} from './console-messages.ts';

const levels: readonly unknown[] = ['log', 'info', 'warn', 'error', 'debug'] satisfies readonly ConsoleLevel[];
const types: readonly unknown[] = [
  'string',
  'number',
  'boolean',
  'nothing',
  'symbol',
  'function',
  'error',
  'stack',
  'element',
  'object',
  'array',
  'map',
  'set',
  'entry',
  'getter',
  'other',
] satisfies readonly ValueType[];

/** Reads a line of the console that came from strangers' code. Null when it is none; what is too long is cut. */
export function readLine(value: unknown): FrameLine | null {
  const line = asRecord(value);
  if (!line || !levels.includes(line['level'])) return null;
  const pieces = Array.isArray(line['pieces'])
    ? line['pieces'].slice(0, most.pieces).flatMap((piece: unknown) => readPiece(piece) ?? [])
    : null;
  const table = readTable(line['table']);
  const text =
    pieces && pieces.length > 0
      ? textOfPieces(pieces)
      : table
        ? textOfTable(table)
        : asText(line['text'], most.lineLength);
  if (text === null) return null;
  const depth = asCount(line['depth']) ?? 0;
  const times = asCount(line['times']) ?? 1;
  const { group } = line;
  return {
    level: line['level'] as ConsoleLevel,
    text: text.slice(0, most.lineLength),
    thrown: line['thrown'] === true,
    path: asText(line['path'], 300) || null,
    line: asCount(line['line']),
    ...(asCount(line['column']) === null ? {} : { column: asCount(line['column']) }),
    ...(typeof line['stack'] === 'string' ? { stack: line['stack'].slice(0, most.stackLength) } : {}),
    ...(pieces && pieces.length > 0 ? { pieces } : {}),
    ...(table ? { table } : {}),
    ...(depth > 0 ? { depth: Math.min(depth, most.depth) } : {}),
    ...(group === 'open' || group === 'closed' ? { group } : {}),
    ...(times > 1 ? { times } : {}),
  };
}

/** Reads the parts of a value that was opened. Null when the frame has let go of it. */
export function readParts(value: unknown): readonly ShownPart[] | null {
  if (!Array.isArray(value)) return null;
  return value.slice(0, most.parts).flatMap((part: unknown) => readPart(part, true) ?? []);
}

function readPiece(value: unknown): LinePiece | null {
  const piece = asRecord(value);
  if (!piece) return null;
  const css = asText(piece['css'], most.cssLength);
  const style = css === null || css === '' ? {} : { css };
  const shown = readValue(piece['value'], true);
  if (shown) return { value: shown, ...style };
  const text = asText(piece['text'], most.lineLength);
  return text === null ? null : { text, ...style };
}

function readValue(value: unknown, mayHaveParts: boolean): ShownValue | null {
  const shown = asRecord(value);
  if (!shown || !types.includes(shown['type'])) return null;
  const type = shown['type'] as ValueType;
  const longest = !mayHaveParts
    ? most.leafLength
    : type === 'string' || type === 'stack'
      ? most.stackLength
      : most.shortLength;
  const text = asText(shown['text'], longest);
  if (text === null) return null;
  const id = asCount(shown['id']);
  const parts = mayHaveParts && Array.isArray(shown['parts']) ? shown['parts'] : null;
  return {
    type,
    text,
    ...(parts
      ? { parts: parts.slice(0, most.previewParts).flatMap((part: unknown) => readPart(part, false) ?? []) }
      : {}),
    ...(shown['hasMore'] === true ? { hasMore: true } : {}),
    ...(id === null ? {} : { id }),
  };
}

function readPart(value: unknown, mayHaveParts: boolean): ShownPart | null {
  const part = asRecord(value);
  const shown = part ? readValue(part['value'], mayHaveParts) : null;
  if (!part || !shown) return null;
  return {
    key: asText(part['key'], most.shortLength),
    value: shown,
    ...(part['isDim'] === true ? { isDim: true } : {}),
  };
}

function readTable(value: unknown): ShownTable | null {
  const table = asRecord(value);
  if (!table || !Array.isArray(table['columns']) || !Array.isArray(table['rows'])) return null;
  const columns = table['columns']
    .slice(0, most.columns)
    .flatMap((column: unknown) => asText(column, most.shortLength) ?? []);
  return {
    columns,
    rows: table['rows'].slice(0, most.rows).flatMap((row: unknown) => {
      const read = asRecord(row);
      if (!read || !Array.isArray(read['cells'])) return [];
      const cells: readonly unknown[] = read['cells'];
      return [
        {
          name: asText(read['name'], most.shortLength) ?? '',
          cells: columns.map((_, index) => readValue(cells[index], true)),
        },
      ];
    }),
    moreRows: asCount(table['moreRows']) ?? 0,
    moreColumns: asCount(table['moreColumns']) ?? 0,
  };
}

/** The fields of a message; null for what is no object. A message that came over a port has no getters. */
function asRecord(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
}

/** A text, cut when it is too long; null for anything else. */
export function asText(value: unknown, longest: number): string | null {
  return typeof value === 'string' ? value.slice(0, longest) : null;
}

/** A number from 0; null for anything else. */
export function asCount(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
}
