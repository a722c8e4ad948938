import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { isWithout } from '../../e2e/services/is-without.ts';
import { type PausingProxy, startPausingProxy } from '../../e2e/services/pausing-proxy.ts';
import { startRedis } from '../../e2e/services/redis-server.ts';
import type { RestartableService } from '../../e2e/services/restartable-service.ts';
import { systemClock } from '../base/clock.ts';
import type { Channels } from './channels.ts';
import { testEventBus } from './event-bus-contract.ts';
import { createEventLog, type EventLog } from './event-log.ts';
import { createMemoryStore } from './memory-store.ts';
import { openRedisChannels } from './redis-channels.ts';
import { createSharedBus } from './shared-bus.ts';
import { createSharedSignalBus } from './shared-signal-bus.ts';
import { testSignalBus } from './signal-bus-contract.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const closings: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closings.splice(0).toReversed()) await close();
});

testEventBus('a bus that has only the log', async () =>
  createSharedBus({ store: createMemoryStore(), channels: null }),
);

test('processes that have only the log hear of each other by asking it', async () => {
  const store = createMemoryStore();
  const [here, there] = [openProcess({ store, channels: null }), openProcess({ store, channels: null })];
  await here.log.create({ id: 'pad', editTokenHash: '' }, []);
  const heard = [follow(here.log), follow(there.log)];
  await untilAllListen();
  for (let head = 0; head < 30; head += 1) await type(head % 3 === 0 ? there.log : here.log, head);
  for (const events of heard) await vi.waitFor(() => expect(events).toEqual(upTo(30)), { timeout: 5_000 });
});

