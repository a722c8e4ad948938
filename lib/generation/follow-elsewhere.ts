import { backoffMs } from '../base/backoff.ts';
import type { Clock } from '../base/clock.ts';
import type { EventLog } from '../log/event-log.ts';
import type { StoredEvent } from '../log/event-store.ts';

/** Keeps somebody who has a log's events up to `position` in step with what other processes append. */
export interface ElsewhereFollower {
  /** The log may have gone on: it is read, at its turn. */
  look(): void;
  stop(): void;
}

/**
 * News come late, twice, in any order and with gaps, or not at all: what does not join on to `position` only says that
 * the log is to be read. While it cannot be read it is tried again. `take` gets events that join on, in a turn of its own.
 */
export function followElsewhere({
  log,
  sessionId,
  clock,
  position,
  take,
  inTurn,
}: {
  readonly log: EventLog;
  readonly sessionId: string;
  readonly clock: Clock;
  position(): number;
  take(events: readonly StoredEvent[]): void;
  inTurn(work: () => Promise<void>): Promise<void>;
}): ElsewhereFollower {
  let waiting: (readonly StoredEvent[])[] = [];
  let failures = 0;
  let isStopped = false;
  let cancelRetry: (() => void) | null = null;
  const unlisten = log.listenElsewhere(sessionId, hear);

  return {
    look: () => hear([]),
    stop() {
      isStopped = true;
      unlisten();
      cancelRetry?.();
    },
  };

  function hear(events: readonly StoredEvent[]): void {
    waiting.push(events);
    if (waiting.length > 1 || isStopped) return;
    inTurn(catchUp).catch(() => {
      if (isStopped) return;
      cancelRetry?.();
      cancelRetry = clock.schedule(backoffMs(failures++, { firstMs: 100, mostMs: 2_000 }), () => hear([]));
    });
  }

  async function catchUp(): Promise<void> {
    const batches = waiting;
    waiting = [];
    if (isStopped) return;
    const fresh = joinedOn(position(), batches);
    if (fresh) take(fresh);
    else take(await log.readAll(sessionId, { after: position() }));
    failures = 0;
  }
}

/** What of these comes after `position`, in order; null when something is missing. */
function joinedOn(position: number, batches: readonly (readonly StoredEvent[])[]): readonly StoredEvent[] | null {
  if (batches.some((events) => events.length === 0)) return null;
  const bySequence = new Map(batches.flat().map((event) => [event.sequence, event]));
  const fresh = [...bySequence.values()]
    .filter(({ sequence }) => sequence > position)
    .toSorted((a, b) => a.sequence - b.sequence);
  return fresh.every(({ sequence }, index) => sequence === position + 1 + index) ? fresh : null;
}
