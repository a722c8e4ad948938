import { expect, test } from 'vitest';
import { readDurationMs, readRateLimits, readRetryAfterMs } from './rate-limits.ts';

test('durations are read in every form that providers use', () => {
  const read = ['20ms', '1s', '1.5s', '6m0s', '1h2m3s', '2d', '7', '0.25', '', 'soon', '5 s'].map(readDurationMs);
  expect(read).toEqual([20, 1000, 1500, 360_000, 3_723_000, 172_800_000, 7000, 250, undefined, undefined, undefined]);
});

test("OpenAI's headers give what is left and when the first limit is renewed", () => {
  const headers = new Headers({
    'x-ratelimit-remaining-requests': '59',
    'x-ratelimit-remaining-tokens': '149984',
    'x-ratelimit-reset-requests': '1s',
    'x-ratelimit-reset-tokens': '6m0s',
  });
  expect(readRateLimits(headers)).toEqual({ remainingRequests: 59, remainingTokens: 149_984, resetMs: 1000 });
});

test('of several windows the tightest counts, and the reset is that of what is used up', () => {
  const headers = new Headers({
    'x-ratelimit-remaining-requests-minute': '0',
    'x-ratelimit-reset-requests-minute': '12.5',
    'x-ratelimit-remaining-requests-day': '14100',
    'x-ratelimit-reset-requests-day': '33011.382867',
    'x-ratelimit-remaining-tokens-minute': '60000',
    'x-ratelimit-reset-tokens-minute': '1.3',
  });
  expect(readRateLimits(headers)).toEqual({ remainingRequests: 0, remainingTokens: 60_000, resetMs: 12_500 });
});

test('no such headers, no limits', () => {
  expect(readRateLimits(new Headers({ 'x-request-id': 'req_1' }))).toBeUndefined();
});

test('the wait is read from milliseconds, then seconds, then a date, then the limits', () => {
  const nowMs = Date.parse('2026-11-01T10:00:00Z');
  const wait = (headers: Record<string, string>, withResets = true) =>
    readRetryAfterMs(new Headers(headers), withResets, nowMs);
  const limits = { 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '3s' };
  expect(wait({ 'retry-after-ms': '120', 'retry-after': '9' })).toBe(120);
  expect(wait({ 'retry-after': '1.5', ...limits })).toBe(1500);
  expect(wait({ 'retry-after': 'Sun, 01 Nov 2026 10:00:30 GMT' })).toBe(30_000);
  expect(wait({ 'retry-after': 'Sun, 01 Nov 2026 09:00:00 GMT' })).toBe(0);
  expect(wait(limits)).toBe(3000);
  expect(wait(limits, false)).toBeUndefined();
  expect(wait({})).toBeUndefined();
});
