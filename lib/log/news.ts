import type { StoredEvent } from './event-store.ts';

/** What one process tells the others of an append. */
export interface News {
  readonly first: number;
  readonly last: number;
  /** Empty when they are too many to be carried about: whoever wants them reads the log. */
  readonly events: readonly StoredEvent[];
}

/** Above this, reading the log once in each process is cheaper than a message to all of them. */
const mostCharacters = 64_000;

/** News as a message; `process` is who tells them. */
export function encodeNews(process: string, events: readonly StoredEvent[]): string {
  const first = events[0]?.sequence;
  const last = events.at(-1)?.sequence;
  const size = events.reduce((sum, event) => sum + event.payload.length, 0);
  return JSON.stringify({ process, first, last, events: size > mostCharacters ? [] : events });
}

/** Reads a message; null when it is none of ours, or news that `ownProcess` told itself. */
export function decodeNews(message: string, ownProcess: string): News | null {
  let value: unknown;
  try {
    value = JSON.parse(message);
  } catch {
    return null;
  }
  if (!isRecord(value) || value['process'] === ownProcess) return null;
  const { first, last, events } = value;
  if (!isSequence(first) || !isSequence(last) || last < first || !Array.isArray(events)) return null;
  if (events.length === 0) return { first, last, events: [] };
  const isWhole = events.length === last - first + 1 && events.every((event, index) => isEvent(event, first + index));
  return isWhole ? { first, last, events } : null;
}

function isEvent(value: unknown, sequence: number): value is StoredEvent {
  return (
    isRecord(value) &&
    value['sequence'] === sequence &&
    typeof value['atMs'] === 'number' &&
    typeof value['type'] === 'string' &&
    typeof value['payload'] === 'string'
  );
}

function isSequence(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
