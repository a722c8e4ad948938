import { backoffMs } from '../base/backoff.ts';
import type { Clock } from '../base/clock.ts';
import type { SessionEvent } from '../session/session-event.ts';
import type { SessionSnapshot } from '../session/snapshot.ts';
import { createFrameReader, type Frame } from './frame-reader.ts';
import { watchPage } from './watch-page.ts';

/** What a feed tells its session, in the order of the log: no gap, no double. */
export interface FeedListener {
  /** Everything so far at once: replaces what is known, also where that was more. */
  snapshot(snapshot: SessionSnapshot): void;
  /** The next events. */
  events(events: readonly SessionEvent[]): void;
  /** What is told in passing and is nothing of the log: who is here, for one. */
  passing?(news: Frame): void;
  /**
   * `live`: events come as they happen; `reconnecting`: the way is broken and tried again by itself; `offline`: the same,
   * and this machine has no network; `lost`: there is no such session.
   */
  status(status: 'live' | 'reconnecting' | 'offline' | 'lost'): void;
}

/** A position that no log has: the answer to it is the whole state. */
const beyondEveryLog = 999_999_999_999_999;

/** Who was connected for so long is not turned away again and again: the next try comes soon. */
const steadyMs = 5_000;

/** Silence longer than this means that the way is broken: the server says something at least every 10 s. */
const silenceMs = 25_000;

/** Silence of this length is no proof, but reason enough to come anew where the machine may have slept. */
const doubtMs = 12_000;

/** Who may rest lets the feed go when nobody has looked at the page for so long. */
const restAfterMs = 60_000;

/** Closes a connection over which nothing has come for too long. */
interface SilenceWatch {
  /** Something has come. */
  heard(): void;
  end(): void;
}

/**
 * Follows a session's log over HTTP from `after` on, coming back by itself whenever the way breaks, and at once when the
 * machine wakes or its network changes. A listener that throws is given everything anew, as a snapshot. The function
 * returned ends it.
 */
export function followOverHttp({
  url,
  query = () => ({}),
  after,
  headers,
  listener,
  clock,
  mayRest = () => false,
}: {
  /** Of the events, without the query. */
  readonly url: string;
  /** What to say about oneself beside the position. */
  query?(): Readonly<Record<string, string>>;
  readonly after: number;
  headers(): Readonly<Record<string, string>>;
  readonly listener: FeedListener;
  readonly clock: Clock;
  /** Whether the feed may be let go of while nobody looks at the page; it comes back with the first look. */
  mayRest?(): boolean;
}): () => void {
  let position = after;
  let failures = 0;
  let isOver = false;
  let isLive = false;
  /** The listener failed over what it was given: what it has is not to be built on. */
  let isSpoilt = false;
  let cancelWait: () => void = () => {};
  let abort = new AbortController();

  /** By the clock on the wall, which goes on while the machine sleeps. */
  let heardAtMs = clock.nowMs();
  let cancelRest: () => void = () => {};

  const hurry = () => {
    cancelWait();
    failures = 0;
    void connect();
  };
  const endWatch = watchPage(clock, {
    // Whichever way it changed: a connection over the old network may be dead without a word, and a server on this
    // machine is reached without any.
    networkChanged: hurry,
    mayHaveSlept() {
      if (!isLive || clock.nowMs() - heardAtMs > doubtMs) hurry();
    },
    hidden() {
      cancelRest();
      cancelRest = clock.schedule(restAfterMs, () => {
        if (!mayRest()) return;
        cancelWait();
        isLive = false;
        // Nobody is to be told: whoever it is about does not look.
        abort.abort();
        abort = new AbortController();
      });
    },
    shown: () => cancelRest(),
  });
  void connect();

  return () => {
    isOver = true;
    cancelWait();
    cancelRest();
    endWatch();
    abort.abort();
  };

  async function connect(): Promise<void> {
    abort.abort();
    const own = new AbortController();
    abort = own;
    let liveSinceMs: number | null = null;
    const silence = watchSilence(own);
    try {
      const asked = new URLSearchParams({ after: String(isSpoilt ? beyondEveryLog : position), ...query() });
      const response = await fetch(`${url}?${asked.toString()}`, {
        headers: { ...headers(), Accept: 'text/event-stream' },
        cache: 'no-store',
        signal: own.signal,
      });
      if (response.status === 404) {
        if (own !== abort) return;
        isOver = true;
        endWatch();
        listener.status('lost');
        return;
      }
      if (!response.ok || !response.body) throw new Error(`The feed answered ${response.status}`);
      if (own !== abort) return;
      isLive = true;
      silence.heard();
      heardAtMs = clock.nowMs();
      liveSinceMs = clock.monotonicMs();
      await read(response.body, own, silence);
    } catch {
      // Whatever broke it, the way back is the same.
    } finally {
      silence.end();
    }
    if (isOver || own !== abort) return;
    isLive = false;
    if (liveSinceMs !== null && clock.monotonicMs() - liveSinceMs >= steadyMs) failures = 0;
    listener.status(globalThis.navigator?.onLine === false ? 'offline' : 'reconnecting');
    cancelWait = clock.schedule(backoffMs(failures++, { firstMs: 200, mostMs: 5_000 }), () => void connect());
  }

  async function read(body: ReadableStream<Uint8Array>, own: AbortController, silence: SilenceWatch): Promise<void> {
    const frames = createFrameReader();
    const reader = body.getReader();
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done || isOver || own !== abort) return;
        silence.heard();
        heardAtMs = clock.nowMs();
        listener.status('live');
        if (!handOver(frames.feed(value))) return;
      }
    } finally {
      own.abort();
    }
  }

  function handOver(frames: readonly Frame[]): boolean {
    try {
      return take(frames);
    } catch (error) {
      console.error('What came from the session could not be taken in; it is asked for anew.', error);
      isSpoilt = true;
      return false;
    }
  }

  /** False when the connection is of no more use: the way is to come back after what we have. */
  function take(frames: readonly Frame[]): boolean {
    let fresh: SessionEvent[] = [];
    const told: Frame[] = [];
    const hand = () => {
      if (fresh.length > 0) listener.events(fresh);
      fresh = [];
    };
    for (const frame of frames) {
      const { id, event, data } = frame;
      if (event === 'resync' || event === 'end') {
        hand();
        return false;
      }
      if (event === 'snapshot') {
        hand();
        const snapshot = JSON.parse(data) as SessionSnapshot;
        // An older one than what we have: the server was put back to an earlier state, and we go there with it.
        if (snapshot.sequence === position && !isSpoilt) continue;
        position = snapshot.sequence;
        listener.snapshot(snapshot);
        isSpoilt = false;
        continue;
      }
      if (id === null) {
        told.push(frame);
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
    for (const frame of told) if (!isOver) listener.passing?.(frame);
    return true;
  }

  /** One timer that looks when it may be time, since word comes sixty times a second while a model writes. */
  function watchSilence(own: AbortController): SilenceWatch {
    let heardMs = clock.monotonicMs();
    let cancel = clock.schedule(silenceMs, look);
    function look(): void {
      const leftMs = heardMs + silenceMs - clock.monotonicMs();
      if (leftMs > 0) cancel = clock.schedule(leftMs, look);
      else own.abort();
    }
    return {
      heard() {
        heardMs = clock.monotonicMs();
      },
      end: () => cancel(),
    };
  }
}
