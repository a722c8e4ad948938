import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { WebSocket } from 'ws';

/** Where an answer goes. What is written are whole server-sent events, whatever the wire makes of them. */
export interface AnswerWire {
  /** Writes events; waits where the client does not read as fast. */
  write(events: string): Promise<void>;
  /** Writes one event in two pieces: cut in the middle, or inside its first character of several bytes. */
  writeCut(event: string, where: 'frames' | 'characters'): Promise<void>;
  /** Writes what is no event. */
  writeBroken(): Promise<void>;
  /** Ends in good order. */
  end(): void;
  /** Breaks the connection. */
  destroy(): void;
}

/** Between two packets that must not melt into one. */
const packetGapMs = 15 / 5;

/** An HTTP response's body. `closed` aborts when the client has closed; whatever waits then gives up by throwing. */
export function httpWire(response: ServerResponse, closed: AbortSignal): AnswerWire {
  async function write(bytes: string | Buffer): Promise<void> {
    closed.throwIfAborted();
    if (bytes.length === 0 || response.write(bytes)) return;
    await new Promise<void>((resolve, reject) => {
      const settle = () => {
        response.off('drain', settle);
        closed.removeEventListener('abort', settle);
        if (closed.aborted) reject(new Error('The client closed.'));
        else resolve();
      };
      response.on('drain', settle);
      closed.addEventListener('abort', settle);
    });
  }

  return {
    write,
    async writeCut(event, where) {
      const [head, tail] = halvesOf(event, where);
      await write(head);
      await delay(packetGapMs, undefined, { signal: closed });
      await write(tail);
      await delay(packetGapMs, undefined, { signal: closed });
    },
    writeBroken: () => write(`data: ${brokenEvent}\n\n`),
    end: () => void response.end(),
    destroy: () => void response.destroy(),
  };
}

/** A WebSocket: each event is a message with what stands behind `data:`, cut ones come in two fragments. */
export function webSocketWire(socket: WebSocket, closed: AbortSignal): AnswerWire {
  function send(message: string | Buffer, isLast = true): Promise<void> {
    closed.throwIfAborted();
    return new Promise((resolve, reject) => {
      socket.send(message, { fin: isLast, binary: false }, (error) => (error ? reject(error) : resolve()));
    });
  }

  return {
    async write(events) {
      const sent = dataOf(events).map((message) => send(message));
      // A socket takes whatever it is given: only one that is full is waited for.
      if (socket.bufferedAmount > 64_000) await Promise.all(sent);
      else void Promise.allSettled(sent);
    },
    async writeCut(event, where) {
      for (const message of dataOf(event)) {
        const [head, tail] = halvesOf(message, where);
        await send(head, false);
        await delay(packetGapMs, undefined, { signal: closed });
        await send(tail);
        await delay(packetGapMs, undefined, { signal: closed });
      }
    },
    writeBroken: () => send(brokenEvent),
    end: () => {},
    destroy: () => socket.terminate(),
  };
}

const brokenEvent = '{"type":"response.output_text.delta","choices":[{"delta":{"con';

function dataOf(events: string): string[] {
  return events
    .split(/\r?\n/)
    .filter((line) => line.startsWith('data: '))
    .map((line) => line.slice('data: '.length));
}

function halvesOf(text: string, where: 'frames' | 'characters'): [Buffer, Buffer] {
  const bytes = Buffer.from(text);
  const cut = where === 'characters' ? insideOfCharacter(bytes) : bytes.length >> 1;
  return [bytes.subarray(0, cut), bytes.subarray(cut)];
}

/** After the first byte of the first character of several bytes; the middle where there is none. */
function insideOfCharacter(bytes: Buffer): number {
  const lead = bytes.findIndex((byte) => byte >= 0xc0);
  return lead === -1 ? bytes.length >> 1 : lead + 1;
}
