import { backoffMs } from '../base/backoff.ts';
import type { Clock } from '../base/clock.ts';
import type { SessionEvent } from '../session/session-event.ts';

/** Pages begin and end at the same places for everybody, so that a browser finds again what it has. */
const pageEvents = 4_096;
const triesPerPage = 5;

/**
 * Reads a session's log after `after` up to and with `upTo`, page by page. `events` hears each page in order, the next
 * one being on its way meanwhile; false when a page cannot be had, or `signal` aborts.
 */
export async function loadLog({
  url,
  after,
  upTo,
  events,
  clock,
  signal,
}: {
  /** Of the log, without the query. */
  readonly url: string;
  readonly after: number;
  readonly upTo: number;
  events(events: readonly SessionEvent[]): void;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}): Promise<boolean> {
  let position = after;
  let coming = position < upTo ? readPage(position) : null;
  try {
    while (coming) {
      const page = await coming;
      if (signal.aborted) return false;
      if (page.end <= position) return false;
      position = page.end;
      coming = position < upTo ? readPage(position) : null;
      coming?.catch(() => {});
      events(parseLines(page.text));
      await new Promise<void>((resolve) => clock.schedule(0, resolve));
    }
    return !signal.aborted;
  } catch (error) {
    if (!signal.aborted) console.warn('The session’s past could not be read.', error);
    return false;
  }

  async function readPage(from: number): Promise<{ readonly text: string; readonly end: number }> {
    const end = Math.min(from - (from % pageEvents) + pageEvents, upTo);
    for (let failures = 0; ; failures += 1) {
      try {
        const response = await fetch(`${url}?after=${from}&upTo=${end}`, { signal });
        if (!response.ok) throw new Error(`The log answered ${response.status}`);
        return { text: await response.text(), end };
      } catch (error) {
        if (signal.aborted || failures + 1 >= triesPerPage) throw error;
        await new Promise<void>((resolve) =>
          clock.schedule(backoffMs(failures, { firstMs: 200, mostMs: 5_000 }), resolve),
        );
      }
    }
  }
}

function parseLines(text: string): SessionEvent[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as SessionEvent);
}
