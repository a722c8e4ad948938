import type { Clock } from '../base/clock.ts';

/** What happens to a page from outside of it. */
export interface PageListener {
  /** This machine has a network again, or has none any more. */
  networkChanged(): void;
  /** The page was looked at again, came back from the browser's cache, or the machine woke: time may have been skipped. */
  mayHaveSlept(): void;
  /** Nobody looks at the page any more. */
  hidden(): void;
  shown(): void;
}

/** How often it is asked whether the machine slept, which no browser tells. */
const tickMs = 5_000;

/** A tick that comes so much too late was slept through. */
const lateMs = 10_000;

/** Hears these things of the page it runs in; where there is no page, only sleep. Returns what ends it. */
export function watchPage(clock: Clock, listener: PageListener): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  const hear = (target: EventTarget | undefined, type: string, heard: (event: Event) => void) =>
    target?.addEventListener(type, heard, { signal });
  const page = globalThis.document as Document | undefined;
  const windowOrNone = page?.defaultView ?? undefined;
  hear(windowOrNone, 'online', () => listener.networkChanged());
  hear(windowOrNone, 'offline', () => listener.networkChanged());
  hear(windowOrNone, 'pageshow', (event) => {
    if ((event as PageTransitionEvent).persisted) listener.mayHaveSlept();
  });
  hear(page, 'visibilitychange', () => {
    if (page?.visibilityState === 'hidden') {
      listener.hidden();
      return;
    }
    listener.shown();
    listener.mayHaveSlept();
  });
  let tickedAtMs = clock.nowMs();
  let cancelTick = clock.schedule(tickMs, tick);
  return () => {
    ending.abort();
    cancelTick();
  };

  function tick(): void {
    const nowMs = clock.nowMs();
    if (nowMs - tickedAtMs > tickMs + lateMs) listener.mayHaveSlept();
    tickedAtMs = nowMs;
    cancelTick = clock.schedule(tickMs, tick);
  }
}
