import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { isWithout } from '../../e2e/services/is-without.ts';
import { type PausingProxy, startPausingProxy } from '../../e2e/services/pausing-proxy.ts';
import { type PostgresServer, startPostgres } from '../../e2e/services/postgres-server.ts';
import { createSeededRandom } from '../base/seeded-random.ts';
import { testEventStore } from './event-store-contract.ts';
import { type EventStore, type NewEvent, StoreError } from './event-store.ts';
import { openPostgresStore } from './postgres-store.ts';
import type { WholeStore } from './whole-store.ts';
import { testSpeedRecord } from './speed-record-contract.ts';
import { reserveAtOnce, reserveAtRandom, testTokenLedger } from './token-ledger-contract.ts';

// A database that writes to the disk may take its time beside other tests.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

describe.skipIf(isWithout('postgres'))('with a real server', () => {
  let server: PostgresServer;
  let url: string;
  const opened: EventStore[] = [];

  beforeAll(async () => {
    server = await startPostgres();
    url = await server.createDatabase();
  });
  afterAll(() => server.close());
  afterEach(async () => {
    await server.start();
    await Promise.all(opened.splice(0).map((store) => store.close()));
  });

  testEventStore('the Postgres store', async () => openPostgresStore({ url: await emptyDatabase() }));

  testTokenLedger('the Postgres store', async () => {
    const store = await openPostgresStore({ url: await emptyDatabase() });
    return { ledger: store.tokens, close: () => store.close() };
  });

  testSpeedRecord('the Postgres store', async () => {
    const store = await openPostgresStore({ url: await emptyDatabase() });
    return { speeds: store.speeds, close: () => store.close() };
  });

  test('several processes that reserve tokens at once never overdraw a limit together', async () => {
    const stores = await openMany(3);
    await reserveAtOnce(stores.map(({ tokens }) => tokens));
  });

  test('several processes that reserve and settle tokens at random lose none of them', async () => {
    const stores = await openMany(3);
    await reserveAtRandom(stores.map(({ tokens }) => tokens));
  });

  test('an empty database may be opened by many at once', async () => {
    const stores = await openMany(5);
    await createPad(stores[0]!);
    for (const store of stores) expect(await store.findSession('pad')).toMatchObject({ id: 'pad' });
  });

  test('of several processes that append to one session each event is kept once, without a gap', async () => {
    const stores = await openMany(3);
    await createPad(stores[0]!);
    const given = await Promise.all(
      stores.flatMap((store, process) =>
        [0, 1].map(async (writer) => {
          const sequences: [number, string][] = [];
          let head = 0;
          while (sequences.length < 15) {
            const text = `${process}.${writer}.${sequences.length}`;
            const outcome = await store.append('pad', { expectedHead: head, events: [event(text)] });
            if (outcome.status === 'head-moved') head = outcome.head;
            else if (outcome.status === 'appended') {
              head = outcome.events[0]!.sequence;
              sequences.push([head, text]);
            }
          }
          return sequences;
        }),
      ),
    );
    const events = await stores[1]!.read('pad', { after: 0 });
    expect(events.map((each) => [each.sequence, each.payload])).toEqual(given.flat().toSorted(([a], [b]) => a - b));
    expect(events.map((each) => each.sequence)).toEqual(Array.from({ length: 90 }, (_, index) => index + 1));
  });

  test('one key sent to several processes at once is written once', async () => {
    const stores = await openMany(3);
    await createPad(stores[0]!);
    for (let round = 0; round < 10; round += 1) {
      const append = { expectedHead: round, events: [event(`${round}`)], idempotencyKey: `key ${round}` };
      const outcomes = await Promise.all(stores.map((store) => store.append('pad', append)));
      expect(outcomes.filter((outcome) => outcome.status === 'appended')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome.status === 'repeated')).toHaveLength(2);
    }
    expect((await stores[0]!.findSession('pad'))?.head).toBe(10);
  });

  test('forks made while their parents are erased by others are whole, or were refused', async () => {
    const stores = await openMany(3);
    const seed = Math.floor(Math.random() * 2 ** 31);
    const random = createSeededRandom(seed);
    const expected = new Map<string, string[]>();
    let ids: string[] = [];
    const begin = async (id: string) => {
      await stores[0]!.createSession({ id, editTokenHash: '', createdAtMs: 1 }, [event(`${id} 1`), event(`${id} 2`)]);
      expected.set(id, [`${id} 1`, `${id} 2`]);
      ids.push(id);
    };
    for (let round = 0; round < 12; round += 1) {
      await begin(`root ${round}`);
      const parents = Array.from({ length: 4 }, () => random.pick(ids));
      const forks = parents.map(async (sessionId, index) => {
        const past = expected.get(sessionId)!;
        const sequence = 1 + random.integer(past.length);
        const id = `fork ${round}.${index}`;
        try {
          const parent = { sessionId, sequence };
          await random.pick(stores).createSession({ id, editTokenHash: '', createdAtMs: 1, parent }, [event(id)]);
          expected.set(id, [...past.slice(0, sequence), id]);
          ids.push(id);
        } catch (error) {
          expect(error, `seed ${seed}`).toMatchObject({ kind: 'missing' });
        }
      });
      const erased = [random.pick(ids), random.pick(ids), random.pick(ids)];
      await Promise.all([...forks, ...erased.map((id) => random.pick(stores).erase(id))]);
      ids = ids.filter((id) => !erased.includes(id));
    }
    for (const id of ids) {
      const events = await stores[0]!.read(id, { after: 0 });
      expect(
        events.map((each) => each.payload),
        `seed ${seed}, ${id}`,
      ).toEqual(expected.get(id));
    }
    for (const id of ids) await stores[1]!.erase(id);
    expect(await stores[2]!.listSessions()).toEqual([]);
    // Whatever was kept for forks has gone with the last of them: every id is free again.
    for (const id of expected.keys()) await stores[0]!.createSession({ id, editTokenHash: '', createdAtMs: 1 }, []);
  });

  test('several processes may pack a session at once, while others read and write it', async () => {
    const stores = await openMany(3);
    await createPad(stores[0]!);
    const head = 3_000;
    let isOver = false;
    const writing = (async () => {
      for (let written = 0; written < head; written += 100) {
        const events = Array.from({ length: 100 }, (_, index) => event(`${written + index + 1}`));
        await stores[0]!.append('pad', { expectedHead: written, events });
        await stores[0]!.saveSnapshot('pad', { sequence: written + 100, state: `state ${written + 100}` });
      }
      isOver = true;
    })();
    const others = stores.map(async (store) => {
      while (!isOver) {
        await store.pack('pad', head);
        const events = await store.read('pad', { after: 500, upTo: 1_100 });
        expect(events.map((each) => each.payload)).toEqual(events.map((_, index) => `${501 + index}`));
      }
    });
    await Promise.all([writing, ...others]);
    await Promise.all(stores.map((store) => store.pack('pad', head)));
    const events = await stores[2]!.read('pad', { after: 0, limit: head });
    expect(events.map((each) => each.payload)).toEqual(Array.from({ length: head }, (_, index) => `${index + 1}`));
    for (let sequence = 100; sequence <= head; sequence += 100) {
      expect(await stores[1]!.findSnapshot('pad', sequence + 99)).toEqual({ sequence, state: `state ${sequence}` });
    }
    expect(await count(url, 'events')).toBe(head % 512);
    expect(await count(url, 'segments')).toBe(Math.floor(head / 512));
  });

  describe('when the server goes away', () => {
    test('every call says so at once, and works again when it is back; nothing acknowledged is lost', async () => {
      const [store] = await openMany(1);
      await createPad(store!);
      for (const [round, end] of [server.stop, server.kill].entries()) {
        await Promise.all([store!.findSession('pad'), store!.findSession('pad')]);
        const appended = await store!.append('pad', { expectedHead: round, events: [event(`${round}`)] });
        expect(appended.status).toBe('appended');
        await end();
        const startedAtMs = performance.now();
        for (const call of callsOf(store!)) {
          await expect(call()).rejects.toMatchObject({ name: 'StoreError', kind: 'unreachable' });
        }
        // Ten calls: none of them waited for a timeout.
        expect(performance.now() - startedAtMs).toBeLessThan(5_000);
        await server.start();
        expect(await store!.read('pad', { after: round })).toMatchObject([{ payload: `${round}` }]);
      }
    });

    test('what is asked while it goes away is answered or fails, and the process goes on', async () => {
      const [store] = await openMany(1);
      await createPad(store!);
      let acknowledged = 0;
      let outages = 0;
      let isOver = false;
      const writing = (async () => {
        let head = 0;
        while (!isOver) {
          try {
            const outcome = await store!.append('pad', { expectedHead: head, events: [event(`${head + 1}`)] });
            if (outcome.status === 'appended') acknowledged = head + 1;
            head = outcome.status === 'head-moved' ? outcome.head : head + 1;
          } catch (error) {
            expect(error).toMatchObject({ kind: 'unreachable' });
            outages += 1;
            await delay(20);
          }
        }
      })();
      for (const end of [server.kill, server.stop]) {
        const before = acknowledged;
        await vi.waitFor(() => expect(acknowledged).toBeGreaterThan(before + 5), { timeout: 10_000 });
        await end();
        await server.start();
      }
      const before = acknowledged;
      await vi.waitFor(() => expect(acknowledged).toBeGreaterThan(before), { timeout: 10_000 });
      isOver = true;
      await writing;
      expect(outages).toBeGreaterThan(0);
      const events = await store!.read('pad', { after: 0, limit: 1_000_000 });
      expect(events.length).toBeGreaterThanOrEqual(acknowledged);
      expect(events.every((each) => each.payload === `${each.sequence}`)).toBe(true);
    });

    test('a start without it is refused in one line that names the database and no password', async () => {
      await emptyDatabase();
      await server.stop();
      const { host, pathname, password } = new URL(url);
      const error: unknown = await openPostgresStore({ url }).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(StoreError);
      expect(error).toMatchObject({ kind: 'unreachable' });
      const { message } = error as StoreError;
      expect(message).toContain(`${pathname.slice(1)} at ${host}`);
      expect(message).toContain('ECONNREFUSED');
      expect(message).not.toContain(password);
      expect(message).not.toContain('\n');
    });
  });

  describe('when the server hangs', () => {
    let proxy: PausingProxy;

    afterEach(() => proxy.close());

    test('calls are given up in time, and work again when it answers', async () => {
      proxy = await startPausingProxy(server.port);
      const throughProxy = new URL(await emptyDatabase());
      throughProxy.port = String(proxy.port);
      const patience = { connectMs: 300, statementMs: 300 };
      const store = await openPostgresStore({ url: throughProxy.href, patience });
      opened.push(store);
      await createPad(store);
      proxy.pause();
      const startedAtMs = performance.now();
      for (const round of [1, 2]) {
        await expect(store.findSession(`pad ${round}`)).rejects.toMatchObject({ kind: 'unreachable' });
      }
      expect(performance.now() - startedAtMs).toBeLessThan(8_000);
      proxy.resume();
      await vi.waitFor(async () => expect(await store.findSession('pad')).toMatchObject({ head: 0 }), {
        timeout: 5_000,
      });
    });

    test('a statement that waits too long in the database itself is ended there', async () => {
      proxy = await startPausingProxy(server.port);
      await emptyDatabase();
      const patience = { connectMs: 1_000, statementMs: 200 };
      const [store, holder] = await Promise.all([
        openPostgresStore({ url, patience }),
        openPostgresStore({ url, patience: { ...patience, statementMs: 5_000 } }),
      ]);
      opened.push(store, holder);
      await createPad(store);
      const { promise: held, resolve: hold } = Promise.withResolvers<void>();
      const { promise: until, resolve: letGo } = Promise.withResolvers<void>();
      const locking = lockPad(url, hold, until);
      await held;
      const append = store.append('pad', { expectedHead: 0, events: [event('a')] });
      await expect(append).rejects.toMatchObject({ kind: 'unreachable' });
      letGo();
      await locking;
      expect(await store.append('pad', { expectedHead: 0, events: [event('a')] })).toMatchObject({
        status: 'appended',
      });
    });
  });

  test('what is no database to us is broken, and says why', async () => {
    const elsewhere = new URL(url);
    elsewhere.pathname = '/nowhere';
    await expect(openPostgresStore({ url: elsewhere.href })).rejects.toMatchObject({
      kind: 'broken',
      message: expect.stringContaining('database "nowhere" does not exist'),
    });
    elsewhere.password = 'wrong';
    await expect(openPostgresStore({ url: elsewhere.href })).rejects.toMatchObject({
      kind: 'broken',
      message: expect.stringContaining('password authentication failed'),
    });
  });

  async function emptyDatabase(): Promise<string> {
    await server.clearDatabase(url);
    return url;
  }

  async function openMany(count: number): Promise<readonly WholeStore[]> {
    await emptyDatabase();
    const stores = await Promise.all(Array.from({ length: count }, () => openPostgresStore({ url })));
    opened.push(...stores);
    return stores;
  }
});

