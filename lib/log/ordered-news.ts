import type { EventStore, StoredEvent } from './event-store.ts';
import type { News } from './news.ts';

type Origin = 'here' | 'elsewhere';

/** Puts the news of one session in order before anybody hears of them. */
export interface OrderedNews {
  /** The last event that was passed on; null before the first. */
  known(): number | null;
  take(news: News, from: Origin): void;
  stop(): void;
}

/**
 * Passes on each event once and in order: news that join on at once, and after a gap, or when they bring no events, once
 * what lacks has been read from the log: once here, instead of once by every listener. While the log cannot be read, they
 * wait and it is tried again.
 */
export function createOrderedNews({
  read,
  deliver,
  retryMs = 500,
}: {
  readonly read: (range: { readonly after: number; readonly upTo: number }) => ReturnType<EventStore['read']>;
  readonly deliver: (events: readonly StoredEvent[], from: Origin) => void;
  readonly retryMs?: number;
}): OrderedNews {
  let known: number | null = null;
  let waiting: { readonly news: News; readonly from: Origin }[] = [];
  let isReading = false;
  let isStopped = false;

  return {
    known: () => known,
    take(news, from) {
      if (isReading) waiting.push({ news, from });
      else pass(news, from);
    },
    stop() {
      isStopped = true;
      waiting = [];
    },
  };

  function pass(news: News, from: Origin): void {
    if (known !== null && news.last <= known) return;
    const joinsOn = known === null || news.first <= known + 1;
    if (joinsOn && news.events.length > 0) {
      const { events } = news;
      const fresh = known === null || news.first > known ? events : events.slice(known - news.first + 1);
      known = news.last;
      deliver(fresh, from);
    } else if (known === null) {
      known = news.last;
      deliver([], from);
    } else {
      waiting.push({ news, from });
      void fillGaps();
    }
  }

  async function fillGaps(): Promise<void> {
    isReading = true;
    while (waiting.length > 0 && !isStopped) {
      waiting.sort((a, b) => a.news.first - b.news.first);
      const { news } = waiting[0]!;
      const after = known ?? 0;
      const upTo = news.events.length > 0 ? news.first - 1 : news.last;
      if (after >= upTo) {
        passNext();
        continue;
      }
      let events: readonly StoredEvent[];
      try {
        events = await read({ after, upTo });
      } catch {
        await new Promise((resolve) => setTimeout(resolve, retryMs).unref());
        continue;
      }
      if (isStopped) return;
      if (events.length > 0) {
        known = events.at(-1)!.sequence;
        deliver(events, 'elsewhere');
      } else {
        // Announced, and not in the log: the session was erased. Nothing more will come of it.
        known = upTo;
      }
    }
    isReading = false;
  }

  /** The first that waits joins on now. Others that came with it may as well. */
  function passNext(): void {
    const next = waiting.shift();
    if (next) pass(next.news, next.from);
  }
}
