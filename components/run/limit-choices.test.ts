import { expect, test } from 'vitest';
import { mayAskAnother, waitBeforeGoingOn } from './limit-choices.ts';

test('a limit whose end is known is waited for, and never less than a second', () => {
  expect(waitBeforeGoingOn({ code: 'rate-limit', retryAfterMs: 12_000 }, 0)).toBe(12_000);
  expect(waitBeforeGoingOn({ code: 'overloaded', retryAfterMs: 20 }, 0)).toBe(1_000);
});

test('without a known end, after too long a wait, or after five of them, a person is to say so', () => {
  expect(waitBeforeGoingOn({ code: 'rate-limit' }, 0)).toBeNull();
  expect(waitBeforeGoingOn({ code: 'rate-limit', retryAfterMs: 3_600_000 }, 0)).toBeNull();
  expect(waitBeforeGoingOn({ code: 'rate-limit', retryAfterMs: 2_000 }, 4)).toBe(2_000);
  expect(waitBeforeGoingOn({ code: 'rate-limit', retryAfterMs: 2_000 }, 5)).toBeNull();
});

test('what waiting does not mend is not waited for', () => {
  for (const code of ['quota', 'context', 'auth', 'network', 'internal'] as const) {
    expect(waitBeforeGoingOn({ code, retryAfterMs: 1_000 }, 0)).toBeNull();
  }
});

test('another model is offered where it may help, and not where the connection or Flint is the cause', () => {
  const codes = [
    'rate-limit',
    'overloaded',
    'quota',
    'context',
    'network',
    'internal',
    'store-full',
    'budget',
  ] as const;
  expect(codes.filter((code) => mayAskAnother({ code }))).toEqual(['rate-limit', 'overloaded', 'quota', 'context']);
});
