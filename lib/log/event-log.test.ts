import { expect, test } from 'vitest';
import { createManualClock } from '../base/clock.ts';
import { createEventLog, type EventLog, type FollowedItem } from './event-log.ts';
import type { BusListener, EventBus } from './event-bus.ts';
import type { EventStore, StoredEvent } from './event-store.ts';
import { createInProcessBus } from './in-process-bus.ts';
import { createMemoryStore } from './memory-store.ts';

test('an append is dated by the clock, unless an event brings its own time', async () => {
  const { log, clock } = await openLog();
  clock.advance(500);
  const outcome = await log.append('pad', {
    expectedHead: 0,
    events: [
      { type: 'a', payload: '{}' },
      { type: 'b', payload: '{}', atMs: 7 },
    ],
  });
  expect(outcome).toMatchObject({ events: [{ atMs: 1_500 }, { atMs: 7 }] });
});

test('an append is announced after it is kept, and only if it was', async () => {
  const { log, bus, store } = await openLog();
  const announced: number[] = [];
  bus.subscribe('pad', async (events) => {
    announced.push(events[0]!.sequence);
    expect((await store.read('pad', { after: 0 })).at(-1)?.sequence).toBeGreaterThanOrEqual(events[0]!.sequence);
  });
  await type(log, 0);
  await type(log, 0);
  await log.append('pad', { expectedHead: 1, events: [{ type: 'a', payload: '{}' }], idempotencyKey: 'key' });
  await log.append('pad', { expectedHead: 1, events: [{ type: 'a', payload: '{}' }], idempotencyKey: 'key' });
  expect(announced).toEqual([1, 2]);
});

test('readAll reads past the page of the store, and to the end asked for', async () => {
  const { log } = await openLog();
  await type(log, 0, 2_300);
  expect(sequencesOf(await log.readAll('pad'))).toEqual(range(1, 2_300));
  expect(sequencesOf(await log.readAll('pad', { after: 990, upTo: 2_010 }))).toEqual(range(991, 2_010));
  expect(await log.readAll('nobody')).toEqual([]);
});

test('a follower gets what is kept, and then what is appended', async () => {
  const { log } = await openLog();
  await type(log, 0, 3);
  const reader = startReading(log, { after: 1 });
  expect(sequencesOf(await reader.next())).toEqual([2, 3]);
  const waiting = reader.next();
  await type(log, 3, 2);
  expect(sequencesOf(await waiting)).toEqual([4, 5]);
});

test('a waiting follower has an announced event before the event loop does anything else', async () => {
  const { log, bus } = await openLog();
  const reader = startReading(log);
  const waiting = reader.next();
  await untilLive();
  const order: string[] = [];
  void waiting.then(() => order.push('follower'));
  const later = new Promise<void>((resolve) => {
    setImmediate(() => {
      order.push('event loop');
      resolve();
    });
  });
  bus.publish('pad', [event(1)]);
  await later;
  expect(order).toEqual(['follower', 'event loop']);
});

test('followers of one session are handed the very same batch', async () => {
  const { log, bus } = await openLog();
  const first = startReading(log).next();
  const second = startReading(log).next();
  await untilLive();
  const batch = [event(1)];
  bus.publish('pad', batch);
  expect(await first).toBe(batch);
  expect(await second).toBe(batch);
});

test('events announced while the reader is busy come together, in order', async () => {
  const { log } = await openLog();
  const reader = startReading(log);
  const waiting = reader.next();
  await untilLive();
  await type(log, 0);
  expect(sequencesOf(await waiting)).toEqual([1]);
  await type(log, 1, 2);
  await type(log, 3);
  expect(sequencesOf(await reader.next())).toEqual([2, 3, 4]);
});

test('an announcement that was lost is made good from the store', async () => {
  const { log, store } = await openLog();
  const reader = startReading(log);
  const waiting = reader.next();
  await untilLive();
  await store.append('pad', { expectedHead: 0, events: [event(1), event(2)] });
  await type(log, 2);
  expect(sequencesOf(await waiting)).toEqual([1, 2, 3]);
  const again = reader.next();
  await untilLive();
  await type(log, 3);
  expect(sequencesOf(await again)).toEqual([4]);
});

test('an event announced while the store is answering that there is nothing is not missed', async () => {
  const { store, bus, clock } = await openLog();
  let answer = () => {};
  const slowStore: EventStore = {
    ...store,
    async read(sessionId, options) {
      const events = await store.read(sessionId, options);
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      return events;
    },
  };
  const log = createEventLog({ store: slowStore, bus, clock });
  const waiting = startReading(log).next();
  await untilLive();
  await type(log, 0);
  answer();
  await untilLive();
  answer();
  expect(sequencesOf(await waiting)).toEqual([1]);
});

