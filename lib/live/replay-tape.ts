import type { ChangeJson } from '../document/change.ts';
import type { RunFailure, SessionEvent, SessionEventBody } from '../session/session-event.ts';

/** Two ways to count time: as it passed, or with every wait shortened to a second. */
export type TimeScale = 'real' | 'brief';

/** A place on the tape that people look for. `turn` counts the runs and races from 1. */
export type ReplayMark = { readonly sequence: number; readonly turn: number } & (
  | { readonly kind: 'turn' | 'redirect'; readonly instruction: string }
  | { readonly kind: 'race'; readonly instruction: string; readonly racers: number }
  /** A racer was kept: its `provider/model`. */
  | { readonly kind: 'pick'; readonly model: string }
  | { readonly kind: 'stop' }
  | { readonly kind: 'error'; readonly failure: RunFailure | null }
);

/** A session's log from its first event on, laid out in time. It only grows, at its end. Knows no clock and no state. */
export interface ReplayTape {
  /** The last event's number; 0 while there is none. */
  readonly length: number;
  /** Marks in the order of the log. The same array as long as none is added. */
  readonly marks: readonly ReplayMark[];
  /** Takes the next events. What is there already is passed over; a gap throws a RangeError. */
  append(events: readonly SessionEvent[]): void;
  event(sequence: number): SessionEvent | null;
  /** The events after `after` up to and with `upTo`. */
  slice(after: number, upTo: number): readonly SessionEvent[];
  /** When an event happens, from the start of the tape. */
  timeOf(sequence: number, scale: TimeScale): number;
  /** The last event that has happened by then: at least the first one. */
  sequenceAt(timeMs: number, scale: TimeScale): number;
  durationMs(scale: TimeScale): number;
  /** The number of runs and races started up to and with this event. */
  turnAt(sequence: number): number;
  /** The file that the run which goes on then writes anew from its beginning, if it does. */
  rewrittenFileAt(sequence: number): string | null;
  /** The file in which something happened last, up to and with this event. */
  fileAt(sequence: number): string | null;
  /** How much happens in each of so many equal parts of the tape. */
  density(parts: number, scale: TimeScale): readonly number[];
}

/** A wait is at most this long on the brief scale. */
const longestWaitMs = 1_000;

