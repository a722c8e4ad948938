/** How many tokens may be used within a day: by one session, and by all of them together. Null: any number. */
export interface TokenLimits {
  readonly session: number | null;
  readonly day: number | null;
}

/** How many tokens were used on a day, with those that are set aside. */
export interface TokenUse {
  readonly session: number;
  readonly day: number;
}

/** What is to be set aside: `mostTokens` if there are so many left, else what is left, but not less than `leastTokens`. */
export interface TokenWish {
  readonly sessionId: string;
  /** Days since 1970, by UTC. */
  readonly day: number;
  readonly leastTokens: number;
  readonly mostTokens: number;
  readonly limits: TokenLimits;
}

/** What became of a `TokenWish`. */
export type Reservation =
  | {
      readonly status: 'reserved';
      readonly id: string;
      readonly tokens: number;
      /** The limit that there was not enough left of for all that was wanted. */
      readonly cutBy: keyof TokenLimits | null;
    }
  /** There is too little left of this limit, whichever has less: so much of it. Nothing was set aside. */
  | { readonly status: 'refused'; readonly limit: keyof TokenLimits; readonly leftTokens: number };

/**
 * Which session used how many tokens on which day. Tokens are set aside before a model is asked, the worst case of them,
 * and settled when it is known how many it took. However many processes reserve at once, what is set aside never goes over
 * a limit; what is settled may, where a model took more than its worst case, and then nothing more is given.
 *
 * A reservation that nobody settles, because its process died or the answer of `reserve` was lost, counts as used for the
 * whole of its day, all of it: nobody can know whether the money was spent. It needs no clock to expire, and can be settled
 * at any later time. Days of long ago are forgotten. All methods throw a `StoreError` when the store is broken.
 */
export interface TokenLedger {
  reserve(wish: TokenWish): Promise<Reservation>;
  /** Puts what was used, perhaps nothing, in the place of what was set aside. Only the first time does anything. */
  settle(reservationId: string, usedTokens: number): Promise<void>;
  use(of: Pick<TokenWish, 'sessionId' | 'day'>): Promise<TokenUse>;
}

/** So many days are kept: today, and yesterday for what is settled after midnight. */
const keptDays = 2;

/** When a day has its first reservation, what is older than this one may be forgotten. */
export function firstKeptDay(today: number): number {
  return today - keptDays + 1;
}

/** What may be set aside when so much is used. */
export function allow(
  { leastTokens, mostTokens, limits }: TokenWish,
  used: TokenUse,
): Omit<Extract<Reservation, { status: 'reserved' }>, 'id'> | Extract<Reservation, { status: 'refused' }> {
  const left = (limit: keyof TokenLimits) => Math.max(0, (limits[limit] ?? Infinity) - used[limit]);
  const limit = left('session') < left('day') ? 'session' : 'day';
  const leftTokens = left(limit);
  if (leftTokens < leastTokens) return { status: 'refused', limit, leftTokens };
  return {
    status: 'reserved',
    tokens: Math.min(mostTokens, leftTokens),
    cutBy: leftTokens < mostTokens ? limit : null,
  };
}
