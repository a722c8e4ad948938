import type { EventBus } from './event-bus.ts';
import type { FollowedItem } from './event-log.ts';
import type { EventStore, StoredEvent } from './event-store.ts';

/** See `EventLog.follow`. */
export async function* follow({
  store,
  bus,
  sessionId,
  after,
  signal,
  maxQueuedBytes = 1_000_000,
}: {
  readonly store: EventStore;
  readonly bus: EventBus;
  readonly sessionId: string;
  readonly after: number;
  readonly signal: AbortSignal;
  readonly maxQueuedBytes?: number;
}): AsyncGenerator<FollowedItem, void, void> {
  /** The last event that the reader has. */
  let position = after;
  /** Where the next events come from: while it is the store, announcements only say that there is more to read. */
  let source: 'store' | 'bus' = 'store';
  let announcedWhileReading = false;
  /** Announced batches that join on to `position` and to each other. */
  let queue: (readonly StoredEvent[])[] = [];
  let queuedBytes = 0;
  let overflowed = false;
  let wake: () => void = () => {};

  const unsubscribe = bus.subscribe(sessionId, (events) => {
    announcedWhileReading = true;
    if (source === 'store' || overflowed) return;
    if (events.length === 0) {
      // The log may have gone on without us.
      queue = [];
      queuedBytes = 0;
      source = 'store';
      wake();
      return;
    }
    const known = queue.at(-1)?.at(-1)?.sequence ?? position;
    const fresh = newerThan(known, events);
    if (fresh.length === 0) return;
    if (fresh[0]?.sequence !== known + 1) {
      source = 'store';
    } else {
      queuedBytes += sizeBytes(fresh);
      // One batch alone may be of any size: a reader who has taken all others is not slow.
      overflowed = queue.length > 0 && queuedBytes > maxQueuedBytes;
      queue = overflowed ? [] : [...queue, fresh];
    }
    wake();
  });
  const stop = () => wake();
  signal.addEventListener('abort', stop);

  try {
    while (!signal.aborted) {
      if (overflowed) {
        yield { type: 'resync', after: position };
        return;
      }
      if (queue.length > 0) {
        const events = queue.length === 1 ? queue[0]! : queue.flat();
        queue = [];
        queuedBytes = 0;
        position = events.at(-1)!.sequence;
        yield { type: 'events', events };
      } else if (source === 'store') {
        announcedWhileReading = false;
        const events = await store.read(sessionId, { after: position });
        if (signal.aborted) return;
        if (events.length > 0) {
          position = events.at(-1)!.sequence;
          yield { type: 'events', events };
        } else if (!announcedWhileReading) {
          source = 'bus';
        }
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    unsubscribe();
    signal.removeEventListener('abort', stop);
  }
}

/** The part of `events` after `known`; the very same array when that is all of them, so that followers share it. */
function newerThan(known: number, events: readonly StoredEvent[]): readonly StoredEvent[] {
  const first = events.findIndex((event) => event.sequence > known);
  return first === -1 ? [] : first === 0 ? events : events.slice(first);
}

/** About what the events weigh: counted in characters, since it is reckoned once per follower. */
function sizeBytes(events: readonly StoredEvent[]): number {
  return events.reduce((sum, event) => sum + event.payload.length + event.type.length + 32, 0);
}
