import type { Clock } from '../base/clock.ts';
import type { EventLog } from '../log/event-log.ts';
import type { Lease } from '../log/event-store.ts';
import { isRunning } from '../session/run-machine.ts';
import { findLane } from '../session/race.ts';
import { findRun, type RunRecord, type SessionState } from '../session/session-state.ts';
import type { OpenSession } from './open-session.ts';
import { leaseMs } from './run-lease.ts';

/** How often it is looked whether a run still has an owner; and how long a new one may take to show that it has. */
const lookMs = 2_000;

/**
 * Looks after a session's runs that other processes carry out, racers' too: those whose owner is gone, since nobody holds the lease any
 * more, are handed to `end`, with the lease. The function returned ends it.
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
  const [first] = runsGoing(session.state);
  if (first) {
    // Whoever has only just started it may not have the lease yet.
    const ageMs = clock.nowMs() - first.startedAtMs;
    lookIn(Math.min(lookMs, Math.max(0, lookMs - ageMs)));
  }

  return () => {
    isOver = true;
    unlisten();
    cancelLook?.();
  };

  function abandonable(): readonly string[] {
    return runsGoing(session.state).flatMap(({ id }) => (isOurs(id) ? [] : [id]));
  }

  function lookIn(delayMs: number): void {
    if (isOver || isLooking || cancelLook || abandonable().length === 0) return;
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
    if (abandonable().length === 0) return;
    const lease = await log.takeLease(session.id, owner, leaseMs);
    if (!lease) return;
    try {
      for (const runId of abandonable()) await end(runId, lease);
    } finally {
      await log.releaseLease(session.id, lease);
    }
  }
}

/** The session's run, and the racers of its last race: those that have not come to an end. */
function runsGoing(state: SessionState): readonly RunRecord[] {
  const run = isRunning(state.run) ? findRun(state, state.run.runId) : null;
  const racers = (state.races.at(-1)?.racers ?? []).filter(
    (racer) => isRunning(racer.run) && racer.record.id !== run?.id && findLane(state, racer.record.id),
  );
  return [...(run ? [run] : []), ...racers.map(({ record }) => record)];
}
