import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { HttpError } from './http-error.ts';
import { createCounter, type SharedCounts } from './shared-counts.ts';

/** How often things may be done. What one meets is far above what people, and pages on their behalf, do. */
export interface RateLimits {
  /** By session: its edit token is one. Several people who type send a command per frame each. */
  readonly commands: RateLimiterAbstract;
  /** By address. A school is one address, and a class takes its copies all at once. */
  readonly creations: RateLimiterAbstract;
  /** By address. Checking what somebody brings is much more work than making a session. */
  readonly imports: RateLimiterAbstract;
  /** By address. Each makes this server ask others, with keys that came along. */
  readonly ownLists: RateLimiterAbstract;
  /** By session. Somebody who types and pauses asks every two seconds or so; a class may share a session. */
  readonly proposals: RateLimiterAbstract;
  /** By open page. */
  readonly presence: RateLimiterAbstract;
  /** By session: whoever invents pages is held up here. */
  readonly presenceOfAll: RateLimiterAbstract;
}

const rates = {
  commands: { points: 3_000, duration: 10 },
  creations: { points: 2_000, duration: 600 },
  imports: { points: 200, duration: 600 },
  ownLists: { points: 1_000, duration: 600 },
  proposals: { points: 120, duration: 60 },
  presence: { points: 40, duration: 5 },
  presenceOfAll: { points: 2_000, duration: 5 },
} as const;

/**
 * What is asked for once is counted by all processes together. What comes with every key is counted by each alone: nobody's
 * typing waits for another server.
 */
export function createRateLimits(counts: SharedCounts | null): RateLimits {
  return {
    commands: new RateLimiterMemory(rates.commands),
    creations: createCounter('creations', rates.creations, counts),
    imports: createCounter('imports', rates.imports, counts),
    ownLists: createCounter('own-lists', rates.ownLists, counts),
    proposals: createCounter('proposals', rates.proposals, counts),
    presence: new RateLimiterMemory(rates.presence),
    presenceOfAll: new RateLimiterMemory(rates.presenceOfAll),
  };
}

/** Counts one, or refuses with 429 and how long to wait. */
export async function takeOne(limit: RateLimiterAbstract, key: string): Promise<void> {
  try {
    await limit.consume(key);
  } catch (rejected) {
    if (!(rejected instanceof RateLimiterRes)) throw rejected;
    const message = 'This comes faster than Flint takes it. Wait a moment, then go on.';
    throw new HttpError(429, 'too-fast', message, Math.max(1, rejected.msBeforeNext));
  }
}
