import type { StoredEvent } from '../../log/event-store.ts';
import { eventFrame } from './frames.ts';

/** An event as it goes out, encoded once for all who get it. */
export interface EncodedEvent {
  readonly sequence: number;
  readonly frame: Buffer;
}

/** The last events of a session, ready to be sent: who comes back after a moment needs no look into the store. */
export interface RecentFrames {
  /** The last event that was added. */
  readonly position: number;
  /** The next events. Gives those that were new. */
  add(events: readonly StoredEvent[]): readonly EncodedEvent[];
  /** What came after this one; null where it was let go already. */
  after(sequence: number): readonly EncodedEvent[] | null;
}

const keptEvents = 1_024;
const keptBytes = 1_000_000;

/** Keeps what comes after `position`. */
export function createRecentFrames(start: number): RecentFrames {
  let kept: EncodedEvent[] = [];
  let bytes = 0;
  let position = start;

  return {
    get position() {
      return position;
    },
    add(events) {
      const fresh = events
        .filter(({ sequence }) => sequence > position)
        .map((event) => ({ sequence: event.sequence, frame: eventFrame(event) }));
      for (const event of fresh) bytes += event.frame.byteLength;
      kept.push(...fresh);
      position = fresh.at(-1)?.sequence ?? position;
      letGo();
      return fresh;
    },
    after(sequence) {
      if (sequence >= position) return [];
      const first = kept[0]?.sequence ?? position + 1;
      return sequence < first - 1 ? null : kept.slice(sequence + 1 - first);
    },
  };

  /** By halves, so that it is not done for each event. */
  function letGo(): void {
    if (kept.length <= keptEvents * 2 && bytes <= keptBytes * 2) return;
    let first = kept.length;
    let rest = 0;
    while (first > 0 && kept.length - first < keptEvents && rest <= keptBytes) rest += kept[--first]!.frame.byteLength;
    kept = kept.slice(first);
    bytes = rest;
  }
}
