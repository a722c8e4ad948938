import { Readable } from 'node:stream';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { createGzip } from 'node:zlib';
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
 * that is all past may be kept by who read it. Compressed for who takes it: the log of a long session is tens of megabytes.
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
    const lines = readLines(log, sessionId, { after, upTo });
    const isPacked = takesGzip(request);
    return new Response(isPacked ? gzipped(lines) : lines, {
      headers: {
        'Content-Type': 'application/jsonl; charset=utf-8',
        ...(isPacked ? { 'Content-Encoding': 'gzip' } : {}),
        Vary: 'Accept-Encoding',
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

function takesGzip(request: Request): boolean {
  const accepted = request.headers.get('accept-encoding') ?? '';
  return accepted.split(',').some((coding) => /^\s*gzip\s*(?:;\s*q=(?!0(?:\.0*)?\s*$).*)?$/i.test(coding));
}

/** At the lowest level: it takes a tenth of the size, and the time of a disk. */
function gzipped(lines: ReadableStream<Uint8Array<ArrayBuffer>>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const source = Readable.fromWeb(lines as NodeReadableStream<Uint8Array>);
  const packed = source.pipe(createGzip({ level: 1 }));
  source.once('error', (error) => packed.destroy(error));
  packed.once('close', () => source.destroy());
  return Readable.toWeb(packed) as unknown as ReadableStream<Uint8Array<ArrayBuffer>>;
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
