import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';
import type { EventStore, NewEvent } from './event-store.ts';
import { openSqliteStore } from './sqlite-store.ts';

const disk = mkdtempSync(join(tmpdir(), 'flint-full-'));
/** A real disk of a few megabytes: only who may mount one can see one fill up. */
const isMounted = mountSmallDisk();

afterAll(() => {
  if (isMounted) execFileSync('umount', [disk]);
  rmSync(disk, { recursive: true, force: true });
});

test.skipIf(!isMounted)(
  'a disk that fills up is said so; what was acknowledged is there and can be read, and with room again it goes on',
  async () => {
    const ballast = join(disk, 'ballast');
    writeFileSync(ballast, Buffer.alloc(2_000_000));
    const directory = join(disk, 'data');
    let store = await openSqliteStore({ directory });
    await store.createSession({ id: 'pad', editTokenHash: '', createdAtMs: 0 }, []);

    const acknowledged = await appendUntilItFails(store, 'pad');
    expect(acknowledged).toBeGreaterThan(500);
    await expect(store.append('pad', { expectedHead: acknowledged, events: [event(0)] })).rejects.toThrow(disk);
    const another = store.createSession({ id: 'other', editTokenHash: '', createdAtMs: 0 }, manyEvents());
    await expect(another).rejects.toMatchObject({ kind: 'full' });
    await expect(store.saveSnapshot('pad', { sequence: 10, state: noise(400_000) })).rejects.toMatchObject({
      kind: 'full',
    });
    await expectAcknowledged(store, acknowledged);

    rmSync(ballast);
    const outcome = await store.append('pad', { expectedHead: acknowledged, events: [event(acknowledged + 1)] });
    expect(outcome.status).toBe('appended');
    await store.pack('pad', acknowledged + 1);
    await expectAcknowledged(store, acknowledged + 1);
    await store.close();

    store = await openSqliteStore({ directory });
    await expectAcknowledged(store, acknowledged + 1);
    await store.close();
    rmSync(directory, { recursive: true });
  },
  60_000,
);

test.skipIf(!isMounted)(
  'a full disk does not keep a store from being opened and read',
  async () => {
    const directory = join(disk, 'again');
    const before = await openSqliteStore({ directory });
    await before.createSession({ id: 'pad', editTokenHash: '', createdAtMs: 0 }, []);
    const acknowledged = await appendUntilItFails(before, 'pad');
    await before.close().catch(() => {});
    const after = await openSqliteStore({ directory });
    await expectAcknowledged(after, acknowledged);
    await after.close();
    rmSync(directory, { recursive: true });
  },
  60_000,
);

test.skipIf(!isMounted)('an older file that has no room to be written anew is used as it is', async () => {
  const directory = join(disk, 'older');
  mkdirSync(directory);
  const older = new Database(join(directory, 'flint.db'));
  older.exec('create table filler (x)');
  older.prepare('insert into filler values (?)').run(noise(500_000).repeat(7));
  older.close();
  writeFileSync(join(disk, 'rest'), Buffer.alloc(1_500_000));
  const store = await openSqliteStore({ directory });
  await store.createSession({ id: 'pad', editTokenHash: '', createdAtMs: 0 }, [event(1)]);
  await expectAcknowledged(store, 1);
  await store.pack('pad', 1);
  await store.close();
  const after = new Database(join(directory, 'flint.db'), { readonly: true });
  expect(after.pragma('auto_vacuum', { simple: true })).toBe(0);
  expect(after.pragma('integrity_check', { simple: true })).toBe('ok');
  after.close();
});

async function appendUntilItFails(store: EventStore, id: string): Promise<number> {
  for (let head = 0; ;) {
    const events = Array.from({ length: 20 }, (_, index) => event(head + index + 1));
    try {
      await store.append(id, { expectedHead: head, events });
    } catch (error) {
      expect(error).toMatchObject({ name: 'StoreError', kind: 'full' });
      return head;
    }
    head += events.length;
  }
}

async function expectAcknowledged(store: EventStore, head: number): Promise<void> {
  expect((await store.findSession('pad'))?.head).toBe(head);
  const events = await store.read('pad', { after: 0, limit: head + 10 });
  expect(events.map(({ sequence, atMs }) => [sequence, atMs])).toEqual(
    Array.from({ length: head }, (_, index) => [index + 1, index + 1]),
  );
}

function event(number: number): NewEvent {
  return { atMs: number, type: 'text-changed', payload: JSON.stringify({ text: noise(300) }) };
}

function manyEvents(): readonly NewEvent[] {
  return Array.from({ length: 5_000 }, (_, index) => event(index));
}

/** Letters that no packing makes fewer. */
function noise(length: number): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(Math.min(length, 65_536))))
    .toString('base64')
    .repeat(8)
    .slice(0, length);
}

function mountSmallDisk(): boolean {
  if (process.platform !== 'linux') return false;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'flint-test', disk], { stdio: 'ignore' });
    return true;
  } catch {
    console.info('No small disk can be mounted here: what happens when one is full was not tried.');
    return false;
  }
}
