import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createCodeTries, requireAccessCode } from './access.ts';
import { readEnvironment } from './environment.ts';
import { HttpError } from './http-error.ts';
import { createModels } from './models.ts';

const read = readEnvironment({ OPENAI_API_KEY: 'key', FLINT_ACCESS_CODE: 'right' });
if (!read.ok) throw new Error(read.refusal.message);
const environment = read.value;
const models = createModels(environment);
let codeTries: ReturnType<typeof createCodeTries>;

beforeEach(() => {
  vi.useFakeTimers();
  codeTries = createCodeTries(null);
});

afterEach(() => void vi.useRealTimers());

/** How trying this code, or none, goes. */
async function attempt(code: string | null, from = '192.0.2.1'): Promise<string> {
  const headers = { 'x-forwarded-for': from, ...(code === null ? {} : { 'x-flint-access-code': code }) };
  const request = new Request('http://127.0.0.1/', { headers });
  try {
    await requireAccessCode(request, { environment, models, codeTries });
    return 'in';
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    return `${error.status} ${error.code}${error.retryAfterMs === undefined ? '' : ` ${error.retryAfterMs}`}`;
  }
}

async function attemptTimes(count: number, code: string | null, from?: string): Promise<void> {
  for (let time = 0; time < count; time++) await attempt(code, from);
}

test('the right code opens, a wrong one and none do not', async () => {
  expect(await attempt('right')).toBe('in');
  expect(await attempt('wrong')).toBe('401 access-code-needed');
  expect(await attempt(null)).toBe('401 access-code-needed');
});

test('after ten wrong codes within a minute even the right one is refused until the minute is over', async () => {
  await attemptTimes(9, 'wrong');
  expect(await attempt('right')).toBe('in');
  expect(await attempt('wrong')).toBe('401 access-code-needed');
  vi.advanceTimersByTime(20_000);
  expect(await attempt('wrong')).toBe('429 too-many-tries 40000');
  expect(await attempt('right')).toBe('429 too-many-tries 40000');
  vi.advanceTimersByTime(40_000);
  expect(await attempt('right')).toBe('in');
});

test('codes that come at once are counted each', async () => {
  const answers = await Promise.all(Array.from({ length: 30 }, () => attempt('wrong')));
  expect(answers.filter((answer) => answer.startsWith('401'))).toHaveLength(10);
});

test('only wrong codes count: neither right ones nor requests without one', async () => {
  await attemptTimes(50, 'right');
  await attemptTimes(50, null);
  expect(await attempt('right')).toBe('in');
});

test('another address has its own tries, whatever addresses a client says it passed on for', async () => {
  await attemptTimes(10, 'wrong', '198.51.100.1, 192.0.2.1');
  expect(await attempt('right', '192.0.2.2')).toBe('in');
  expect(await attempt('right', '198.51.100.2, 192.0.2.1')).toMatch('429');
});
