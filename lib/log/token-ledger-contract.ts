import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSeededRandom } from '../base/seeded-random.ts';
import type { Reservation, TokenLedger, TokenLimits, TokenWish } from './token-ledger.ts';

const today = 20_783;
const unlimited: TokenLimits = { session: null, day: null };

/** What every ledger must do, as tests. `open` gives an empty one; it is closed after each test. */
export function testTokenLedger(
  name: string,
  open: () => Promise<{ readonly ledger: TokenLedger; close(): Promise<void> }>,
): void {
  describe(`${name} as a ledger of tokens`, () => {
    let ledger: TokenLedger;
    let close: () => Promise<void>;

    beforeEach(async () => {
      ({ ledger, close } = await open());
    });
    afterEach(() => close());

    const use = (sessionId = 'pad', day = today) => ledger.use({ sessionId, day });

    test('nothing is used before anything is', async () => {
      expect(await use()).toEqual({ session: 0, day: 0 });
    });

    test('what is set aside counts at once, and what was used counts in its place once it is settled', async () => {
      const { id } = reserved(await ledger.reserve(wish(1_000)));
      expect(await use()).toEqual({ session: 1_000, day: 1_000 });
      await ledger.settle(id, 300);
      expect(await use()).toEqual({ session: 300, day: 300 });
    });

    test('a reservation is settled once, and one that nobody made is not', async () => {
      const { id } = reserved(await ledger.reserve(wish(1_000)));
      await ledger.settle(id, 0);
      await ledger.settle(id, 500);
      await ledger.settle('never made', 500);
      expect(await use()).toEqual({ session: 0, day: 0 });
    });

    test('more may be settled than was set aside, and then nothing is left', async () => {
      const limits = { session: 1_000, day: null };
      const { id } = reserved(await ledger.reserve(wish(1_000, { limits })));
      await ledger.settle(id, 1_200);
      expect(await ledger.reserve(wish(1, { limits }))).toEqual({
        status: 'refused',
        limit: 'session',
        leftTokens: 0,
      });
    });

    test('what does not fit is refused with what is left of which limit, and nothing is set aside', async () => {
      const limits = { session: 1_000, day: 1_500 };
      await ledger.reserve(wish(800, { limits }));
      expect(await ledger.reserve(wish(300, { limits }))).toEqual({
        status: 'refused',
        limit: 'session',
        leftTokens: 200,
      });
      expect(await ledger.reserve(wish(900, { limits, sessionId: 'other' }))).toEqual({
        status: 'refused',
        limit: 'day',
        leftTokens: 700,
      });
      expect(await use()).toEqual({ session: 800, day: 800 });
      expect(await use('other')).toEqual({ session: 0, day: 800 });
      expect(await ledger.reserve(wish(700, { limits, sessionId: 'other' }))).toMatchObject({ tokens: 700 });
    });

    test('where not all is left that is wanted, what is left is given, if that is enough', async () => {
      const limits = { session: 1_000, day: null };
      await ledger.reserve(wish(600, { limits }));
      expect(await ledger.reserve(wish(700, { limits, leastTokens: 401 }))).toMatchObject({ status: 'refused' });
      expect(await ledger.reserve(wish(700, { limits, leastTokens: 400 }))).toMatchObject({
        tokens: 400,
        cutBy: 'session',
      });
    });

    test('without limits everything is given, and counted all the same', async () => {
      await ledger.reserve(wish(5_000_000_000));
      expect(await ledger.reserve(wish(5_000_000_000))).toMatchObject({ tokens: 5_000_000_000, cutBy: null });
      expect(await use()).toEqual({ session: 10_000_000_000, day: 10_000_000_000 });
    });

    test('each day begins anew; what is settled after midnight counts for its own day', async () => {
      const limits = { session: 1_000, day: 1_000 };
      const { id } = reserved(await ledger.reserve(wish(1_000, { limits })));
      expect(await ledger.reserve(wish(1_000, { limits, day: today + 1 }))).toMatchObject({ tokens: 1_000 });
      await ledger.settle(id, 10);
      expect(await use()).toEqual({ session: 10, day: 10 });
      expect(await use('pad', today + 1)).toEqual({ session: 1_000, day: 1_000 });
    });

    test('days of long ago are forgotten, with what nobody settled on them', async () => {
      const { id } = reserved(await ledger.reserve(wish(1_000)));
      await ledger.reserve(wish(20, { day: today + 2 }));
      expect(await use()).toEqual({ session: 0, day: 0 });
      await ledger.settle(id, 700);
      expect(await use()).toEqual({ session: 0, day: 0 });
      expect(await use('pad', today + 2)).toEqual({ session: 20, day: 20 });
    });

    test('of many that want the same at once exactly as many have it as there is room for', () =>
      reserveAtOnce([ledger]));

    test('of many that reserve and settle at once no limit is ever overdrawn, and nothing leaks', () =>
      reserveAtRandom([ledger]));
  });
}