function createPad(store: EventStore) {
  return store.createSession({ id: 'pad', editTokenHash: '', createdAtMs: 1 }, []);
}

function event(payload: string): NewEvent {
  return { atMs: 1_790_000_000_123, type: 'text-changed', payload };
}

function callsOf(store: EventStore): readonly (() => Promise<unknown>)[] {
  return [
    () => store.findSession('pad'),
    () => store.read('pad', { after: 0 }),
    () => store.append('pad', { expectedHead: 1, events: [event('lost')] }),
    () => store.createSession({ id: 'other', editTokenHash: '', createdAtMs: 1 }, []),
    () => store.saveSnapshot('pad', { sequence: 1, state: '' }),
    () => store.findSnapshot('pad'),
    () => store.heads(['pad']),
    () => store.takeLease('pad', 'me', 1_000),
    () => store.listSessions(),
    () => store.erase('pad'),
  ];
}

/** Holds the session's row from another connection, as a stuck transaction would, until told to let go. */
async function lockPad(url: string, hold: () => void, until: Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('begin');
  await client.query(`select from sessions where id = 'pad' for update`);
  hold();
  await until;
  await client.query('commit');
  await client.end();
}

async function count(url: string, table: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ count: string }>(`select count(*) from ${table}`);
  await client.end();
  return Number(rows[0]?.count);
}
