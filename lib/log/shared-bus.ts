import { randomUUID } from 'node:crypto';
import type { Channels, Listening } from './channels.ts';
import type { BusListener, EventBus } from './event-bus.ts';
import type { EventStore } from './event-store.ts';
import { decodeNews, encodeNews } from './news.ts';
import { createOrderedNews, type OrderedNews } from './ordered-news.ts';

/** How often the log is asked for what nobody told us of. */
export interface PollIntervals {
  /** While the channels carry: they lose what is sent while they break and come back. */
  readonly upMs: number;
  readonly downMs: number;
  /** Where there are no channels and the log alone tells. */
  readonly aloneMs: number;
}

interface Watch {
  readonly listeners: Set<BusListener>;
  readonly news: OrderedNews;
  readonly listening: Listening | null;
}

/**
 * A bus between the processes that share a store. What this process publishes reaches its own listeners before `publish`
 * returns; what others do comes over the channels, and where those are broken, or there are none, by asking the store now
 * and then how far the sessions are that somebody listens to. So news may come late, but nobody misses any: each listener
 * gets every event once and in order, apart from an empty list right after it came. Whoever made channels and store closes
 * them, after the bus.
 */
export function createSharedBus({
  store,
  channels,
  pollIntervals = { upMs: 2_000, downMs: 500, aloneMs: 250 },
}: {
  readonly store: Pick<EventStore, 'heads' | 'read'>;
  readonly channels: Channels | null;
  readonly pollIntervals?: PollIntervals;
}): EventBus {
  const process = randomUUID();
  const watches = new Map<string, Watch>();
  /** Whatever was sent while the way was broken is lost. */
  const unlisten = channels?.onChange(() => poll());
  let timer: NodeJS.Timeout | undefined;

  return {
    publish(sessionId, events) {
      const first = events[0]?.sequence;
      const last = events.at(-1)?.sequence;
      if (first === undefined || last === undefined) return;
      watches.get(sessionId)?.news.take({ first, last, events }, 'here');
      channels?.send(channelOf(sessionId), encodeNews(process, events));
    },

    subscribe(sessionId, listener) {
      const watch = watches.get(sessionId) ?? startWatch(sessionId);
      const own: BusListener = (...news) => listener(...news);
      watch.listeners.add(own);
      return () => {
        watch.listeners.delete(own);
        if (watch.listeners.size === 0 && watches.get(sessionId) === watch) endWatch(sessionId, watch);
      };
    },

    async close() {
      unlisten?.();
      for (const [sessionId, watch] of watches) endWatch(sessionId, watch);
    },
  };

  function startWatch(sessionId: string): Watch {
    const listeners = new Set<BusListener>();
    const news = createOrderedNews({
      read: (range) => store.read(sessionId, range),
      deliver: (events, from) => {
        for (const listener of [...listeners]) {
          try {
            listener(events, from);
          } catch (error) {
            // The events are in the log already: one listener's fault must reach neither the writer nor its neighbours.
            console.error('A listener of the event bus failed.', error);
          }
        }
      },
    });
    const listening =
      channels?.listen(channelOf(sessionId), (message) => {
        const told = decodeNews(message, process);
        if (told) news.take(told, 'elsewhere');
      }) ?? null;
    const watch = { listeners, news, listening };
    watches.set(sessionId, watch);
    // Only from its start on does nothing escape us: what came before is looked for once.
    if (listening) void listening.started.then(() => lookFor([sessionId]));
    else void lookFor([sessionId]);
    timer ??= setTimeout(poll, nextPollMs()).unref();
    return watch;
  }

  function endWatch(sessionId: string, { news, listening }: Watch): void {
    watches.delete(sessionId);
    news.stop();
    listening?.stop();
    if (watches.size > 0) return;
    clearTimeout(timer);
    timer = undefined;
  }

  function nextPollMs(): number {
    if (!channels) return pollIntervals.aloneMs;
    return channels.isUp() ? pollIntervals.upMs : pollIntervals.downMs;
  }

  function poll(): void {
    clearTimeout(timer);
    timer = undefined;
    if (watches.size === 0) return;
    timer = setTimeout(poll, nextPollMs()).unref();
    void lookFor([...watches.keys()]);
  }

  async function lookFor(sessionIds: readonly string[]): Promise<void> {
    const heads = await store.heads(sessionIds).catch(() => null);
    // The store is away: whoever needs it finds that out, and the next poll asks again.
    if (!heads) return;
    const headOf = (sessionId: string) => heads.get(sessionId) ?? 0;
    const behind = sessionIds.filter((sessionId) => headOf(sessionId) > knownOf(sessionId));
    if (behind.length === 0) return;
    // What was just appended is mostly on its way to us, or it is our own and about to be published.
    await new Promise((resolve) => setTimeout(resolve, graceMs).unref());
    for (const sessionId of behind) {
      const known = knownOf(sessionId);
      const last = headOf(sessionId);
      if (last > known)
        watches.get(sessionId)?.news.take({ first: Math.max(known, 0) + 1, last, events: [] }, 'elsewhere');
    }
  }

  /** -1: whatever there is, listeners may not have it. */
  function knownOf(sessionId: string): number {
    return watches.get(sessionId)?.news.known() ?? -1;
  }
}

const graceMs = 50;

function channelOf(sessionId: string): string {
  return `flint:events:${sessionId}`;
}
