import type { Race, Racer } from '../../lib/session/session-state.ts';

/** What can be counted of a racer at a moment. */
export interface RacerNumbers {
  /** Since the race began, until it ended. */
  readonly clockMs: number;
  readonly timeToFirstTokenMs: number | null;
  /** From its first token on. */
  readonly tokensPerSecond: number | null;
  readonly tokens: number;
}

/** A speed over less than this says nothing. */
const leastMs = 100;

/** The numbers of a racer. `nowMs` is on the clock of the log. */
export function racerNumbers(race: Race, racer: Racer, nowMs: number): RacerNumbers {
  const { record, writingSinceMs, lastAtMs } = racer;
  const { receipt, tokens, timeToFirstTokenMs } = record;
  const writingMs = writingSinceMs === null ? 0 : lastAtMs - writingSinceMs;
  return {
    clockMs: Math.max(0, (record.status === 'running' ? nowMs : lastAtMs) - race.startedAtMs),
    timeToFirstTokenMs,
    tokensPerSecond: receipt
      ? receipt.tokensPerSecond
      : writingMs < leastMs
        ? null
        : Math.round(tokens / (writingMs / 1000)),
    tokens,
  };
}

/** When something happened last in a race, on the clock of the log. */
export function lastMoment(race: Race): number {
  return Math.max(race.startedAtMs, ...race.racers.map(({ lastAtMs }) => lastAtMs));
}
