import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testEventStore } from './event-store-contract.ts';
import { openSqliteStore, storeErrorFrom } from './sqlite-store.ts';
import { testSpeedRecord } from './speed-record-contract.ts';
import { testTokenLedger } from './token-ledger-contract.ts';

let directory: string;
let writer: ChildProcess | undefined;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'flint-log-'));
});
afterEach(async () => {
  if (writer && writer.exitCode === null && writer.signalCode === null) {
    writer.kill('SIGKILL');
    await once(writer, 'exit');
  }
  writer = undefined;
  rmSync(directory, { recursive: true, force: true });
});

testEventStore('the SQLite store', () => openSqliteStore({ directory }));

testTokenLedger('the SQLite store', async () => {
  const store = await openSqliteStore({ directory });
  return { ledger: store.tokens, close: () => store.close() };
});

testSpeedRecord('the SQLite store', async () => {
  const store = await openSqliteStore({ directory });
  return { speeds: store.speeds, close: () => store.close() };
});

test('how fast a model was is still known after the process was ended', async () => {
  const before = await openSqliteStore({ directory });
  await before.speeds.note('openai/spark', { tokensPerSecond: 1_040.4, firstTokenMs: 180.6 }, Date.now());
  await before.close();
  const after = await openSqliteStore({ directory });
  expect([...(await after.speeds.all())]).toEqual([
    ['openai/spark', { tokensPerSecond: 1_040, firstTokenMs: 181, answers: 1 }],
  ]);
  await after.close();
});

test('what was set aside and never settled is still counted after the process was ended', async () => {
  const of = { sessionId: 'pad', day: 20_783 };
  const wish = { ...of, leastTokens: 700, mostTokens: 700, limits: { session: 1_000, day: null } };
  const before = await openSqliteStore({ directory });
  await before.tokens.reserve(wish);
  await before.close();
  const after = await openSqliteStore({ directory });
  expect(await after.tokens.use(of)).toEqual({ session: 700, day: 700 });
  expect(await after.tokens.reserve(wish)).toEqual({ status: 'refused', limit: 'session', leftTokens: 300 });
  await after.close();
});

test('everything is there again after the store was closed and opened', async () => {
  const place = join(directory, 'deep', 'er');
  const before = await openSqliteStore({ directory: place });
  await before.createSession({ id: 'pad', editTokenHash: 'hash', createdAtMs: 5 }, [
    { atMs: 6, type: 'a', payload: '{}' },
  ]);
  await before.append('pad', {
    expectedHead: 1,
    events: [{ atMs: 7, type: 'b', payload: '{}' }],
    idempotencyKey: 'key',
  });
  await before.saveSnapshot('pad', { sequence: 2, state: 'state' });
  await before.close();

  const after = await openSqliteStore({ directory: place });
  expect(await after.findSession('pad')).toEqual({
    id: 'pad',
    editTokenHash: 'hash',
    createdAtMs: 5,
    head: 2,
    lastActiveAtMs: 7,
    parent: null,
  });
  expect(await after.read('pad', { after: 0 })).toEqual([
    { sequence: 1, atMs: 6, type: 'a', payload: '{}' },
    { sequence: 2, atMs: 7, type: 'b', payload: '{}' },
  ]);
  expect(await after.findAppended('pad', 'key')).toBe(2);
  expect(await after.findSnapshot('pad')).toEqual({ sequence: 2, state: 'state' });
  await after.close();
});

test('an opened store is alone: leases of the process before it are void', async () => {
  const before = await openSqliteStore({ directory });
  await before.createSession({ id: 'pad', editTokenHash: '', createdAtMs: 0 }, []);
  const old = (await before.takeLease('pad', 'before', 60_000))!;
  await before.close();

  const after = await openSqliteStore({ directory });
  const events = [{ atMs: 1, type: 'a', payload: '{}' }];
  expect(await after.append('pad', { expectedHead: 0, events, lease: old })).toEqual({ status: 'fenced' });
  expect(await after.takeLease('pad', 'after', 60_000)).toEqual({ owner: 'after', epoch: old.epoch + 1 });
  await after.close();
});

test('packing gives the disk back what it no longer needs, and forgets keys of long ago only', async () => {
  const store = await openSqliteStore({ directory });
  await store.createSession({ id: 'pad', editTokenHash: '', createdAtMs: 0 }, []);
  for (let head = 0; head < 9_000; head += 10) {
    const events = Array.from({ length: 10 }, (_, index) => ({
      atMs: head,
      type: 'text-changed',
      payload: JSON.stringify({ fileId: 'abcdef', version: head + index, change: [head, [0, 'a few words'], index] }),
    }));
    await store.append('pad', { expectedHead: head, events, idempotencyKey: `key-${head}` });
  }
  const before = await store.read('pad', { after: 0, limit: 10_000 });
  const rowsBytes = fileBytes();
  await store.pack('pad', 9_000);
  expect(await store.read('pad', { after: 0, limit: 10_000 })).toEqual(before);
  expect(await store.findAppended('pad', 'key-100')).toBeNull();
  expect(await store.findAppended('pad', 'key-5000')).toBe(5_010);
  expect(await store.findAppended('pad', 'key-8990')).toBe(9_000);
  await store.close();
  expect(rowsBytes).toBeGreaterThan(1_000_000);
  expect(fileBytes()).toBeLessThan(700_000);

  function fileBytes(): number {
    return ['flint.db', 'flint.db-wal']
      .map((name) => statSync(join(directory, name), { throwIfNoEntry: false })?.size ?? 0)
      .reduce((sum, size) => sum + size);
  }
});

