import { expect, test } from 'vitest';
import { createManualClock } from '../base/clock.ts';
import { StoreError } from '../log/event-store.ts';
import { createMemoryTokenLedger } from '../log/memory-token-ledger.ts';
import type { TokenLedger } from '../log/token-ledger.ts';
import type { ModelProvider } from '../providers/model-provider.ts';
import { createTokenBudget } from './token-budget.ts';
import { mostInputTokens } from './call-tally.ts';

const provider: ModelProvider = {
  id: 'silent',
  name: 'Silent',
  async *generate() {},
  listModels: () => Promise.resolve([]),
};
const request = { model: 'm', system: 'be good', messages: [], maxOutputTokens: 5_000 };

test('what the store could not take is settled once it can', async () => {
  const ledger = createMemoryTokenLedger();
  let isAway = true;
  const { budget, clock, reported } = tell({
    ...ledger,
    settle: (id, used) =>
      isAway ? Promise.reject(new StoreError('unreachable', 'It is away.')) : ledger.settle(id, used),
  });
  const allowance = await budget.setAside({ sessionId: 's', provider, request });
  if (allowance.status !== 'allowed') throw new Error('It was refused.');
  await allowance.settle(70);
  for (let second = 0; second < 5; second++) await pass(clock, 1_000);
  expect((await budget.use('s'))?.session?.usedTokens).toBeGreaterThan(5_000);
  isAway = false;
  for (let second = 0; second < 60; second++) await pass(clock, 1_000);
  expect((await budget.use('s'))?.session?.usedTokens).toBe(70);
  expect(reported).toHaveLength(1);
});

test('without the ledger nothing may be spent', async () => {
  const broken = () => Promise.reject(new StoreError('unreachable', 'It is away.'));
  const { budget } = tell({ ...createMemoryTokenLedger(), reserve: broken });
  await expect(budget.setAside({ sessionId: 's', provider, request })).rejects.toMatchObject({ kind: 'unreachable' });
});

test('only the limits that are set are told, with the next midnight', async () => {
  const { budget, clock } = tell(createMemoryTokenLedger());
  clock.advance(36 * 60 * 60_000);
  expect(await budget.use('s')).toEqual({
    session: { usedTokens: 0, limitTokens: 8_000 },
    day: null,
    freshAtMs: 48 * 60 * 60_000,
  });
});

test('a question has more tokens than code usually has, and one for each character of other scripts', () => {
  const tokensOf = (text: string) =>
    mostInputTokens({ system: text, messages: [] }) - mostInputTokens({ system: '', messages: [] });
  expect(tokensOf('abc'.repeat(100))).toBe(100);
  expect(tokensOf('καλημέρα')).toBe(8);
  expect(tokensOf('日本')).toBe(2);
  const given = { system: '', messages: [], prediction: 'abc'.repeat(10) };
  expect(mostInputTokens(given) - mostInputTokens({ ...given, prediction: '' })).toBe(10);
});

function tell(ledger: TokenLedger) {
  const clock = createManualClock();
  const reported: unknown[] = [];
  const budget = createTokenBudget({
    ledger,
    limits: { session: 8_000, day: null },
    clock,
    isCounted: () => true,
    report: (error) => reported.push(error),
  });
  return { budget, clock, reported };
}

async function pass(clock: ReturnType<typeof createManualClock>, byMs: number): Promise<void> {
  clock.advance(byMs);
  await new Promise<void>((resolve) => setImmediate(resolve));
}
