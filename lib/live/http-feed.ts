import { backoffMs } from '../base/backoff.ts';
import type { Clock } from '../base/clock.ts';
import type { SessionEvent } from '../session/session-event.ts';
import type { SessionSnapshot } from '../session/snapshot.ts';
import { createFrameReader, type Frame } from './frame-reader.ts';

/** What a feed tells its session, in the order of the log: no gap, no double. */
export interface FeedListener {
  /** Everything so far at once: replaces what is known. */
  snapshot(snapshot: SessionSnapshot): void;
  /** The next events. */
  events(events: readonly SessionEvent[]): void;
  /** `live`: events come as they happen; `reconnecting`: the way is broken and tried again by itself; `lost`: there is no such session. */
  status(status: 'live' | 'reconnecting' | 'lost'): void;
}

/** Silence longer than this means that the way is broken: the server says something at least every 10 s. */
const silenceMs = 25_000;

/**
 * Follows a session's log over HTTP from `after` on, coming back by itself whenever the way breaks. The function
 * returned ends it.
 */
export function followOverHttp({
  url,
  after,
  headers,
  listener,
  clock,
}: {
  /** Of the events, without the query. */
  readonly url: string;
  readonly after: number;
  headers(): Readonly<Record<string, string>>;
  readonly listener: FeedListener;
  readonly clock: Clock;
}): () => void {
  let position = after;
  let failures = 0;
  let isOver = false;
  let cancelWait: () => void = () => {};
  let abort = new AbortController();

  const hurry = () => {
    if (failures === 0) return;
    cancelWait();
    failures = 0;
    void connect();
  };
  globalThis.addEventListener?.('online', hurry);
  void connect();

  return () => {
    isOver = true;
    cancelWait();
    abort.abort();
    globalThis.removeEventListener?.('online', hurry);
  };

  async function connect(): Promise<void> {
    abort.abort();
    const own = new AbortController();
    abort = own;
    try {
      const response = await fetch(`${url}?after=${position}`, {
        headers: { ...headers(), Accept: 'text/event-stream' },
        cache: 'no-store',
        signal: own.signal,
      });
      if (response.status === 404) {
        isOver = true;
        listener.status('lost');
        return;
      }
      if (!response.ok || !response.body) throw new Error(`The feed answered ${response.status}`);
      await read(response.body, own);
    } catch {
      // Whatever broke it, the way back is the same.
    }
    if (isOver || own !== abort) return;
    listener.status('reconnecting');
    cancelWait = clock.schedule(backoffMs(failures++, { firstMs: 200, mostMs: 5_000 }), () => void connect());
  }

  async function read(body: ReadableStream<Uint8Array>, own: AbortController): Promise<void> {
    const frames = createFrameReader();
    const reader = body.getReader();
    let cancelSilence = watchSilence(own);
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done || isOver || own !== abort) return;
        cancelSilence();
        cancelSilence = watchSilence(own);
        failures = 0;
        listener.status('live');
        if (!take(frames.feed(value))) return;
      }
    } finally {
      cancelSilence();
      own.abort();
    }
  }

  /** False when the connection is of no more use: the way is to come back after what we have. */
  function take(frames: readonly Frame[]): boolean {
    let fresh: SessionEvent[] = [];
    const hand = () => {
      if (fresh.length > 0) listener.events(fresh);
      fresh = [];
    };
    for (const { event, data } of frames) {
      if (event === 'resync' || event === 'end') {
        hand();
        return false;
      }
      if (event === 'snapshot') {
        hand();
        const snapshot = JSON.parse(data) as SessionSnapshot;
        if (snapshot.sequence <= position) continue;
        position = snapshot.sequence;
        listener.snapshot(snapshot);
        continue;
      }
      const next = JSON.parse(data) as SessionEvent;
      if (next.sequence <= position) continue;
      if (next.sequence !== position + 1) {
        hand();
        return false;
      }
      position = next.sequence;
      fresh.push(next);
    }
    hand();
    return true;
  }

  function watchSilence(own: AbortController): () => void {
    return clock.schedule(silenceMs, () => own.abort());
  }
}