describe.skipIf(isWithout('redis-server'))('with a real Redis', () => {
  let redis: RestartableService;

  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.close());
  afterEach(() => redis.start());

  testEventBus('the bus over Redis', async () => {
    const { channels } = await openChannels();
    return createSharedBus({ store: createMemoryStore(), channels });
  });

  testSignalBus('the signal bus over Redis', async () => {
    const { channels } = await openChannels();
    return createSharedSignalBus({ channels });
  });

  test('what one process appends another hears as it is, from elsewhere; each event once', async () => {
    const { here, there } = await openTwo();
    const news: [string, number][] = [];
    for (const [name, { bus }] of Object.entries({ here, there })) {
      bus.subscribe('pad', (events, from) => events.forEach((event) => news.push([`${name} ${from}`, event.sequence])));
    }
    await untilAllListen();
    await type(here.log, 0);
    expect(news).toEqual([['here here', 1]]);
    await vi.waitFor(() => expect(news.at(-1)).toEqual(['there elsewhere', 1]));
    await type(there.log, 1);
    await vi.waitFor(() => expect(news).toHaveLength(4));
    expect(news.slice(2)).toEqual([
      ['there here', 2],
      ['here elsewhere', 2],
    ]);
  });

  test('a batch too large for a message is read from the log, once for all who listen', async () => {
    const { here, there, reads } = await openTwo();
    const heard = [follow(there.log), follow(there.log), follow(there.log)];
    await untilAllListen();
    await type(here.log, 0);
    for (const events of heard) await vi.waitFor(() => expect(events).toEqual(upTo(1)));
    const before = reads();
    await here.log.append('pad', {
      expectedHead: 1,
      events: Array.from({ length: 200 }, () => ({ type: 'text-changed', payload: 'x'.repeat(1_000) })),
    });
    for (const events of heard) await vi.waitFor(() => expect(events).toEqual(upTo(201)));
    expect(reads() - before).toBe(1);
  });

  test('while Redis is away followers hear by the log, and when it is back by Redis again: none misses an event', async () => {
    const { here, there, lines } = await openTwo();
    const heard = [follow(here.log), follow(there.log)];
    await untilAllListen();
    let head = 0;
    const typeUpTo = async (end: number) => {
      for (; head < end; head += 1) {
        await type(head % 2 === 0 ? here.log : there.log, head);
        await delay(2);
      }
      for (const events of heard) await vi.waitFor(() => expect(events).toEqual(upTo(end)), { timeout: 5_000 });
    };
    await typeUpTo(40);
    for (const end of [redis.kill, redis.stop]) {
      const ending = end();
      await typeUpTo(head + 40);
      await ending;
      await typeUpTo(head + 20);
      const starting = redis.start();
      await typeUpTo(head + 40);
      await starting;
      await vi.waitFor(() => expect(here.channels.isUp() && there.channels.isUp()).toBe(true), { timeout: 5_000 });
    }
    const startedAtMs = performance.now();
    await typeUpTo(head + 20);
    // Sooner than any poll could have told.
    expect(performance.now() - startedAtMs).toBeLessThan(1_500);
    for (const words of ['cannot be reached', 'can be reached again']) {
      expect(lines.filter((line) => line.includes(words))).toHaveLength(4);
    }
    expect(lines.join('\n')).not.toContain(new URL(redis.url).password);
  });

  test('a Redis that only hangs is noticed, and left for the log until it answers', async () => {
    const proxy: PausingProxy = await startPausingProxy(redis.port);
    closings.push(proxy.close);
    const url = new URL(redis.url);
    url.port = String(proxy.port);
    const { here, there } = await openTwo(url.href);
    const heard = follow(there.log);
    await untilAllListen();
    await type(here.log, 0);
    await vi.waitFor(() => expect(heard).toEqual(upTo(1)));
    proxy.pause();
    await type(here.log, 1);
    await vi.waitFor(() => expect(heard).toEqual(upTo(2)), { timeout: 5_000 });
    await vi.waitFor(() => expect(there.channels.isUp()).toBe(false), { timeout: 5_000 });
    proxy.resume();
    await vi.waitFor(() => expect(there.channels.isUp()).toBe(true), { timeout: 10_000 });
    await type(here.log, 2);
    await vi.waitFor(() => expect(heard).toEqual(upTo(3)), { timeout: 5_000 });
  });

  test('signals reach other processes once, also after Redis was away', async () => {
    const [first, second] = [await openChannels(), await openChannels()];
    const [here, there] = [first, second].map(({ channels }) => {
      const bus = createSharedSignalBus({ channels });
      closings.push(bus.close);
      return bus;
    });
    const heard: string[] = [];
    here!.listen('pad', (message) => heard.push(`here ${message}`));
    there!.listen('pad', (message) => heard.push(`there ${message}`));
    const leave = there!.listen('other', () => heard.push('never'));
    leave();
    await vi.waitFor(() => {
      here!.send('pad', 'probe');
      expect(heard).toContain('there probe');
    });
    await delay(100);
    heard.length = 0;
    here!.send('pad', 'a b');
    here!.send('other', 'c');
    await vi.waitFor(() => expect(heard).toEqual(['here a b', 'there a b']));
    await redis.kill();
    here!.send('pad', 'alone');
    expect(heard.at(-1)).toBe('here alone');
    await redis.start();
    await vi.waitFor(
      () => {
        here!.send('pad', 'again');
        expect(heard).toContain('there again');
      },
      { timeout: 5_000 },
    );
    expect(heard).not.toContain('there alone');
  });

  test('a Redis that was never there holds up nothing, and is used once it comes', async () => {
    await redis.stop();
    const { here, there } = await openTwo(redis.url, { isUp: false });
    const heard = follow(there.log);
    await type(here.log, 0);
    await vi.waitFor(() => expect(heard).toEqual(upTo(1)), { timeout: 5_000 });
    await redis.start();
    await vi.waitFor(() => expect(there.channels.isUp() && here.channels.isUp()).toBe(true), { timeout: 5_000 });
    await type(here.log, 1);
    await vi.waitFor(() => expect(heard).toEqual(upTo(2)), { timeout: 5_000 });
  });

  async function openChannels(url = redis.url, { isUp = true, lines = [] as string[] } = {}) {
    const channels = openRedisChannels({ url, report: (line) => lines.push(line), silenceMs: 900 });
    closings.push(channels.close);
    if (isUp) await vi.waitFor(() => expect(channels.isUp()).toBe(true), { timeout: 5_000 });
    return { channels };
  }

  /** Two processes' worth of log over one store. */
  async function openTwo(url = redis.url, options: { isUp?: boolean } = {}) {
    const memory = createMemoryStore();
    let reads = 0;
    const store = {
      ...memory,
      read: (...range: Parameters<typeof memory.read>) => {
        reads += 1;
        return memory.read(...range);
      },
    };
    const lines: string[] = [];
    const open = async () => {
      const { channels } = await openChannels(url, { ...options, lines });
      return { ...openProcess({ store, channels }), channels };
    };
    const here = await open();
    const there = await open();
    await here.log.create({ id: 'pad', editTokenHash: '' }, []);
    return { here, there, lines, reads: () => reads };
  }
});

function openProcess({ store, channels }: { store: ReturnType<typeof createMemoryStore>; channels: Channels | null }) {
  const bus = createSharedBus({ store, channels });
  closings.push(bus.close);
  return { bus, log: createEventLog({ store, bus, clock: systemClock }) };
}

/** Follows the pad, and gives what was heard so far. */
function follow(log: EventLog): readonly number[] {
  const ending = new AbortController();
  const heard: number[] = [];
  const following = (async () => {
    for await (const item of log.follow('pad', { after: 0, signal: ending.signal })) {
      if (item.type === 'events') for (const event of item.events) heard.push(event.sequence);
    }
  })();
  closings.push(async () => {
    ending.abort();
    await following;
  });
  return heard;
}

/** Until followers have looked at the log, and their processes listen to Redis. */
function untilAllListen(): Promise<void> {
  return delay(200);
}

async function type(log: EventLog, head: number): Promise<void> {
  const outcome = await log.append('pad', { expectedHead: head, events: [{ type: 'text-changed', payload: '{}' }] });
  expect(outcome.status).toBe('appended');
}

function upTo(head: number): readonly number[] {
  return Array.from({ length: head }, (_, index) => index + 1);
}
