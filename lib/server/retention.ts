import type { Clock } from '../base/clock.ts';
import type { EventLog } from '../log/event-log.ts';

export const dayMs = 24 * 60 * 60 * 1_000;

/** The first look is soon, but not while the server has its first visitors to see to. */
const firstLookMs = 60_000;
const betweenLooksMs = 60 * 60 * 1_000;
const pageLength = 100;

/**
 * Erases, every hour, the sessions in which nothing has happened for `days`; for none of them with null. One that is open
 * here is left for later. Forks stay whole, whatever they came from. The function returned ends it.
 */
export function startRetention({
  log,
  clock,
  days,
  isOpen,
  report,
}: {
  readonly log: Pick<EventLog, 'listSessions' | 'find' | 'erase'>;
  readonly clock: Clock;
  readonly days: number | null;
  isOpen(sessionId: string): boolean;
  /** For the server's log. */
  report(line: string): void;
}): () => void {
  if (days === null) return () => {};
  const idleMs = days * dayMs;
  let isEnded = false;
  let cancel = clock.schedule(firstLookMs, look);
  return () => {
    isEnded = true;
    cancel();
  };

  function look(): void {
    sweep()
      .then(
        (erased) => {
          if (erased > 0) report(`Erased ${erased} ${erased === 1 ? 'session' : 'sessions'} idle for ${days} days.`);
        },
        (error: unknown) => report(`Idle sessions could not be erased: ${String(error)}`),
      )
      .finally(() => {
        if (!isEnded) cancel = clock.schedule(betweenLooksMs, look);
      });
  }

  async function sweep(): Promise<number> {
    const idleSinceMs = clock.nowMs() - idleMs;
    let erased = 0;
    for (let offset = 0; !isEnded;) {
      const page = await log.listSessions({ idleSinceMs, limit: pageLength, offset });
      for (const { id } of page) {
        if (isEnded) break;
        if (await isStillIdle(id, idleSinceMs)) erased += (await log.erase(id)) ? 1 : 0;
        else offset++;
      }
      if (page.length < pageLength) break;
    }
    return erased;
  }

  /** Somebody may have come since it was listed. */
  async function isStillIdle(id: string, idleSinceMs: number): Promise<boolean> {
    const record = await log.find(id);
    return !isOpen(id) && (record === null || record.lastActiveAtMs < idleSinceMs);
  }
}
