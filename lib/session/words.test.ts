import { expect, test } from 'vitest';
import type { SpentBudget } from './session-event.ts';
import { describeFailure } from './words.ts';

const spent: SpentBudget = {
  limit: 'session',
  leftTokens: 0,
  neededTokens: 3_200,
  freshAtMs: 86_400_000,
  isCut: false,
};

function tell(more: Partial<SpentBudget>): string {
  const { title, text } = describeFailure({ code: 'budget', spent: { ...spent, ...more } });
  return `${title}. ${text}`;
}

test('a budget that is used up is told with whose it is, and when there is more', () => {
  expect(tell({})).toContain('This session has used its tokens for today.');
  expect(tell({ limit: 'day' })).toContain('Flint’s tokens for today are used up.');
  for (const limit of ['session', 'day'] as const) expect(tell({ limit })).toContain('At midnight, UTC');
  expect(tell({})).not.toContain('are left');
});

test('what is left of a budget is told with what would be needed', () => {
  expect(tell({ leftTokens: 600 })).toMatch(/^This session has used its tokens.*600 are left to this session.*3,200/);
  expect(tell({ leftTokens: 3_000, limit: 'day' })).toMatch(/^Too few tokens.*3,000 are left to this Flint.*3,200/);
});

test('an answer that ended with the budget is told as cut, and that it is kept', () => {
  expect(tell({ isCut: true })).toMatch(/^The answer was cut where today’s tokens end.*is kept/);
});

test('a budget that is told without its facts, as another’s log may, is told all the same', () => {
  expect(describeFailure({ code: 'budget' }).title).toBe('Flint’s tokens for today are used up');
});
