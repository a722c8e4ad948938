import { expect, test } from 'vitest';
import { createManualClock } from '../base/clock.ts';
import { createDeltaBatcher } from './delta-batcher.ts';

function begin({ slow = false } = {}) {
  const clock = createManualClock();
  const flushedAtMs: number[] = [];
  const ends: (() => void)[] = [];
  const errors: unknown[] = [];
  const batcher = createDeltaBatcher({
    clock,
    tickMs: 16,
    flush: () => {
      flushedAtMs.push(clock.monotonicMs());
      return slow ? new Promise((resolve) => ends.push(resolve)) : Promise.resolve();
    },
    onError: (error) => errors.push(error),
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { clock, flushedAtMs, ends, batcher, settle };
}

test('the first piece goes at once, and more of them at most once in a tick', async () => {
  const { clock, flushedAtMs, batcher, settle } = begin();
  for (let ms = 0; ms < 64; ms++) {
    batcher.touch();
    await settle();
    clock.advance(1);
  }
  await settle();
  expect(flushedAtMs).toEqual([0, 16, 32, 48, 64]);
});

test('after a pause the next piece goes at once again', async () => {
  const { clock, flushedAtMs, batcher, settle } = begin();
  batcher.touch();
  await settle();
  clock.advance(500);
  batcher.touch();
  expect(flushedAtMs).toEqual([0, 500]);
});

test('a flush that takes long is waited for, and what came meanwhile goes with one more', async () => {
  const { clock, flushedAtMs, ends, batcher, settle } = begin({ slow: true });
  batcher.touch();
  for (let ms = 0; ms < 100; ms++) {
    batcher.touch();
    clock.advance(1);
  }
  expect(flushedAtMs).toEqual([0]);
  ends[0]?.();
  await settle();
  clock.advance(1);
  expect(flushedAtMs).toHaveLength(2);
});

test('once closed nothing is flushed any more', async () => {
  const { clock, flushedAtMs, batcher, settle } = begin();
  batcher.touch();
  await settle();
  batcher.touch();
  batcher.close();
  clock.advance(100);
  await batcher.flushNow();
  expect(flushedAtMs).toEqual([0]);
});

test('after a slow flush as much time is left to others, though never very long', async () => {
  const { clock, flushedAtMs, ends, batcher, settle } = begin({ slow: true });
  const flushFor = async (ms: number) => {
    clock.advance(ms);
    batcher.touch();
    ends.pop()?.();
    await settle();
  };
  batcher.touch();
  await flushFor(30);
  clock.advance(29);
  expect(flushedAtMs).toEqual([0]);
  clock.advance(1);
  expect(flushedAtMs).toEqual([0, 60]);
  await flushFor(5_000);
  clock.advance(1);
  await settle();
  expect(flushedAtMs).toEqual([0, 60, 5_060]);
});
