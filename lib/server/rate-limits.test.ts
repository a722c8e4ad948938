import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { answer } from './http-error.ts';
import { createRateLimits, takeOne } from './rate-limits.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** The answer to each of so many, all at once. */
function ask(times: number, take: () => Promise<void>): Promise<Response[]> {
  const one = () =>
    answer(async () => {
      await take();
      return new Response(null, { status: 204 });
    });
  return Promise.all(Array.from({ length: times }, one));
}

const statuses = (responses: readonly Response[]) => [...new Set(responses.map(({ status }) => status))];

test('two who type a command each frame, for a minute, are never held up', async () => {
  const { commands } = createRateLimits(null);
  for (let second = 0; second < 60; second++) {
    expect(statuses(await ask(2 * 60, () => takeOne(commands, 's')))).toEqual([204]);
    vi.advanceTimersByTime(1_000);
  }
});

test('a flood of commands is refused with how long to wait, and another session is not', async () => {
  const { commands } = createRateLimits(null);
  await ask(3_000, () => takeOne(commands, 's'));
  vi.advanceTimersByTime(2_500);
  const [refused] = await ask(1, () => takeOne(commands, 's'));
  expect(refused?.status).toBe(429);
  expect(refused?.headers.get('retry-after')).toBe('8');
  expect(await refused?.json()).toMatchObject({ error: { code: 'too-fast', retryAfterMs: 7_500 } });
  expect(statuses(await ask(1, () => takeOne(commands, 'other')))).toEqual([204]);
  vi.advanceTimersByTime(7_500);
  expect(statuses(await ask(1, () => takeOne(commands, 's')))).toEqual([204]);
});

test('a school behind one address takes a thousand copies at once', async () => {
  const { creations } = createRateLimits(null);
  expect(statuses(await ask(1_000, () => takeOne(creations, '192.0.2.1')))).toEqual([204]);
});