/** Twenty at a time, at any of the ledgers, which share what they keep: five have room. */
export async function reserveAtOnce(ledgers: readonly TokenLedger[]): Promise<void> {
  for (let round = 0; round < 10; round += 1) {
    const many = Array.from({ length: 20 }, (_, index) => ledgers[index % ledgers.length]!);
    const limits = { session: 5_500, day: null };
    const outcomes = await Promise.all(
      many.map((each) => each.reserve(wish(1_000, { sessionId: `pad ${round}`, limits }))),
    );
    expect(outcomes.filter(({ status }) => status === 'reserved')).toHaveLength(5);
    for (const outcome of outcomes) if (outcome.status === 'refused') expect(outcome.leftTokens).toBe(500);
  }
}

/**
 * Sessions reserve and settle at random, all at once, at any of the ledgers, which share what they keep. Whatever comes in
 * between, no limit is overdrawn; in the end exactly what was settled is used, and what was never settled.
 */
export async function reserveAtRandom(ledgers: readonly TokenLedger[]): Promise<void> {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const random = createSeededRandom(seed);
  const limits = { session: 4_000, day: 10_000 };
  const sessionIds = ['one', 'two', 'three', 'four'];
  /** What is certainly set aside or used: told after it was given, and taken back before it is. */
  const held = new Map(sessionIds.map((id) => [id, 0]));
  const hold = (sessionId: string, tokens: number) => {
    held.set(sessionId, held.get(sessionId)! + tokens);
    const all = [...held.values()].reduce((sum, each) => sum + each, 0);
    expect(held.get(sessionId), `seed ${seed}`).toBeLessThanOrEqual(limits.session);
    expect(all, `seed ${seed}`).toBeLessThanOrEqual(limits.day);
  };
  let refusals = 0;

  async function reserveOften(): Promise<void> {
    const open: { readonly id: string; readonly sessionId: string; readonly tokens: number }[] = [];
    for (let round = 0; round < 12; round += 1) {
      const sessionId = random.pick(sessionIds);
      const mostTokens = 1 + random.integer(1_500);
      const leastTokens = Math.max(1, mostTokens - random.integer(500));
      const outcome = await random.pick(ledgers).reserve(wish(mostTokens, { sessionId, leastTokens, limits }));
      if (outcome.status === 'refused') refusals += 1;
      else {
        expect(outcome.tokens, `seed ${seed}`).toBeGreaterThanOrEqual(leastTokens);
        hold(sessionId, outcome.tokens);
        // The process of a few dies before they settle.
        if (!random.chance(0.03)) open.push({ id: outcome.id, sessionId, tokens: outcome.tokens });
      }
      if (open.length > 1 || outcome.status === 'refused') await settleOne(open.shift());
    }
    for (const reservation of open) await settleOne(reservation);
  }

  async function settleOne(
    reservation: { readonly id: string; readonly sessionId: string; readonly tokens: number } | undefined,
  ): Promise<void> {
    if (!reservation) return;
    const used = random.chance(0.7) ? 0 : random.integer(Math.min(50, reservation.tokens));
    hold(reservation.sessionId, used - reservation.tokens);
    await random.pick(ledgers).settle(reservation.id, used);
  }

  await Promise.all(Array.from({ length: 16 }, reserveOften));
  let all = 0;
  for (const [sessionId, tokens] of held) {
    all += tokens;
    expect((await ledgers[0]!.use({ sessionId, day: today })).session, `seed ${seed}, ${sessionId}`).toBe(tokens);
  }
  expect((await ledgers.at(-1)!.use({ sessionId: 'nobody', day: today })).day, `seed ${seed}`).toBe(all);
  expect(refusals, `seed ${seed}`).toBeGreaterThan(0);
}

function wish(mostTokens: number, more: Partial<TokenWish> = {}): TokenWish {
  return { sessionId: 'pad', day: today, leastTokens: mostTokens, mostTokens, limits: unlimited, ...more };
}

function reserved(outcome: Reservation): Extract<Reservation, { status: 'reserved' }> {
  if (outcome.status !== 'reserved') throw new Error(`It was refused: ${JSON.stringify(outcome)}`);
  return outcome;
}
