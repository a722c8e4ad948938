import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { isWithout } from '../../e2e/services/is-without.ts';
import { startPostgres } from '../../e2e/services/postgres-server.ts';
import { startRedis } from '../../e2e/services/redis-server.ts';
import { systemClock } from '../base/clock.ts';
import { createEventLog, type EventLog } from './event-log.ts';
import { StoreError } from './event-store.ts';
import { openPostgresStore } from './postgres-store.ts';
import { openRedisChannels } from './redis-channels.ts';
import { createSharedBus } from './shared-bus.ts';

vi.setConfig({ testTimeout: 120_000 });

describe.skipIf(isWithout('postgres', 'redis-server'))('three processes on one Postgres and one Redis', () => {
  test('write and follow one session while Redis is killed and Postgres restarted: nobody misses or doubles an event', async () => {
    const [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
    const url = await postgres.createDatabase();
    const processes = await Promise.all([0, 1, 2].map(() => openProcess(url, redis.url)));
    await processes[0]!.log.create({ id: 'pad', editTokenHash: '' }, []);
    const ending = new AbortController();
    const followers = processes.map(({ log }) => followForGood(log, ending.signal));
    const writing = new AbortController();
    const writers = processes.map(({ log }, index) => writeForGood(log, `${index}`, writing.signal));
    const everybodyWrites = async (more: number) => {
      const before = writers.map(({ acknowledged }) => acknowledged.length);
      await vi.waitFor(
        () =>
          writers.forEach(({ acknowledged }, index) =>
            expect(acknowledged.length).toBeGreaterThan(before[index]! + more),
          ),
        { timeout: 30_000 },
      );
    };

    await everybodyWrites(20);
    await redis.kill();
    await everybodyWrites(20);
    await postgres.stop();
    await postgres.start();
    await everybodyWrites(20);
    await redis.start();
    await everybodyWrites(20);
    await postgres.kill();
    await postgres.start();
    await everybodyWrites(20);
    writing.abort();
    await Promise.all(writers.map(({ ended }) => ended));

    const events = await processes[0]!.log.readAll('pad');
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
    const kept = events.map(({ payload }) => payload);
    for (const { acknowledged } of writers) {
      expect(acknowledged.filter((text) => !kept.includes(text))).toEqual([]);
    }
    expect(new Set(kept).size).toBe(kept.length);
    for (const { heard } of followers) {
      await vi.waitFor(() => expect(heard).toHaveLength(events.length), { timeout: 10_000 });
      expect(heard).toEqual(events.map(({ sequence }) => sequence));
    }

    ending.abort();
    await Promise.all(followers.map(({ ended }) => ended));
    await Promise.all(processes.map(({ close }) => close()));
    await Promise.all([postgres.close(), redis.close()]);
  });
});

async function openProcess(databaseUrl: string, redisUrl: string) {
  const store = await openPostgresStore({ url: databaseUrl });
  const channels = openRedisChannels({ url: redisUrl, report: () => {} });
  const bus = createSharedBus({ store, channels });
  return {
    log: createEventLog({ store, bus, clock: systemClock }),
    async close() {
      await bus.close();
      await channels.close();
      await store.close();
    },
  };
}

/** Follows as a viewer does: when the log cannot be read it comes back after what it has. */
function followForGood(log: EventLog, signal: AbortSignal) {
  const heard: number[] = [];
  const ended = (async () => {
    while (!signal.aborted) {
      try {
        for await (const item of log.follow('pad', { after: heard.at(-1) ?? 0, signal })) {
          if (item.type === 'events') for (const { sequence } of item.events) heard.push(sequence);
        }
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
        await delay(50);
      }
    }
  })();
  return { heard, ended };
}

/** Appends one event after the other at whatever head there is. A key says of a lost answer whether it was kept. */
function writeForGood(log: EventLog, name: string, signal: AbortSignal) {
  const acknowledged: string[] = [];
  const ended = (async () => {
    for (let turn = 0, head = 0; !signal.aborted;) {
      const text = `${name}.${turn}`;
      try {
        const outcome = await log.append('pad', {
          expectedHead: head,
          events: [{ type: 'text-changed', payload: text }],
          idempotencyKey: text,
        });
        if (outcome.status === 'head-moved') {
          head = outcome.head;
          continue;
        }
        acknowledged.push(text);
        turn += 1;
        if (outcome.status === 'appended') head = outcome.events[0]!.sequence;
        await delay(5);
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
        await delay(50);
      }
    }
  })();
  return { acknowledged, ended };
}