test('packing twice at once, and erasing meanwhile, leave no half of anything', async () => {
  const store = await openSqliteStore({ directory });
  const events = Array.from({ length: 3_000 }, (_, index) => ({ atMs: index, type: 'a', payload: `{"n":${index}}` }));
  await store.createSession({ id: 'pad', editTokenHash: '', createdAtMs: 0 }, events);
  const before = await store.read('pad', { after: 0, limit: 3_000 });
  await Promise.all([
    store.pack('pad', 3_000),
    store.pack('pad', 3_000),
    ...[600, 1_200, 1_800].map((sequence) => store.saveSnapshot('pad', { sequence, state: `at ${sequence}` })),
  ]);
  expect(await store.read('pad', { after: 0, limit: 3_000 })).toEqual(before);
  for (const sequence of [600, 1_200, 1_800]) {
    expect(await store.findSnapshot('pad', sequence + 1)).toEqual({ sequence, state: `at ${sequence}` });
  }

  await store.createSession({ id: 'gone', editTokenHash: '', createdAtMs: 0 }, events);
  const packing = store.pack('gone', 3_000);
  const saving = store.saveSnapshot('gone', { sequence: 3_000, state: 'late' });
  expect(await store.erase('gone')).toBe(true);
  await Promise.all([packing, saving]);
  await store.close();
  const database = new Database(join(directory, 'flint.db'));
  for (const table of ['events', 'segments', 'snapshots', 'keyframes', 'append_keys']) {
    const left = database.prepare(`select count(*) as count from ${table} where session_id = 'gone'`).get();
    expect(left, table).toEqual({ count: 0 });
  }
  database.close();
});

test('a directory that is open is refused to a second store, in words that name it, and free after the close', async () => {
  const first = await openSqliteStore({ directory });
  const second = openSqliteStore({ directory, waitForLockMs: 0 });
  await expect(second).rejects.toMatchObject({ name: 'StoreError', kind: 'locked' });
  await expect(second).rejects.toThrow(directory);
  await first.createSession({ id: 'pad', editTokenHash: '', createdAtMs: 0 }, []);
  await first.close();
  await (await openSqliteStore({ directory, waitForLockMs: 0 })).close();
});

test('a killed process loses nothing it acknowledged, and its directory is free at once', async () => {
  for (const [round, appends] of [1, 300, 1_500, 2_100].entries()) {
    const sessionId = `round-${round}`;
    const acknowledged = await writeUntilKilled(sessionId, appends, async () => {
      const intruder = openSqliteStore({ directory, waitForLockMs: 0 });
      await expect(intruder).rejects.toMatchObject({ kind: 'locked' });
    });

    const store = await openSqliteStore({ directory, waitForLockMs: 0 });
    const head = (await store.findSession(sessionId))?.head ?? 0;
    expect(acknowledged).toBeGreaterThanOrEqual(appends);
    expect(head).toBeGreaterThanOrEqual(acknowledged);
    const events = await store.read(sessionId, { after: 0, limit: head + 10 });
    expect(events.map((event) => event.sequence)).toEqual(Array.from({ length: head }, (_, index) => index + 1));
    expect(events.every((event) => event.payload === String(event.sequence))).toBe(true);
    const snapshot = await store.findSnapshot(sessionId);
    if (snapshot) expect(snapshot.state).toBe(`state ${snapshot.sequence} ${'x'.repeat(snapshot.sequence)}`);
    expect(snapshot !== null || appends < 300).toBe(true);
    expect((await store.append(sessionId, { expectedHead: head, events: events.slice(0, 1) })).status).toBe('appended');
    await store.close();
  }
}, 60_000);

test('a file that is no database is a broken store, not a new one', async () => {
  writeFileSync(join(directory, 'flint.db'), 'This was never a database. '.repeat(100));
  await expect(openSqliteStore({ directory })).rejects.toMatchObject({ name: 'StoreError', kind: 'broken' });
});

test('a place where no directory can be is a broken store that names it', async () => {
  writeFileSync(join(directory, 'file'), '');
  const opening = openSqliteStore({ directory: join(directory, 'file', 'below') });
  await expect(opening).rejects.toMatchObject({ name: 'StoreError', kind: 'broken' });
  await expect(opening).rejects.toThrow(join(directory, 'file', 'below'));
});

test('a full disk is told apart', () => {
  const database = new Database(':memory:');
  database.pragma('max_page_count = 3');
  database.exec('create table t (x)');
  let failure: unknown;
  try {
    database.prepare('insert into t values (?)').run('x'.repeat(100_000));
  } catch (error) {
    failure = error;
  }
  database.close();
  expect(storeErrorFrom(failure, '/data')).toMatchObject({ kind: 'full', message: expect.stringContaining('/data') });
});

/** Lets another process append until it has acknowledged `appends` events, does `meanwhile`, kills it, and gives its last word. */
async function writeUntilKilled(sessionId: string, appends: number, meanwhile: () => Promise<void>): Promise<number> {
  const program = join(import.meta.dirname, 'sqlite-store-writer.ts');
  writer = spawn(process.execPath, [program, directory, sessionId], { stdio: ['ignore', 'pipe', 'inherit'] });
  let acknowledged = 0;
  let interrupted = false;
  for await (const line of createInterface({ input: writer.stdout! })) {
    acknowledged = Number(line);
    if (acknowledged < appends || interrupted) continue;
    interrupted = true;
    await meanwhile();
    writer.kill('SIGKILL');
  }
  if (writer.exitCode === null && writer.signalCode === null) await once(writer, 'exit');
  return acknowledged;
}