/** Makes an empty tape. */
export function createReplayTape(): ReplayTape {
  const events: SessionEvent[] = [];
  const times: Record<TimeScale, number[]> = { real: [], brief: [] };
  const weights: number[] = [];
  /** Places where the pen was put, and the ends of runs, after which it is nowhere. */
  const pens: { readonly sequence: number; readonly rewrittenFileId: string | null }[] = [];
  /** Where what happens goes on in another file. */
  const places: { readonly sequence: number; readonly fileId: string }[] = [];
  const turns: number[] = [];
  /** The `provider/model` of each racer, by its run. */
  const racers = new Map<string, string>();
  let marks: readonly ReplayMark[] = [];
  let latestMs = Number.NEGATIVE_INFINITY;

  function place(event: SessionEvent): void {
    const before = events.at(-1);
    // The machine's clock may have been set back: on the tape, time only goes on.
    const waitMs = before ? Math.max(0, event.atMs - latestMs) : 0;
    latestMs = Math.max(latestMs, event.atMs);
    times.real.push((times.real.at(-1) ?? 0) + waitMs);
    times.brief.push((times.brief.at(-1) ?? 0) + Math.min(waitMs, longestWaitMs));
    weights.push(weightOf(event));
    events.push(event);
    notePen(event);
    notePlace(event);
    if (event.type === 'run-started' || event.type === 'race-started') turns.push(event.sequence);
    if (event.type === 'race-started') for (const { runId, model } of event.racers) racers.set(runId, model);
    const mark = markOf(event, turns.length, racers);
    if (mark) marks = [...marks, mark];
  }

  function notePen(event: SessionEvent): void {
    if (event.type === 'pen-moved') {
      pens.push({ sequence: event.sequence, rewrittenFileId: event.at === 0 ? event.fileId : null });
    } else if (event.type === 'run-ended' || event.type === 'run-started') {
      pens.push({ sequence: event.sequence, rewrittenFileId: null });
    }
  }

  function notePlace(event: SessionEvent): void {
    if (event.type !== 'text-changed' && event.type !== 'pen-moved' && event.type !== 'file-created') return;
    const { sequence, fileId } = event;
    if (places.at(-1)?.fileId !== fileId) places.push({ sequence, fileId });
  }

  return {
    get length() {
      return events.length;
    },
    get marks() {
      return marks;
    },
    append(coming) {
      for (const event of coming) {
        if (event.sequence <= events.length) continue;
        if (event.sequence !== events.length + 1) {
          throw new RangeError(`Event ${event.sequence} does not follow event ${events.length}`);
        }
        place(event);
      }
    },
    event: (sequence) => events[sequence - 1] ?? null,
    slice: (after, upTo) => events.slice(after, upTo),
    timeOf: (sequence, scale) => times[scale][Math.min(sequence, events.length) - 1] ?? 0,
    sequenceAt: (timeMs, scale) =>
      Math.max(
        1,
        countUpTo(times[scale], timeMs, (time) => time),
      ),
    durationMs: (scale) => times[scale].at(-1) ?? 0,
    turnAt: (sequence) => countUpTo(turns, sequence, (start) => start),
    rewrittenFileAt(sequence) {
      return pens[countUpTo(pens, sequence, (pen) => pen.sequence) - 1]?.rewrittenFileId ?? null;
    },
    fileAt: (sequence) => places[countUpTo(places, sequence, (place) => place.sequence) - 1]?.fileId ?? null,
    density(parts, scale) {
      const sums = Array.from({ length: parts }, () => 0);
      const lengthMs = times[scale].at(-1) ?? 0;
      if (lengthMs === 0) return sums;
      for (const [index, timeMs] of times[scale].entries()) {
        const part = Math.min(parts - 1, Math.floor((timeMs / lengthMs) * parts));
        sums[part] = (sums[part] ?? 0) + (weights[index] ?? 0);
      }
      return sums;
    },
  };
}

/** How many of the items, which are in order, lie at or before the limit. */
function countUpTo<Item>(items: readonly Item[], limit: number, valueOf: (item: Item) => number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (valueOf(items[middle] as Item) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function markOf(event: SessionEvent, turn: number, racers: ReadonlyMap<string, string>): ReplayMark | null {
  const { sequence } = event;
  switch (event.type) {
    case 'run-started':
      return { kind: 'turn', sequence, turn, instruction: event.instruction };
    case 'redirect-requested':
      return { kind: 'redirect', sequence, turn, instruction: event.instruction };
    case 'race-started':
      return { kind: 'race', sequence, turn, instruction: event.instruction, racers: event.racers.length };
    case 'race-picked':
      return { kind: 'pick', sequence, turn, model: racers.get(event.racer) ?? '' };
    case 'race-stopped':
    case 'stop-requested':
      return { kind: 'stop', sequence, turn };
    case 'run-ended':
      return event.outcome === 'failed' ? { kind: 'error', sequence, turn, failure: event.failure ?? null } : null;
    default:
      return null;
  }
}

/** What an event counts in the picture of how much happens: the characters it puts in and takes out. */
function weightOf(event: SessionEventBody): number {
  if (event.type === 'text-changed') return sizeOf(event.change);
  if (event.type === 'racer-acted') return weightOf(event.act);
  if (event.type === 'prose-written') return event.text.length;
  return 1;
}

function sizeOf(change: ChangeJson): number {
  let size = 0;
  for (const part of change) {
    if (!Array.isArray(part)) continue;
    const [removed, ...lines] = part as [number, ...string[]];
    size += removed + lines.reduce((sum, line) => sum + line.length + 1, 0);
  }
  return size;
}
