import { expect, test } from 'vitest';
import { createManualClock, type ManualClock } from '../../base/clock.ts';
import { pacedStream } from './paced-stream.ts';

/** Lets what promises have to do be done, without time passing. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

function start(clock: ManualClock, perSecond: number, count: number, signal = new AbortController().signal) {
  const stream = pacedStream<number>({
    clock,
    signal,
    before: [-1],
    paced: Array.from({ length: count }, (_, index) => index),
    after: [-2],
    firstDelayMs: 120,
    perSecond,
  });
  const arrivals: { value: number; atMs: number }[] = [];
  const finished = (async () => {
    for await (const value of stream) arrivals.push({ value, atMs: clock.monotonicMs() });
  })();
  return { stream, arrivals, finished };
}

test.each([50, 1_000, 5_000])('at %i a second, every second has that many', async (perSecond) => {
  const clock = createManualClock();
  const { arrivals, finished } = start(clock, perSecond, perSecond * 3);
  clock.advance(120);
  for (let ms = 0; ms < 3_050; ms += 1) {
    clock.advance(1);
    await settle();
  }
  await finished;
  for (const second of [0, 1, 2]) {
    const from = 120 + second * 1_000;
    const inSecond = arrivals.filter(({ value, atMs }) => value >= 0 && atMs >= from && atMs < from + 1_000);
    expect(Math.abs(inSecond.length - perSecond) / perSecond).toBeLessThan(0.02);
  }
  expect(arrivals.map(({ value }) => value)).toEqual([
    -1,
    ...Array.from({ length: perSecond * 3 }, (_, index) => index),
    -2,
  ]);
});

test.each([50, 1_000, 5_000])(
  'at %i a second, no moment has more than 16 ms worth, also after a stall',
  async (perSecond) => {
    const manual = createManualClock();
    let stalledMs = 0;
    const clock: ManualClock = { ...manual, monotonicMs: () => manual.monotonicMs() + stalledMs };
    const { arrivals } = start(clock, perSecond, perSecond * 4);
    clock.advance(120);
    for (let ms = 0; ms < 1_500; ms += 1) {
      if (ms === 700) stalledMs = 400;
      clock.advance(1);
      await settle();
    }
    expect(arrivals.length).toBeGreaterThan(perSecond * 1.5);
    const byMoment = Map.groupBy(arrivals, ({ atMs }) => atMs);
    const most = Math.max(1, Math.floor(perSecond * 0.016));
    for (const together of byMoment.values()) {
      expect(together.filter(({ value }) => value >= 0).length).toBeLessThanOrEqual(most);
    }
  },
);

test('after a short stall the rate is made up for', async () => {
  const clock = createManualClock();
  const { arrivals } = start(clock, 1_000, 4_000);
  clock.advance(120);
  await settle();
  clock.advance(200);
  for (let ms = 0; ms < 800; ms += 1) {
    clock.advance(1);
    await settle();
  }
  expect(Math.abs(arrivals.length - 1_000)).toBeLessThan(20);
});

test('nothing comes before the first delay is over', async () => {
  const clock = createManualClock();
  const { arrivals } = start(clock, 1_000, 10);
  clock.advance(119);
  await settle();
  expect(arrivals).toEqual([]);
  clock.advance(1);
  await settle();
  expect(arrivals.map(({ value }) => value)).toEqual([-1, 0]);
});

test('an abort stops it at once with an AbortError', async () => {
  const clock = createManualClock();
  const aborting = new AbortController();
  const { arrivals, finished } = start(clock, 1_000, 500, aborting.signal);
  clock.advance(120);
  await settle();
  clock.advance(50);
  await settle();
  const seen = arrivals.length;
  aborting.abort();
  await expect(finished).rejects.toMatchObject({ name: 'AbortError' });
  clock.advance(1_000);
  await settle();
  expect(arrivals).toHaveLength(seen);
});

test('a reader that leaves while it waits is let go, and no timer stays', async () => {
  let timers = 0;
  const manual = createManualClock();
  const clock: ManualClock = {
    ...manual,
    schedule(delayMs, callback) {
      timers += 1;
      const callOff = manual.schedule(delayMs, () => {
        timers -= 1;
        callback();
      });
      let isCalledOff = false;
      return () => {
        if (!isCalledOff) timers -= 1;
        isCalledOff = true;
        callOff();
      };
    },
  };
  const stream = pacedStream<number>({
    clock,
    signal: new AbortController().signal,
    before: [],
    paced: [1, 2, 3],
    after: [],
    firstDelayMs: 100,
    perSecond: 50,
  });
  const next = stream.next();
  expect(timers).toBe(1);
  await stream.return?.();
  expect(await next).toEqual({ done: true, value: undefined });
  expect(timers).toBe(0);
  expect(await stream.next()).toEqual({ done: true, value: undefined });
});

test('while nobody asks, no timer runs', () => {
  let scheduled = 0;
  const manual = createManualClock();
  pacedStream<number>({
    clock: { ...manual, schedule: (delayMs, callback) => ((scheduled += 1), manual.schedule(delayMs, callback)) },
    signal: new AbortController().signal,
    before: [],
    paced: [1],
    after: [],
    firstDelayMs: 100,
    perSecond: 50,
  });
  expect(scheduled).toBe(0);
});
