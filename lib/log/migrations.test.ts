import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSqliteStore } from './sqlite-store.ts';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'flint-migrations-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test('a database of Flint 0.1 is brought up to date without loss, and goes on', async () => {
  writeFirstVersion();
  await expectEverything();
  // A second opening finds nothing to do.
  await expectEverything();
  const database = new Database(join(directory, 'flint.db'), { readonly: true });
  const incremental = 2;
  expect(database.pragma('auto_vacuum', { simple: true })).toBe(incremental);
  database.close();
});

test('a migration that was cut off in the middle is done again from its start', async () => {
  writeFirstVersion();
  const database = new Database(join(directory, 'flint.db'));
  database.exec('alter table sessions add column "last_active_at_ms" bigint default 0 not null');
  database.exec('alter table sessions add column "parent_id" text');
  database.exec('create index "sessions_by_parent" on "sessions" ("parent_id")');
  database.exec("update sessions set last_active_at_ms = 7777 where id = 'quiet'");
  database.close();
  await expectEverything();
});

async function expectEverything(): Promise<void> {
  const store = await openSqliteStore({ directory });
  try {
    expect(await store.findSession('busy')).toEqual({
      id: 'busy',
      editTokenHash: 'hash of busy',
      createdAtMs: 1_000,
      head: 3,
      lastActiveAtMs: 3_333,
      parent: null,
    });
    expect(await store.findSession('quiet')).toMatchObject({ head: 0, lastActiveAtMs: 7_777 });
    expect(await store.read('busy', { after: 0 })).toEqual([
      { sequence: 1, atMs: 1_111, type: 'session-started', payload: '{"title":"Ω 🙂"}' },
      { sequence: 2, atMs: 2_222, type: 'text-changed', payload: '{"n":2}' },
      { sequence: 3, atMs: 3_333, type: 'text-changed', payload: '{"n":3}' },
    ]);
    expect(await store.findAppended('busy', 'key')).toBe(3);
    expect(await store.findSnapshot('busy')).toEqual({ sequence: 2, state: '{"state":2}' });
    const lease = await store.takeLease('busy', 'me', 60_000);
    expect(lease).toMatchObject({ owner: 'me' });
    await store.releaseLease('busy', lease!);
    expect(await store.append('busy', { expectedHead: 2, events: [{ atMs: 1, type: 'a', payload: '{}' }] })).toEqual({
      status: 'head-moved',
      head: 3,
    });
  } finally {
    await store.close();
  }
}

/** A database as Flint 0.1 left it. */
function writeFirstVersion(): void {
  const database = new Database(join(directory, 'flint.db'));
  database.pragma('journal_mode = WAL');
  database.exec(`
    create table "kysely_migration" ("name" varchar(255) not null primary key, "timestamp" varchar(255) not null);
    create table "kysely_migration_lock" ("id" varchar(255) not null primary key, "is_locked" integer default 0 not null);
    insert into kysely_migration values ('001-sessions-and-events', '2026-11-24T22:49:24.784Z');
    insert into kysely_migration_lock values ('migration_lock', 0);
    create table "sessions" ("id" text not null primary key, "edit_token_hash" text not null,
      "created_at_ms" bigint not null, "head" integer not null) without rowid;
    create table "events" ("session_id" text not null, "sequence" integer not null, "at_ms" bigint not null,
      "type" text not null, "payload" text not null,
      constraint "events_key" primary key ("session_id", "sequence")) without rowid;
    create table "append_keys" ("session_id" text not null, "idempotency_key" text not null,
      "last_sequence" integer not null,
      constraint "append_keys_key" primary key ("session_id", "idempotency_key")) without rowid;
    create table "snapshots" ("session_id" text not null, "sequence" integer not null, "state" text not null,
      constraint "snapshots_key" primary key ("session_id", "sequence"));
    insert into sessions values ('busy', 'hash of busy', 1000, 3), ('quiet', 'hash of quiet', 7777, 0);
    insert into events values ('busy', 1, 1111, 'session-started', '{"title":"Ω 🙂"}'),
      ('busy', 2, 2222, 'text-changed', '{"n":2}'), ('busy', 3, 3333, 'text-changed', '{"n":3}');
    insert into append_keys values ('busy', 'key', 3);
    insert into snapshots values ('busy', 2, '{"state":2}');
  `);
  database.close();
}
