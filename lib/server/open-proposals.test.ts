import { expect, test } from 'vitest';
import { createManualClock } from '../base/clock.ts';
import { createOpenProposals } from './open-proposals.ts';

test('a page that asks anew calls off what it asked before, and no other page’s', () => {
  const proposals = createOpenProposals(createManualClock());
  const first = proposals.begin('pad ann');
  const bobs = proposals.begin('pad bob');
  const second = proposals.begin('pad ann');
  expect([first.signal.aborted, bobs.signal.aborted, second.signal.aborted]).toEqual([true, false, false]);
  proposals.end('pad ann', first);
  proposals.begin('pad ann');
  expect(second.signal.aborted, 'what is over has nothing to say').toBe(true);
});

test('an account that has little left is left to the runs until it has more', () => {
  const clock = createManualClock();
  const proposals = createOpenProposals(clock);
  proposals.saw('openai', { type: 'rate-limit', remainingRequests: 40, remainingTokens: 500_000, resetMs: 900 });
  expect(proposals.waitMs('openai')).toBe(0);
  proposals.saw('openai', { type: 'rate-limit', remainingRequests: 3, resetMs: 900 });
  expect([proposals.waitMs('openai'), proposals.waitMs('cerebras')]).toEqual([900, 0]);
  clock.advance(899);
  expect(proposals.waitMs('openai')).toBe(1);
  clock.advance(1);
  expect(proposals.waitMs('openai')).toBe(0);
  proposals.saw('openai', { type: 'rate-limit', remainingTokens: 20_000 });
  expect(proposals.waitMs('openai')).toBe(20_000);
});

test('a refusal holds for as long as the provider says, and a shorter one does not end it', () => {
  const clock = createManualClock();
  const proposals = createOpenProposals(clock);
  proposals.refused('openai', 5_000);
  proposals.refused('openai', 1_000);
  expect(proposals.waitMs('openai')).toBe(5_000);
  proposals.refused('mistral', undefined);
  expect(proposals.waitMs('mistral')).toBe(20_000);
});
