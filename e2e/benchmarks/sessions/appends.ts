import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../lib/base/clock.ts';
import { createEventLog } from '../../../lib/log/event-log.ts';
import type { EventStore } from '../../../lib/log/event-store.ts';
import { openPostgresStore } from '../../../lib/log/postgres-store.ts';
import { openRedisChannels } from '../../../lib/log/redis-channels.ts';
import { createSharedBus } from '../../../lib/log/shared-bus.ts';
import { openSqliteStore } from '../../../lib/log/sqlite-store.ts';
import { isWithout } from '../../services/is-without.ts';
import { startPostgres } from '../../services/postgres-server.ts';
import { startRedis } from '../../services/redis-server.ts';
import type { Row } from '../row.ts';
import { halfAndMost, quantile } from '../statistics.ts';

const appendsAlone = 1_000;
const sessionsAtOnce = 20;
const appendsEach = 100;

/** What a run's batch of 100 characters costs until it is kept, in the embedded store and beside it in Postgres; and how long news take to another process. */
export async function measureAppends(): Promise<Row[]> {
  const directory = mkdtempSync(join(tmpdir(), 'flint-bench-'));
  const sqlite = await openSqliteStore({ directory });
  const inSqlite = await timeStore(sqlite);
  await sqlite.close();
  rmSync(directory, { recursive: true, force: true });
  if (isWithout('postgres', 'redis-server')) return rowsOf(inSqlite, null, []);

  const [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
  try {
    const url = await postgres.createDatabase();
    const store = await openPostgresStore({ url });
    const inPostgres = await timeStore(store);
    const relayMs = await timeRelay(store, redis.url);
    await store.close();
    return rowsOf(inSqlite, inPostgres, relayMs);
  } finally {
    await Promise.all([postgres.close(), redis.close()]);
  }
}

interface StoreTimes {
  readonly aloneMs: readonly number[];
  readonly togetherMs: readonly number[];
}

function rowsOf(sqlite: StoreTimes, postgres: StoreTimes | null, relayMs: readonly number[]): Row[] {
  const beside = (times: readonly number[] | undefined) => ({
    beside: times ? `${halfAndMost(times)} in Postgres` : 'no Postgres here',
  });
  const rows: Row[] = [
    { what: 'Append until it is kept, p50 / p99', measured: halfAndMost(sqlite.aloneMs), ...beside(postgres?.aloneMs) },
    {
      what: `The same, ${sessionsAtOnce} sessions at once`,
      measured: halfAndMost(sqlite.togetherMs),
      ...beside(postgres?.togetherMs),
    },
  ];
  if (relayMs.length === 0) return rows;
  const isMet = quantile(relayMs, 0.99) <= 50;
  const what = 'Append to a follower in another instance, Postgres and Redis, p50 / p99';
  return [...rows, { what, measured: halfAndMost(relayMs), target: 'p99 ≤ 50 ms', isMet }];
}

async function timeStore(store: EventStore): Promise<StoreTimes> {
  await timeSession(store, 'warm-up', 100);
  const aloneMs = await timeSession(store, 'alone', appendsAlone);
  const ids = Array.from({ length: sessionsAtOnce }, (_, index) => `together ${index}`);
  const togetherMs = (await Promise.all(ids.map((id) => timeSession(store, id, appendsEach)))).flat();
  return { aloneMs, togetherMs };
}

async function timeSession(store: EventStore, id: string, appends: number): Promise<readonly number[]> {
  await store.createSession({ id, editTokenHash: '', createdAtMs: 0 }, []);
  const times: number[] = [];
  for (let head = 0; head < appends; head += 1) {
    const startedAtMs = performance.now();
    await store.append(id, { expectedHead: head, events: [batch()] });
    times.push(performance.now() - startedAtMs);
  }
  return times;
}

/** From before an append at one instance to the moment a follower has it at another. */
async function timeRelay(store: EventStore, redisUrl: string): Promise<readonly number[]> {
  const open = () => {
    const channels = openRedisChannels({ url: redisUrl, report: (line) => console.error(line) });
    const bus = createSharedBus({ store, channels });
    const close = async () => {
      await bus.close();
      await channels.close();
    };
    return { log: createEventLog({ store, bus, clock: systemClock }), close };
  };
  const [here, there] = [open(), open()];
  await here.log.create({ id: 'relay', editTokenHash: '' }, []);
  const arrivedAtMs = new Map<number, number>();
  const ending = new AbortController();
  const { promise: allArrived, resolve: finish } = Promise.withResolvers<void>();
  const following = (async () => {
    for await (const item of there.log.follow('relay', { after: 0, signal: ending.signal })) {
      if (item.type !== 'events') continue;
      for (const { sequence } of item.events) arrivedAtMs.set(sequence, performance.now());
      if (arrivedAtMs.size === appendsAlone) finish();
    }
  })();
  await pause(500);
  const sentAtMs: number[] = [];
  for (let head = 0; head < appendsAlone; head += 1) {
    sentAtMs.push(performance.now());
    await here.log.append('relay', { expectedHead: head, events: [batch()] });
    await pause(5);
  }
  await allArrived;
  ending.abort();
  await following;
  await Promise.all([here.close(), there.close()]);
  return sentAtMs.map((sent, index) => (arrivedAtMs.get(index + 1) ?? Number.NaN) - sent);
}

function batch() {
  return { atMs: 0, type: 'text-changed', payload: JSON.stringify({ changes: [1_000, [0, 'x'.repeat(100)], 500] }) };
}

function pause(delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, delayMs);
  });
}
