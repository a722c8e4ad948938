import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompressSync } from 'node:zlib';
import type { StoredEvent } from './event-store.ts';

/** Says how the rest is written, in the first byte: a later form gets another number. */
const form = 1;

const compress = promisify(zstdCompress);

/**
 * A block of events as few bytes. Like stands with like: what all payloads of one shape have in common is written once,
 * and of what differs every place has a column of its own, whole numbers as the difference to the one before. That is half
 * of what the same compression makes of one JSON line after another. Nothing is taken to mean anything: any payload comes
 * back letter by letter. It never holds the event loop for more than a millisecond or two.
 */
export async function packEvents(events: readonly StoredEvent[]): Promise<Uint8Array> {
  const packed = await compress(await columnsOf(events), { params: { [constants.ZSTD_c_compressionLevel]: 9 } });
  return Buffer.concat([Buffer.of(form), packed]);
}

/** The events that `packEvents` was given; `firstSequence` is the number of the first. */
export function unpackEvents(bytes: Uint8Array, firstSequence: number): readonly StoredEvent[] {
  if (bytes[0] !== form) throw new Error(`Packed events of the unknown form ${bytes[0]}`);
  return eventsFrom(zstdDecompressSync(bytes.subarray(1)).toString(), firstSequence);
}

/** What stands in a shape for a value that is in a column: a string's inside, a whole number, or anything else as it is. */
const holes = { string: '\u0001', integer: '\u0002', other: '\u0003' } as const;
const anyHole = new RegExp(`([${Object.values(holes).join('')}])`);
const betweenValues = '\u001f';

/** A property's name with its colon, a string, or a number, of JSON without spaces. */
const jsonToken = /"[^"\\]*(?:\\.[^"\\]*)*":?|-?\d[\d.eE+-]*/g;

interface Column {
  readonly isInteger: boolean;
  readonly values: string[];
  last: number;
}

/** The block as text: its shapes, which event has which, their times, and the columns in the order they are first needed. */
async function columnsOf(events: readonly StoredEvent[]): Promise<string> {
  const shapes = new Map<string, number>();
  const shapeIds: number[] = [];
  const times: number[] = [];
  const columns = new Map<string, Column>();
  let lastMs = 0;
  for (const [index, { atMs, type, payload }] of events.entries()) {
    // A block takes some milliseconds, and somebody's token may be waiting.
    if (index % 64 === 63) await new Promise<void>((resolve) => void setImmediate(resolve));
    const { shape, values } = shapeOf(type, payload);
    const id = shapes.get(shape) ?? shapes.size;
    shapes.set(shape, id);
    shapeIds.push(id);
    times.push(atMs - lastMs);
    lastMs = atMs;
    placesOf(shape).columns.forEach(({ key, isInteger }, index) => {
      const column = columns.get(key) ?? { isInteger, values: [], last: 0 };
      columns.set(key, column);
      column.values.push(written(column, values[index]!));
    });
  }
  const lines = [...columns.values()].map(({ isInteger, values }) => values.join(isInteger ? ',' : betweenValues));
  return [shapes.size, ...shapes.keys(), shapeIds.join(), times.join(), ...lines].join('\n');
}

function eventsFrom(text: string, firstSequence: number): readonly StoredEvent[] {
  const lines = text.split('\n');
  const shapeCount = Number(lines[0]);
  const shapes = lines.slice(1, 1 + shapeCount).map((shape) => ({ type: typeOf(shape), ...placesOf(shape) }));
  const shapeIds = lines[1 + shapeCount]!.split(',').map(Number);
  const times = lines[2 + shapeCount]!.split(',').map(Number);
  const columns = new Map<string, Column & { next: number }>();
  let nextLine = 3 + shapeCount;
  let atMs = 0;
  return shapeIds.map((id, index) => {
    const { type, literals, columns: places } = shapes[id]!;
    atMs += times[index]!;
    let payload = literals[0]!;
    places.forEach(({ key, isInteger, isWhole }, place) => {
      let column = columns.get(key);
      if (!column) {
        const values = lines[nextLine++]!.split(isInteger ? ',' : betweenValues);
        column = { isInteger, values, last: 0, next: 0 };
        columns.set(key, column);
      }
      const value = read(column, column.values[column.next++]!);
      payload += (isWhole ? (JSON.parse(`"${value}"`) as string) : value) + literals[place + 1]!;
    });
    return { sequence: firstSequence + index, atMs, type, payload };
  });
}

function written(column: Column, value: string): string {
  if (!column.isInteger) return value;
  const difference = Number(value) - column.last;
  column.last = Number(value);
  return String(difference);
}

function read(column: Column, value: string): string {
  if (!column.isInteger) return value;
  column.last += Number(value);
  return String(column.last);
}

/** A shape is the type as JSON and, after it, the payload with holes. */
function shapeOf(type: string, payload: string): { readonly shape: string; readonly values: readonly string[] } {
  const name = JSON.stringify(type);
  // Control characters never stand in JSON; where they do, or where a value is too large to be searched, it is taken whole.
  if (payload.length > 100_000 || hasControlCharacter(payload)) {
    return { shape: name + holes.other + holes.other, values: ['', JSON.stringify(payload).slice(1, -1)] };
  }
  const values: string[] = [];
  const template = payload.replace(jsonToken, (token) => {
    if (token.endsWith(':')) return token;
    if (token.startsWith('"')) {
      values.push(token.slice(1, -1));
      return `"${holes.string}"`;
    }
    values.push(token);
    return /^-?\d{1,15}$/.test(token) && String(Number(token)) === token ? holes.integer : holes.other;
  });
  return { shape: name + template, values };
}

function hasControlCharacter(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) < 32) return true;
  return false;
}

function typeOf(shape: string): string {
  return JSON.parse(/^"[^"\\]*(?:\\.[^"\\]*)*"/.exec(shape)![0]) as string;
}

interface Place {
  readonly key: string;
  readonly isInteger: boolean;
  /** The whole payload, as the inside of a JSON string. */
  readonly isWhole: boolean;
}

/**
 * A shape's text between its holes, and the column of each: shapes of one type share the columns of a property's values,
 * counted from its name on.
 */
function placesOf(shape: string): { readonly literals: readonly string[]; readonly columns: readonly Place[] } {
  const known = knownPlaces.get(shape);
  if (known) return known;
  const type = typeOf(shape);
  const name = JSON.stringify(type);
  const pieces = shape.slice(name.length).split(anyHole);
  const isWhole = shape.slice(name.length) === holes.other + holes.other;
  const literals = pieces.filter((_, index) => index % 2 === 0);
  let property = '';
  let count = 0;
  const columns = pieces.flatMap((piece, index): Place[] => {
    if (index % 2 === 0) {
      const named = /"([^"]*)":[^:]*$/.exec(piece)?.[1];
      if (named !== undefined) {
        property = named;
        count = 0;
      }
      return [];
    }
    return [
      {
        key: [type, property, Math.min(count++, 12), piece].join(betweenValues),
        isInteger: piece === holes.integer,
        isWhole,
      },
    ];
  });
  const places = { literals, columns };
  if (knownPlaces.size > 2_000) knownPlaces.clear();
  knownPlaces.set(shape, places);
  return places;
}

/** Sessions have the same few hundred shapes again and again. */
const knownPlaces = new Map<string, ReturnType<typeof placesOf>>();
