import type { Clock } from '../../base/clock.ts';
import type { EncodedEvent } from './recent-frames.ts';
import type { ViewerStream } from './viewer-stream.ts';

/** A reader in a lane, and the last event it was brought to. */
export interface LaneViewer {
  readonly stream: ViewerStream;
  position: number;
}

/** Readers who get the same bytes at the same time. */
export interface Lane {
  /** The last event that went out. */
  readonly position: number;
  readonly size: number;
  /** The next events: they go out with the next tick. */
  add(events: readonly EncodedEvent[]): void;
  /** Something that is not of the log: it goes out with the next tick, and to whoever comes later, until it is said anew. */
  say(frame: Buffer): void;
  /** Takes a reader in who was brought to `position` or past it. */
  enter(viewer: LaneViewer): void;
  leave(viewer: LaneViewer): void;
  /** Sends what waits, at once. */
  flush(): void;
  close(): void;
}

/** So many readers are written to in one turn of the event loop: whoever types does not wait for all of a crowd. */
const perTurn = 64;

/**
 * Gathers events for `tickMs()` at most and sends them to all in it, put together once for everybody who stands at the
 * same place. After a pause the first goes out at once.
 */
export function createLane({
  start,
  clock,
  tickMs,
}: {
  readonly start: number;
  readonly clock: Clock;
  tickMs(): number;
}): Lane {
  const viewers = new Set<LaneViewer>();
  let position = start;
  let pending: EncodedEvent[] = [];
  let said: Buffer | null = null;
  let lastSaid: Buffer | null = null;
  let lastFlushMs = Number.NEGATIVE_INFINITY;
  let cancelTimer: (() => void) | null = null;
  let isFlushing = false;
  let isClosed = false;

  return {
    get position() {
      return position;
    },
    get size() {
      return viewers.size;
    },
    add(events) {
      if (events.length === 0) return;
      if (viewers.size === 0) {
        // Nobody waits: who comes is brought up from what was kept.
        pending = [];
        position = events.at(-1)!.sequence;
        return;
      }
      pending.push(...events);
      plan();
    },
    say(frame) {
      lastSaid = frame;
      if (viewers.size === 0) return;
      said = frame;
      plan();
    },
    enter(viewer) {
      viewers.add(viewer);
      if (lastSaid) viewer.stream.send(lastSaid);
    },
    leave: (viewer) => void viewers.delete(viewer),
    flush,
    close() {
      isClosed = true;
      cancelTimer?.();
      viewers.clear();
    },
  };

  function plan(): void {
    if (cancelTimer || isFlushing || isClosed) return;
    const waitMs = lastFlushMs + tickMs() - clock.monotonicMs();
    if (waitMs <= 0) flush();
    else {
      cancelTimer = clock.schedule(waitMs, () => {
        cancelTimer = null;
        flush();
      });
    }
  }

  function flush(): void {
    if (isClosed || isFlushing || (pending.length === 0 && !said)) return;
    cancelTimer?.();
    cancelTimer = null;
    lastFlushMs = clock.monotonicMs();
    const from = position;
    const events = pending;
    const news = said;
    pending = [];
    said = null;
    position = events.at(-1)?.sequence ?? position;
    const all = together(events, news);
    const sendTo = (viewer: LaneViewer) => {
      if (viewer.position === from) viewer.stream.send(all);
      else {
        const own = together(
          events.filter(({ sequence }) => sequence > viewer.position),
          news,
        );
        if (own.byteLength > 0) viewer.stream.send(own);
      }
      viewer.position = Math.max(viewer.position, position);
    };
    if (viewers.size <= perTurn) {
      for (const viewer of [...viewers]) sendTo(viewer);
      return;
    }
    isFlushing = true;
    sendInTurns([...viewers], sendTo);
  }

  function sendInTurns(all: readonly LaneViewer[], sendTo: (viewer: LaneViewer) => void): void {
    for (const viewer of all.slice(0, perTurn)) if (viewers.has(viewer)) sendTo(viewer);
    const rest = all.slice(perTurn);
    if (rest.length > 0 && !isClosed) {
      setImmediate(() => sendInTurns(rest, sendTo));
      return;
    }
    isFlushing = false;
    if (pending.length > 0 || said) plan();
  }
}

function together(events: readonly EncodedEvent[], news: Buffer | null): Buffer {
  const frames = events.map(({ frame }) => frame);
  if (news) frames.push(news);
  return frames.length === 1 ? frames[0]! : Buffer.concat(frames);
}