test('an announcement that comes twice, late or half known is told once', async () => {
  const { log, bus } = await openLog();
  const reader = startReading(log);
  await type(log, 0, 2);
  expect(sequencesOf(await reader.next())).toEqual([1, 2]);
  const waiting = reader.next();
  await untilLive();
  bus.publish('pad', [event(1), event(2)]);
  bus.publish('pad', [event(2), event(3)]);
  bus.publish('pad', [event(3)]);
  expect(sequencesOf(await waiting)).toEqual([3]);
});

test('empty news from another process make a waiting follower read the log', async () => {
  const { log, store, elsewhere } = await openLog();
  const reader = startReading(log);
  const waiting = reader.next();
  await untilLive();
  await store.append('pad', { expectedHead: 0, events: [event(1), event(2)] });
  elsewhere([]);
  expect(sequencesOf(await waiting)).toEqual([1, 2]);
  const again = reader.next();
  await untilLive();
  elsewhere([]);
  await type(log, 2);
  expect(sequencesOf(await again)).toEqual([3]);
});

test('who listens for what happens elsewhere hears that alone', async () => {
  const { log, elsewhere } = await openLog();
  const heard: (readonly StoredEvent[])[] = [];
  const end = log.listenElsewhere('pad', (events) => heard.push(events));
  await type(log, 0);
  elsewhere([event(2)]);
  elsewhere([]);
  end();
  elsewhere([event(3)]);
  expect(heard).toEqual([[event(2)], []]);
});

test('a reader that leaves too much waiting is told to come back, and that is the end', async () => {
  const { log } = await openLog();
  const controller = new AbortController();
  const items = log
    .follow('pad', { after: 0, signal: controller.signal, maxQueuedBytes: 1_000 })
    [Symbol.asyncIterator]();
  const first = items.next();
  await untilLive();
  await type(log, 0);
  expect((await first).value).toMatchObject({ type: 'events' });
  for (let head = 1; head < 40; head += 1) await type(log, head);
  expect((await items.next()).value).toEqual({ type: 'resync', after: 1 });
  expect((await items.next()).done).toBe(true);
  const back = startReading(log, { after: 1 });
  expect(sequencesOf(await back.next())).toEqual(range(2, 40));
});

test('one large batch does not make an attentive reader a slow one', async () => {
  const { log } = await openLog();
  const reader = startReading(log, { maxQueuedBytes: 100 });
  const waiting = reader.next();
  await untilLive();
  await log.append('pad', { expectedHead: 0, events: [{ type: 'a', payload: 'x'.repeat(5_000) }] });
  expect(sequencesOf(await waiting)).toEqual([1]);
});

test('a reader still catching up is never too slow: what it lacks waits in the store', async () => {
  const { log } = await openLog();
  await type(log, 0, 1_500);
  const reader = startReading(log, { maxQueuedBytes: 100 });
  expect(sequencesOf(await reader.next())).toEqual(range(1, 1_000));
  await type(log, 1_500, 1_000);
  expect(sequencesOf(await reader.next())).toEqual(range(1_001, 2_000));
  expect(sequencesOf(await reader.next())).toEqual(range(2_001, 2_500));
});

test('following ends when it is called off: before, while reading, while waiting', async () => {
  const { log, listenerCount } = await openLog();
  await type(log, 0);
  const before = log.follow('pad', { after: 0, signal: AbortSignal.abort() })[Symbol.asyncIterator]();
  expect((await before.next()).done).toBe(true);

  const whileReading = new AbortController();
  const reading = log.follow('pad', { after: 0, signal: whileReading.signal })[Symbol.asyncIterator]().next();
  whileReading.abort();
  expect((await reading).done).toBe(true);

  const whileWaiting = new AbortController();
  const items = log.follow('pad', { after: 1, signal: whileWaiting.signal })[Symbol.asyncIterator]();
  const waiting = items.next();
  await untilLive();
  expect(listenerCount()).toBe(1);
  whileWaiting.abort();
  expect((await waiting).done).toBe(true);
  expect(listenerCount()).toBe(0);
});

test('a reader that leaves its loop leaves the bus as well', async () => {
  const { log, listenerCount } = await openLog();
  await type(log, 0);
  for await (const item of log.follow('pad', { after: 0, signal: new AbortController().signal })) {
    expect(item.type).toBe('events');
    expect(listenerCount()).toBe(1);
    break;
  }
  expect(listenerCount()).toBe(0);
});

test('a store that fails while it is followed fails the follower', async () => {
  const { log, store } = await openLog();
  const reader = startReading(log);
  const waiting = reader.next();
  await untilLive();
  await type(log, 0);
  await waiting;
  await store.close();
  await expect(startReading(log).next()).rejects.toMatchObject({ name: 'StoreError' });
});

