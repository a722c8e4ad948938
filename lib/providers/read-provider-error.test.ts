import { APIConnectionError, APIError } from 'openai';
import { expect, test } from 'vitest';
import { ProviderError } from './provider-error.ts';
import { readProviderError, readStreamFailure } from './read-provider-error.ts';

function refusal(status: number, error: Record<string, unknown>, headers: Record<string, string> = {}): ProviderError {
  return readProviderError(APIError.generate(status, { error }, undefined, new Headers(headers)), ['top-secret']);
}

test('the code says more than the status', () => {
  expect(refusal(403, { code: 'model_not_found', message: 'No access.' }).kind).toBe('withdrawn');
  expect(refusal(429, { type: 'insufficient_quota', message: 'Pay.' }).kind).toBe('quota');
  expect(refusal(400, { code: 'invalid_prompt', message: 'Flagged.' }).kind).toBe('refused');
  expect(refusal(400, { type: 'overloaded_error', message: 'Busy.' }).kind).toBe('overloaded');
});

test('without a known code the status decides', () => {
  const kinds = [400, 401, 402, 403, 404, 408, 409, 410, 413, 418, 422, 429, 500, 502, 503, 529].map(
    (status) => `${status} ${refusal(status, { message: 'No.' }).kind}`,
  );
  expect(kinds).toEqual([
    '400 invalid',
    '401 auth',
    '402 quota',
    '403 auth',
    '404 withdrawn',
    '408 overloaded',
    '409 overloaded',
    '410 withdrawn',
    '413 context',
    '418 invalid',
    '422 invalid',
    '429 rate-limit',
    '500 overloaded',
    '502 overloaded',
    '503 overloaded',
    '529 overloaded',
  ]);
});

test('the wait is taken from the headers, and from the words where they say nothing', () => {
  const message = 'Rate limit reached. Please try again in 6m0.5s.';
  expect(refusal(429, { message }, { 'retry-after-ms': '250' }).retryAfterMs).toBe(250);
  expect(refusal(429, { message }).retryAfterMs).toBe(360_500);
  expect(refusal(503, { message: 'Busy.' }, { 'retry-after': '3' }).retryAfterMs).toBe(3000);
  expect(refusal(401, { message: 'No.' }, { 'retry-after': '3' }).retryAfterMs).toBeUndefined();
});

test('keys are blotted out: those in use, those that look like one, and those in an address', () => {
  const message = 'top-secret, sk-proj-abc***xyz1, Bearer abc.def and http://me:pass@host/v1';
  expect(refusal(401, { message }).message).toBe('401 [key], [key], Bearer [key] and http://[key]@host/v1');
});

test('a broken connection is named by its deepest reason, and keeps no cause', () => {
  const cut = Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' });
  const terminated = readProviderError(new TypeError('terminated', { cause: cut }));
  expect(terminated).toMatchObject({ kind: 'network', message: 'terminated: other side closed (UND_ERR_SOCKET)' });
  const nobody = new AggregateError([
    new Error('connect ECONNREFUSED ::1:1'),
    new Error('connect ECONNREFUSED 127.0.0.1:1'),
  ]);
  const refused = readProviderError(new APIConnectionError({ message: 'Connection error.', cause: nobody }));
  expect(refused.kind).toBe('network');
  expect(refused.message).toContain('connect ECONNREFUSED 127.0.0.1:1');
  expect(refused.cause).toBeUndefined();
});

test('what cannot even be sent is invalid, and its message does not quote the key', () => {
  let thrown: unknown;
  try {
    new Headers({ authorization: 'Bearer top-secret\u2603' });
  } catch (error) {
    thrown = error;
  }
  const error = readProviderError(thrown, ['top-secret\u2603']);
  expect(error.kind).toBe('invalid');
  expect(error.message).not.toContain('top-secret');
});

test('a ProviderError stays the one it is', () => {
  const error = new ProviderError('stalled', 'Quiet.');
  expect(readProviderError(error)).toBe(error);
});

test('in mid-stream a code that is a status counts as one, and an unknown code may be tried again', () => {
  expect(readStreamFailure({ code: 502, message: 'Bad gateway.' })).toMatchObject({ kind: 'overloaded', status: 502 });
  expect(readStreamFailure({ code: '429', message: 'Slow.' })).toMatchObject({ kind: 'rate-limit', status: 429 });
  expect(readStreamFailure({ code: 'gremlins', message: 'Oh.' })).toMatchObject({
    kind: 'overloaded',
    isRetryable: true,
  });
  expect(readStreamFailure({ code: 'cyber_policy', message: 'No.' }).kind).toBe('refused');
  expect(readStreamFailure({}).message).toBe('{}');
});
