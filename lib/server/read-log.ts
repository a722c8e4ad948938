import { eventToWireJson } from '../session/event-codec.ts';
import type { EventLog } from '../log/event-log.ts';
import { findRecord } from './access.ts';
import { container } from './container.ts';
import { answer, HttpError } from './http-error.ts';

/** How many events one answer holds at most: a reader of more asks for the next ones. */
const mostEvents = 8_192;

/** How many events are read and sent in one go. */
const pieceEvents = 512;

/** What is past does not change. A day, and in the reader's own browser only: an erased session is not to live on in caches. */
const keepPast = 'private, max-age=86400, immutable';

/**
 * `GET /api/sessions/:id/log?after=&upTo=`: the events after `after` up to and with `upTo`, one a line, as the feed
 * gives them. Without `upTo`, up to the head, as far as one answer goes. `X-Flint-Head` is the log's head now. A range
 * that is all past may be kept by who read it.
 */
export function readLog(request: Request, sessionId: string): Promise<Response> {
  return answer(async () => {
    const { log } = await container();
    const { head } = await findRecord({ log }, sessionId);
    const query = new URL(request.url).searchParams;
    const after = sequenceIn(query, 'after') ?? 0;
    const asked = sequenceIn(query, 'upTo');
    if (asked !== null && (asked < after || asked - after > mostEvents)) {
      throw new HttpError(400, 'bad-range', `A range holds ${mostEvents} events at most, and begins before it ends.`);
    }
    const isPast = asked !== null && asked <= head;
    const upTo = Math.min(asked ?? after + mostEvents, head);
    return new Response(readLines(log, sessionId, { after, upTo }), {
      headers: {
        'Content-Type': 'application/jsonl; charset=utf-8',
        'Cache-Control': isPast ? keepPast : 'no-store',
        'X-Flint-Head': String(head),
      },
    });
  });
}

function sequenceIn(query: URLSearchParams, name: 'after' | 'upTo'): number | null {
  const given = query.get(name);
  if (given === null) return null;
  if (!/^\d{1,15}$/.test(given)) throw new HttpError(400, 'bad-range', `\`${name}\` must be a sequence number.`);
  return Number(given);
}

/** Read as it is sent: a few events at a time, however large they are. */
function readLines(
  log: EventLog,
  sessionId: string,
  { after, upTo }: { readonly after: number; readonly upTo: number },
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  let position = after;
  return new ReadableStream({
    async pull(controller) {
      const until = Math.min(position + pieceEvents, upTo);
      const events = position < upTo ? await log.readAll(sessionId, { after: position, upTo: until }) : [];
      position = until;
      if (events.length > 0) {
        controller.enqueue(encoder.encode(events.map((event) => `${eventToWireJson(event)}\n`).join('')));
      }
      if (position >= upTo) controller.close();
    },
  });
}