test('no gap, no double and no disorder, however appends, losses and reads interleave', async () => {
  for (let seed = 1; seed <= 150; seed += 1) {
    const random = seededRandom(seed);
    const { log, head } = await openTroubledLog(random);
    const total = 30 + Math.floor(random() * 40);
    const controller = new AbortController();
    const follows = Array.from({ length: 3 }, async () => {
      await turns(random() * 20);
      const after = Math.floor(random() * (head() + 1));
      const got: number[] = [];
      for await (const item of log.follow('pad', { after, signal: controller.signal })) {
        if (item.type === 'resync') throw new Error(`seed ${seed}: resync`);
        got.push(...sequencesOf(item.events));
        if (got.at(-1) === total) break;
        await turns(random() * 6);
      }
      expect(got, `seed ${seed}`).toEqual(range(after + 1, total));
    });
    while (head() < total) {
      await type(log, head(), Math.min(total - head(), 1 + Math.floor(random() * 3)));
      await turns(random() * 5);
    }
    await Promise.all(follows);
  }
});

async function openLog() {
  const store = createMemoryStore();
  const clock = createManualClock(1_000);
  const { bus, elsewhere } = hearingOfOthers(createInProcessBus());
  const { bus: counted, listenerCount } = countingBus(bus);
  await store.createSession({ id: 'pad', editTokenHash: '', createdAtMs: 0 }, []);
  return { log: createEventLog({ store, bus: counted, clock }), store, bus: counted, clock, elsewhere, listenerCount };
}

/** The bus, and what stands for the news that other processes send. */
function hearingOfOthers(bus: EventBus): { bus: EventBus; elsewhere(events: readonly StoredEvent[]): void } {
  const listeners = new Set<BusListener>();
  return {
    bus: {
      ...bus,
      subscribe(sessionId, listener) {
        const leave = bus.subscribe(sessionId, listener);
        listeners.add(listener);
        return () => {
          listeners.delete(listener);
          leave();
        };
      },
    },
    elsewhere(events) {
      for (const listener of listeners) listener(events, 'elsewhere');
    },
  };
}

/** A log whose store answers late, and whose bus is late, repeats itself, and loses all but the last announcement. */
async function openTroubledLog(random: () => number) {
  const store = createMemoryStore();
  const bus = createInProcessBus();
  await store.createSession({ id: 'pad', editTokenHash: '', createdAtMs: 0 }, []);
  let head = 0;
  const lateStore: EventStore = {
    ...store,
    async read(sessionId, options) {
      await turns(random() * 4);
      const events = await store.read(sessionId, { ...options, limit: 1 + Math.floor(random() * 10) });
      await turns(random() * 4);
      return events;
    },
    async append(sessionId, append) {
      await turns(random() * 3);
      const outcome = await store.append(sessionId, append);
      if (outcome.status === 'appended') head = outcome.events.at(-1)!.sequence;
      return outcome;
    },
  };
  let announcing = Promise.resolve();
  const troubledBus: EventBus = {
    ...bus,
    publish(sessionId, events) {
      const fate = random();
      const isLast = events.at(-1)!.sequence >= 30;
      if (fate < 0.15 && !isLast) return;
      announcing = announcing.then(() => turns(random() * 4)).then(() => bus.publish(sessionId, events));
      if (fate > 0.85) announcing = announcing.then(() => bus.publish(sessionId, events));
    },
  };
  return { log: createEventLog({ store: lateStore, bus: troubledBus, clock: createManualClock() }), head: () => head };
}

function countingBus(inner: EventBus) {
  let count = 0;
  const bus: EventBus = {
    ...inner,
    subscribe(sessionId, listener) {
      count += 1;
      const leave = inner.subscribe(sessionId, listener);
      return () => {
        count -= 1;
        leave();
      };
    },
  };
  return { bus, listenerCount: () => count };
}

function startReading(log: EventLog, options: { after?: number; maxQueuedBytes?: number } = {}) {
  const items = log
    .follow('pad', { after: 0, signal: new AbortController().signal, ...options })
    [Symbol.asyncIterator]();
  return {
    async next(): Promise<readonly StoredEvent[]> {
      const result: IteratorResult<FollowedItem, void> = await items.next();
      if (result.done || result.value.type !== 'events') throw new Error('The follower ended.');
      return result.value.events;
    },
  };
}

/** Appends `count` events in one go. */
async function type(log: EventLog, expectedHead: number, count = 1) {
  await log.append('pad', {
    expectedHead,
    events: Array.from({ length: count }, () => ({ type: 'text-changed', payload: '{}' })),
  });
}

/** The memory store answers within microtasks, so one turn of the event loop later a follower waits for news. */
function untilLive(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function turns(count: number): Promise<void> {
  for (let index = 0; index < Math.floor(count); index += 1) await Promise.resolve();
}

function event(sequence: number): StoredEvent {
  return { sequence, atMs: sequence, type: 'text-changed', payload: '{}' };
}

function sequencesOf(events: readonly StoredEvent[]): readonly number[] {
  return events.map((each) => each.sequence);
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

function seededRandom(seed: number): () => number {
  let state = seed * 2_654_435_761;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
