import { connect, type Socket } from 'node:net';

/** What all readers of a crowd have seen: each event is looked into once, and must then be the same for everybody. */
export interface SeenEvents {
  /** The whole frame by sequence. */
  readonly frames: Buffer[];
  /** Snapshots' data by sequence. */
  readonly snapshots: Map<number, string>;
}

/** One of a crowd who follows a session over a connection of its own, as cheaply as a thousand of them need. */
export interface CrowdReader {
  /** The last event it has. */
  readonly position: number;
  /** What was wrong with what it was sent: gaps, doubles, events that differ. */
  readonly faults: readonly string[];
  /** When it had which events: pairs of the last sequence and the time. */
  readonly arrivals: readonly number[];
  /** How often it was sent away by the server. */
  readonly endings: number;
  /** Breaks the connection and comes back after what it has. */
  comeBack(): void;
  close(): void;
}

/** Starts to follow. `onFrame` is called after each piece that brought events. */
export function startCrowdReader({
  url,
  seen,
  onArrival,
}: {
  /** Of the session's events, without a query. */
  readonly url: URL;
  readonly seen: SeenEvents;
  onArrival(): void;
}): CrowdReader {
  let position = 0;
  let endings = 0;
  let isClosed = false;
  const faults: string[] = [];
  const arrivals: number[] = [];
  let socket = open();

  return {
    get position() {
      return position;
    },
    get endings() {
      return endings;
    },
    faults,
    arrivals,
    comeBack() {
      socket.destroy();
      socket = open();
    },
    close() {
      isClosed = true;
      socket.destroy();
    },
  };

  function open(): Socket {
    const own = connect({ port: Number(url.port), host: url.hostname, noDelay: true });
    const last = position === 0 ? '' : `Last-Event-ID: ${position}\r\n`;
    own.write(`GET ${url.pathname} HTTP/1.1\r\nHost: ${url.host}\r\nAccept: text/event-stream\r\n${last}\r\n`);
    const body = createBodyReader((status) => {
      if (status !== 200) faults.push(`answered ${status}`);
    });
    let carried: Buffer = Buffer.alloc(0);
    own.on('data', (bytes: Buffer) => {
      if (own !== socket) return;
      const before = position;
      for (const part of body(bytes)) {
        carried = carried.length === 0 ? part : Buffer.concat([carried, part]);
        carried = take(carried);
      }
      if (position === before) return;
      arrivals.push(position, performance.timeOrigin + performance.now());
      onArrival();
    });
    own.on('error', () => {});
    own.on('close', () => {
      if (own !== socket || isClosed) return;
      // The server let us go: come back, as a page does.
      endings++;
      socket = open();
    });
    return own;
  }

  /** Takes all whole frames, and gives what is left. */
  function take(bytes: Buffer): Buffer {
    let start = 0;
    for (;;) {
      const known = seen.frames[position + 1];
      if (
        known &&
        bytes.length - start >= known.length &&
        bytes.compare(known, 0, known.length, start, start + known.length) === 0
      ) {
        position++;
        start += known.length;
        continue;
      }
      const end = bytes.indexOf('\n\n', start);
      if (end === -1) return bytes.subarray(start);
      takeFrame(bytes.subarray(start, end + 2));
      start = end + 2;
    }
  }

  function takeFrame(frame: Buffer): void {
    const text = frame.toString();
    const id = /^id: (\d+)\n/.exec(text)?.[1];
    if (id === undefined) return;
    const sequence = Number(id);
    if (text.startsWith(`id: ${id}\nevent: snapshot\n`)) {
      if (sequence <= position) faults.push(`a snapshot at ${sequence} after ${position}`);
      seen.snapshots.set(sequence, text.slice(text.indexOf('\ndata: ') + 7, -2));
    } else if (sequence !== position + 1) {
      faults.push(`${sequence} after ${position}`);
    } else if (seen.frames[sequence]) {
      faults.push(`${sequence} is not what others had`);
    } else {
      // A copy: what came with it is let go.
      seen.frames[sequence] = Buffer.from(frame);
    }
    position = sequence;
  }
}

/** Reads the answer's head and its chunks, cut anywhere, and gives the parts of the body. */
function createBodyReader(onStatus: (status: number) => void): (bytes: Buffer) => Buffer[] {
  let carried: Buffer = Buffer.alloc(0);
  let isInBody = false;
  let leftInChunk = 0;
  return (bytes) => {
    let rest = carried.length === 0 ? bytes : Buffer.concat([carried, bytes]);
    const parts: Buffer[] = [];
    for (;;) {
      if (!isInBody) {
        const end = rest.indexOf('\r\n\r\n');
        if (end === -1) break;
        onStatus(Number(rest.toString('latin1', 9, 12)));
        isInBody = true;
        rest = rest.subarray(end + 4);
      } else if (leftInChunk > 2) {
        if (rest.length === 0) break;
        const part = rest.subarray(0, leftInChunk - 2);
        parts.push(part);
        leftInChunk -= part.length;
        rest = rest.subarray(part.length);
      } else if (leftInChunk > 0) {
        // The line end behind a chunk.
        if (rest.length < leftInChunk) break;
        rest = rest.subarray(leftInChunk);
        leftInChunk = 0;
      } else {
        const end = rest.indexOf('\r\n');
        if (end === -1) break;
        leftInChunk = Number.parseInt(rest.toString('latin1', 0, end), 16) + 2;
        rest = rest.subarray(end + 2);
      }
    }
    carried = rest.length === 0 ? rest : Buffer.from(rest);
    return parts;
  };
}
