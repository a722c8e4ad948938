import type { Clock } from '../base/clock.ts';
import type { EventLog } from '../log/event-log.ts';
import type { Lease } from '../log/event-store.ts';

/** How long a lease lasts without being renewed: then its owner counts as gone, and others end its run. */
export const leaseMs = 6_000;
const renewMs = 2_000;

/** The right to carry out a session's run, held by this process. */
export interface RunLease {
  /** Resolves once it is ours; to null when it was let go before. Never rejects. */
  readonly taken: Promise<Lease | null>;
  /** The lease if it is ours by now. */
  now(): Promise<Lease | null>;
  /** Gives it back, or stops waiting for it. Resolves when others can have it. */
  letGo(): Promise<void>;
}

/**
 * Takes the lease as soon as it is free (the run before may just have ended in another process) and renews it. While the
 * store is away it is tried again; what is appended under it then shows whether it is still ours. `onLost` is called when
 * it has passed to somebody else.
 */
export function takeRunLease({
  log,
  sessionId,
  owner,
  clock,
  onLost,
}: {
  readonly log: EventLog;
  readonly sessionId: string;
  readonly owner: string;
  readonly clock: Clock;
  onLost(): void;
}): RunLease {
  let lease: Lease | null = null;
  let isOver = false;
  let cancelTimer = () => {};
  let giveUp: () => void = () => {};
  const givenUp = new Promise<null>((resolve) => (giveUp = () => resolve(null)));
  const underWay = take();

  const taken = Promise.race([underWay, givenUp]);

  return {
    taken,
    now: () => Promise.race([taken, Promise.resolve(null)]),
    async letGo() {
      if (isOver) return;
      isOver = true;
      cancelTimer();
      giveUp();
      // It may be on its way.
      await underWay.catch(() => null);
      // Failing this, it runs out by itself.
      if (lease) await log.releaseLease(sessionId, lease).catch(() => {});
    },
  };

  async function take(): Promise<Lease | null> {
    for (let waitMs = 10; !isOver; waitMs = Math.min(waitMs * 2, 500)) {
      lease = await log.takeLease(sessionId, owner, leaseMs).catch(() => null);
      if (lease) {
        renewLater();
        return lease;
      }
      await new Promise<void>((resolve) => {
        const cancel = clock.schedule(waitMs, resolve);
        void givenUp.then(() => {
          cancel();
          resolve();
        });
      });
    }
    return null;
  }

  function renewLater(): void {
    if (isOver) return;
    cancelTimer = clock.schedule(renewMs, () => {
      void renew()
        .catch(() => {})
        .then(renewLater);
    });
  }

  async function renew(): Promise<void> {
    if (!lease || isOver || (await log.renewLease(sessionId, lease, leaseMs))) return;
    if (isOver) return;
    isOver = true;
    onLost();
  }
}
