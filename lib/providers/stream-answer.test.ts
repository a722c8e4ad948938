import { expect, test } from 'vitest';
import { createManualClock } from '../base/clock.ts';
import type { ModelEvent } from './model-provider.ts';
import { ProviderError } from './provider-error.ts';
import { readProviderError } from './read-provider-error.ts';
import { streamAnswer, type AnswerReader } from './stream-answer.ts';

/** Each frame is a text, `end` is the end. */
const plainReader: AnswerReader = {
  opened: () => [{ type: 'accepted' }],
  read: ({ data }) => [data === 'end' ? { type: 'end', reason: 'complete' } : { type: 'text-delta', text: data }],
  closed() {
    throw new ProviderError('protocol', 'No end.');
  },
  hasEnded: () => false,
};

/** An answer whose packets and clock are moved by hand. */
function startAnswer(signal = new AbortController().signal) {
  const clock = createManualClock();
  const upstream = { isClosed: false, push: (_frame: string) => {} };
  let body!: ReadableStreamDefaultController<Uint8Array>;
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      body = controller;
    },
    cancel() {
      upstream.isClosed = true;
    },
  });
  upstream.push = (frame) => body.enqueue(new TextEncoder().encode(`data: ${frame}\n\n`));
  const answer = streamAnswer({
    reader: plainReader,
    signal,
    clock,
    readError: readProviderError,
    ask: async () => new Response(stream, { headers: { 'content-type': 'text/event-stream' } }),
  })[Symbol.asyncIterator]();
  return { clock, upstream, next: () => answer.next() };
}

const text = (value: string): IteratorResult<ModelEvent> => ({
  done: false,
  value: { type: 'text-delta', text: value },
});

const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no failure',
    (error: unknown) => error,
  );

/** Lets everything that is ready happen. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('until the first text two minutes of silence are borne, then thirty seconds', async () => {
  const { clock, upstream, next } = startAnswer();
  await next();
  const first = next();
  await settled();
  clock.advance(119_000);
  upstream.push('hello');
  expect(await first).toEqual(text('hello'));

  const second = next();
  await settled();
  clock.advance(29_000);
  upstream.push('world');
  expect(await second).toEqual(text('world'));

  const third = failureOf(next());
  await settled();
  clock.advance(30_000);
  expect(await third).toMatchObject({ kind: 'stalled', isRetryable: true });
  expect(upstream.isClosed).toBe(true);
});

test('silence before the first text ends the call too', async () => {
  const { clock, upstream, next } = startAnswer();
  await next();
  const first = failureOf(next());
  await settled();
  clock.advance(120_000);
  expect(await first).toMatchObject({ kind: 'stalled' });
  expect(upstream.isClosed).toBe(true);
});

test('a reader that takes its time is no silence', async () => {
  const { clock, upstream, next } = startAnswer();
  await next();
  upstream.push('one');
  expect(await next()).toEqual(text('one'));
  clock.advance(3_600_000);
  upstream.push('two');
  expect(await next()).toEqual(text('two'));
  expect(upstream.isClosed).toBe(false);
});

test('after the end the body has a second to close by itself', async () => {
  const { clock, upstream, next } = startAnswer();
  await next();
  upstream.push('end');
  expect((await next()).value).toEqual({ type: 'end', reason: 'complete' });
  expect((await next()).done).toBe(true);
  await settled();
  clock.advance(999);
  expect(upstream.isClosed).toBe(false);
  clock.advance(1);
  await settled();
  expect(upstream.isClosed).toBe(true);
});
