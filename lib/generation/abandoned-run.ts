import type { Clock } from '../base/clock.ts';
import type { EventLog } from '../log/event-log.ts';
import type { Lease } from '../log/event-store.ts';
import { isRunning } from '../session/run-machine.ts';
import { findRun } from '../session/session-state.ts';
import type { OpenSession } from './open-session.ts';
import { leaseMs } from './run-lease.ts';

/** How often it is looked whether a run still has an owner; and how long a new one may take to show that it has. */
const lookMs = 2_000;

/**
 * Looks after a session's runs that other processes carry out: one whose owner is gone, since nobody holds the lease any
 * more, is handed to `end`, with the lease. The function returned ends it.
 */
export function watchForAbandonedRun({
  session,
  log,
  owner,
  clock,
  isOurs,
  end,
}: {
  readonly session: OpenSession;
  readonly log: EventLog;
  readonly owner: string;
  readonly clock: Clock;
  isOurs(runId: string): boolean;
  end(runId: string, lease: Lease): Promise<unknown>;
}): () => void {
  let cancelLook: (() => void) | null = null;
  let isLooking = false;
  let isOver = false;

  const unlisten = session.listen(() => lookIn(lookMs));
  const { run } = session.state;
  if (isRunning(run)) {
    // Whoever has only just started it may not have the lease yet.
    const ageMs = clock.nowMs() - (findRun(session.state, run.runId)?.startedAtMs ?? 0);
    lookIn(Math.min(lookMs, Math.max(0, lookMs - ageMs)));
  }

  return () => {
    isOver = true;
    unlisten();
    cancelLook?.();
  };

  function abandonable(): string | null {
    return isRunning(session.state.run) && !isOurs(session.state.run.runId) ? session.state.run.runId : null;
  }

  function lookIn(delayMs: number): void {
    if (isOver || isLooking || cancelLook || abandonable() === null) return;
    cancelLook = clock.schedule(delayMs, () => {
      cancelLook = null;
      isLooking = true;
      // What the store refuses now is tried again with the next look.
      void look()
        .catch(() => {})
        .then(() => {
          isLooking = false;
          lookIn(lookMs);
        });
    });
  }

  async function look(): Promise<void> {
    const runId = abandonable();
    const lease = runId === null ? null : await log.takeLease(session.id, owner, leaseMs);
    if (runId === null || !lease) return;
    try {
      await end(runId, lease);
    } finally {
      await log.releaseLease(session.id, lease);
    }
  }
}
