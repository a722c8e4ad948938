import { type Result, ok, refuse } from '../base/result.ts';
import type { EventDraft } from '../log/event-log.ts';
import { encodeEvent } from '../session/event-codec.ts';
import { foldSession } from '../session/fold-session.ts';
import type { SessionEvent, SessionEventBody, SessionEventType } from '../session/session-event.ts';
import { emptySession, type SessionState } from '../session/session-state.ts';
import { checkEvent } from './check-event.ts';
import { eventFields } from './event-fields.ts';

/** Why a log was not taken: at which line, counted from 1, and what is wrong there, in plain words. */
export interface LogRefusal {
  readonly line: number;
  readonly message: string;
}

/** A log that was read to its end: its events with their own times, and the state that they lead to. */
export interface ReadLog {
  readonly events: readonly (EventDraft & { readonly atMs: number })[];
  readonly state: SessionState;
}

/** Reads an exported log line by line. After a refusal it is of no more use. */
export interface LogReader {
  /** The state after what was read so far. */
  readonly state: SessionState;
  /** Takes the next line. A refusal, or null when it is well. */
  line(text: string): LogRefusal | null;
  end(): Result<ReadLog, LogRefusal>;
}

/**
 * Takes nothing on trust: every event is checked by itself and against the state it meets. Numbers need only go up: the
 * events are numbered anew, without gaps, and what refers to a number goes with it. Blank lines count, and say nothing.
 */
export function createLogReader(): LogReader {
  const events: (EventDraft & { readonly atMs: number })[] = [];
  /** The number that each event had. */
  const given: number[] = [];
  let state = emptySession;
  let lines = 0;

  const no = (message: string): LogRefusal => ({ line: lines, message });

  return {
    get state() {
      return state;
    },
    line(text) {
      lines++;
      if (text.trim() === '') return null;
      const head = readHead(text);
      if (typeof head === 'string') return no(head);
      const last = given.at(-1) ?? 0;
      if (head.sequence <= last) return no(`number ${head.sequence} comes after number ${last}`);
      const fields = eventFields[head.type].safeParse(head.fields);
      if (!fields.success) {
        const issue = fields.error.issues[0];
        const where = issue?.path.join('.') ?? '';
        return no(`${where ? `\`${where}\` is wrong: ` : ''}${issue?.message ?? 'it is not understood'}`);
      }
      given.push(head.sequence);
      // What was sent, not what the check made of it: the order of its fields stays.
      const body = renumbered({ type: head.type, ...head.fields } as SessionEventBody);
      const event = { ...body, sequence: state.sequence + 1, atMs: head.atMs } as SessionEvent;
      const problem = checkEvent(state, event);
      if (problem !== null) return no(problem);
      try {
        state = foldSession(state, event);
      } catch {
        return no('it does not fit what comes before it');
      }
      events.push({ ...encodeEvent(body), atMs: head.atMs });
      return null;
    },
    end: () =>
      events.length > 0
        ? ok({ events, state })
        : refuse({ line: Math.max(1, lines), message: 'there is no event in it' }),
  };

  function renumbered(body: SessionEventBody): SessionEventBody {
    return body.type === 'version-restored' ? { ...body, moment: Math.max(1, countUpTo(given, body.moment)) } : body;
  }
}

interface Head {
  readonly type: SessionEventType;
  readonly sequence: number;
  readonly atMs: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The latest time that a date can be. */
const latestMs = 8_640_000_000_000_000;

function readHead(text: string): Head | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'it is not JSON';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'it is not an event';
  const { type, sequence, atMs, ...fields } = value as Readonly<Record<string, unknown>>;
  if (typeof type !== 'string' || !Object.hasOwn(eventFields, type)) {
    return `Flint knows no event \`${String(type).slice(0, 40)}\``;
  }
  if (!isWhole(sequence) || sequence < 1) return '`sequence` must be a number from 1 on';
  if (!isWhole(atMs) || atMs < 0 || atMs > latestMs) return '`atMs` must be a time in milliseconds';
  return { type: type as SessionEventType, sequence, atMs, fields };
}

function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value);
}

/** How many of the numbers, which go up, are at most `limit`. */
function countUpTo(numbers: readonly number[], limit: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
