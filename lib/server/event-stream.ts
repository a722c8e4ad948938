import type { EventLog } from '../log/event-log.ts';
import type { StoredEvent } from '../log/event-store.ts';
import { eventToWireJson } from '../session/event-codec.ts';
import type { SessionState } from '../session/session-state.ts';
import { takeSnapshot } from '../session/snapshot.ts';

/** A follower this many events behind starts from a snapshot. */
const snapshotBeyondEvents = 256;

const heartbeatMs = 10_000;

/**
 * A session's events as server-sent events, from `after` on and then live, until `signal` aborts or the reader leaves.
 * Each frame's `id` is the last sequence it brings the reader to. Frames: every event under its own type; `snapshot`
 * first when the reader is far behind; `resync` last when the reader was too slow (come back after the last id); a
 * comment every 10 s. `onEnd` is called once, however it ends, also when nobody reads any more.
 */
export function streamEvents({
  log,
  sessionId,
  state,
  after,
  signal,
  onEnd,
}: {
  readonly log: EventLog;
  readonly sessionId: string;
  readonly state: SessionState;
  readonly after: number;
  readonly signal: AbortSignal;
  onEnd(): void;
}): ReadableStream<Uint8Array> {
  const ending = new AbortController();
  const encoder = new TextEncoder();
  const startsFromSnapshot = state.sequence - after > snapshotBeyondEvents || after > state.sequence;
  const position = startsFromSnapshot ? state.sequence : after;
  const items = log.follow(sessionId, { after: position, signal: ending.signal })[Symbol.asyncIterator]();
  let waiting: ReturnType<typeof items.next> | null = null;

  const end = () => {
    if (ending.signal.aborted) return;
    signal.removeEventListener('abort', end);
    ending.abort();
    // A follower that has said its last is still listening until it is asked to end.
    void items.return?.().catch(() => {});
    onEnd();
  };
  if (signal.aborted) end();
  else signal.addEventListener('abort', end);

  return new ReadableStream(
    {
      start(controller) {
        // Something at once, so that the response's headers leave now.
        let opening = ': flint\n\n';
        if (startsFromSnapshot) {
          opening += `id: ${state.sequence}\nevent: snapshot\ndata: ${JSON.stringify(takeSnapshot(state))}\n\n`;
        }
        controller.enqueue(encoder.encode(opening));
      },
      async pull(controller) {
        if (!waiting) {
          waiting = items.next();
          // It may fail while nobody reads. Who reads next is told.
          waiting.catch(end);
        }
        const next = await withHeartbeat(waiting);
        if (next === 'heartbeat') {
          controller.enqueue(encoder.encode(': still here\n\n'));
          return;
        }
        waiting = null;
        if (next.done) {
          controller.enqueue(encoder.encode('event: end\ndata: {}\n\n'));
          controller.close();
          end();
        } else if (next.value.type === 'resync') {
          controller.enqueue(encoder.encode('event: resync\ndata: {}\n\n'));
          controller.close();
          end();
        } else {
          controller.enqueue(encoder.encode(next.value.events.map(frameOf).join('')));
        }
      },
      cancel: end,
    },
    { highWaterMark: 1 },
  );
}

function frameOf(event: StoredEvent): string {
  return `id: ${event.sequence}\nevent: ${event.type}\ndata: ${eventToWireJson(event)}\n\n`;
}

async function withHeartbeat<Value>(waiting: Promise<Value>): Promise<Value | 'heartbeat'> {
  let timer: NodeJS.Timeout | undefined;
  const heartbeat = new Promise<'heartbeat'>((resolve) => {
    timer = setTimeout(() => resolve('heartbeat'), heartbeatMs);
  });
  try {
    return await Promise.race([waiting, heartbeat]);
  } finally {
    clearTimeout(timer);
  }
}
