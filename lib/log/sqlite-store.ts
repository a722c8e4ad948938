import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import {
  type AppendOutcome,
  type Lease,
  type NewEvent,
  type SessionRecord,
  StoreError,
  type StoredEvent,
} from './event-store.ts';
import { type Kin, lastShared, type Stretch, stretchesOf } from './lineage.ts';
import { migrateLog } from './migrations.ts';
import { packSession, packSnapshot } from './pack-session.ts';
import type { LogSchema, SessionRow } from './schema.ts';
import { cutAfter, findOwnSnapshot, giveBackFreePages, packingTables, readOwn } from './sqlite-packing.ts';
import { prepareStatements } from './sqlite-statements.ts';
import { createSqliteTokenLedger } from './sqlite-token-ledger.ts';
import type { WholeStore } from './whole-store.ts';
import { createSqliteSpeedRecord } from './sqlite-speed-record.ts';
import { createWriteGroups } from './write-groups.ts';

/**
 * Opens the embedded store in `directory`, which is made if it is missing, and brings its tables up to date. What a
 * promise of it has resolved for survives the process and the machine.
 *
 * The process has the directory to itself: a second one waits `waitForLockMs` (a predecessor may be on its way out; the
 * wait blocks the process) and then gets a `StoreError` of kind `locked`. The lock is SQLite's own on the database file,
 * so it ends with the process, however that ends (docs/decisions/003-embedded-store.md). Leases of an earlier process
 * are void for the same reason.
 */
export async function openSqliteStore({
  directory,
  waitForLockMs = 2_000,
}: {
  readonly directory: string;
  readonly waitForLockMs?: number;
}): Promise<WholeStore> {
  const place = resolve(directory);
  let database: Database.Database | undefined;
  try {
    mkdirSync(place, { recursive: true, mode: 0o700 });
    database = new Database(join(place, 'flint.db'), { timeout: waitForLockMs });
    database.pragma('locking_mode = EXCLUSIVE');
    makeShrinkable(database);
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    const kysely = new Kysely<LogSchema>({ dialect: new SqliteDialect({ database }) });
    await migrateLog(kysely, 'sqlite');
    return storeOver(database, kysely, place);
  } catch (error) {
    database?.close();
    throw storeErrorFrom(error, place);
  }
}

/**
 * Lets the file become smaller in small steps. That has to be said before a database's first table; one of Flint 0.1, which
 * did not, is written anew once, if there is room for that.
 */
function makeShrinkable(database: Database.Database): void {
  const incremental = 2;
  if (database.pragma('auto_vacuum', { simple: true }) === incremental) return;
  database.pragma('journal_mode = DELETE');
  database.pragma('auto_vacuum = INCREMENTAL');
  try {
    database.exec('vacuum');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'SQLITE_FULL')) throw error;
  }
}

/** What a failure of SQLite or of the file system means for the store in `directory`. */
export function storeErrorFrom(error: unknown, directory: string): StoreError {
  if (error instanceof StoreError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    const message = `Another process is using the data directory ${directory}. Stop it, or choose another directory with FLINT_DATA_DIR.`;
    return new StoreError('locked', message, { cause: error });
  }
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') {
    const message = `There is no room left on the disk of the data directory ${directory}.`;
    return new StoreError('full', message, { cause: error });
  }
  const reason = error instanceof Error ? error.message : String(error);
  return new StoreError('broken', `The store in ${directory} failed: ${reason}`, { cause: error });
}

function storeOver(database: Database.Database, kysely: Kysely<LogSchema>, directory: string): WholeStore {
  const statements = prepareStatements(database, kysely);
  statements.clearLeases.run();
  const inTransaction = database.transaction((work: () => void) => work());
  const writes = createWriteGroups({
    transaction: (work) => inTransaction.immediate(work),
    errorFrom: (error) => storeErrorFrom(error, directory),
  });

  return {
    createSession: ({ id, editTokenHash, createdAtMs, parent }, events) =>
      writes.add(() => {
        if (statements.findKin.get(id)) throw new StoreError('exists', `There is already a session ${id}.`);
        if (parent && !(parent.sequence >= 1 && parent.sequence <= required(parent.sessionId).head)) {
          throw new StoreError('missing', `Session ${parent.sessionId} has no event ${parent.sequence}.`);
        }
        const start = parent?.sequence ?? 0;
        statements.insertSession.run(
          id,
          editTokenHash,
          createdAtMs,
          start + events.length,
          Math.max(createdAtMs, events.at(-1)?.atMs ?? 0),
          parent?.sessionId ?? null,
          parent?.sequence ?? null,
        );
        return insertEvents(id, start, events);
      }),

    append: (sessionId, { expectedHead, events, idempotencyKey, lease }) =>
      writes.add((): AppendOutcome => {
        if (events.length === 0) throw new StoreError('broken', 'An append needs at least one event.');
        if (idempotencyKey !== undefined) {
          const lastSequence = statements.findAppended.get(sessionId, idempotencyKey)?.last_sequence;
          if (lastSequence !== undefined) return { status: 'repeated', lastSequence };
        }
        if (lease && !holds(required(sessionId), lease)) return { status: 'fenced' };
        const moved = statements.moveHead.get(events.length, events.at(-1)!.atMs, sessionId, expectedHead);
        if (!moved) return { status: 'head-moved', head: required(sessionId).head };
        if (idempotencyKey !== undefined) statements.insertAppended.run(sessionId, idempotencyKey, moved.head);
        return { status: 'appended', events: insertEvents(sessionId, expectedHead, events) };
      }),

    async saveSnapshot(sessionId, snapshot) {
      await reading(() => required(sessionId));
      await packSnapshot(packingTables({ statements, writes, reading, sessionId }), snapshot);
    },

    findSession: (id) =>
      reading(() => {
        const row = statements.findSession.get(id);
        return row ? recordFrom(row) : null;
      }),

    read: (sessionId, { after, upTo = Number.MAX_SAFE_INTEGER, limit = 1_000 }) =>
      reading(() => {
        const events: StoredEvent[] = [];
        for (const stretch of stretches(sessionId).toReversed()) {
          const own = readOwn(statements, stretch.ownerId, {
            after: Math.max(stretch.after, after),
            upTo: Math.min(stretch.upTo, upTo),
            limit: limit - events.length,
          });
          for (const event of own) events.push(event);
        }
        return events;
      }),

    findAppended: (sessionId, idempotencyKey) =>
      reading(() => statements.findAppended.get(sessionId, idempotencyKey)?.last_sequence ?? null),

    async findSnapshot(sessionId, atMost = Number.MAX_SAFE_INTEGER) {
      for (const { ownerId, upTo } of await reading(() => stretches(sessionId))) {
        const found = await findOwnSnapshot({ statements, reading, ownerId, atMost: Math.min(upTo, atMost) });
        if (found) return found;
      }
      return null;
    },

    async pack(sessionId, upTo) {
      if (!(await reading(() => statements.findSession.get(sessionId)))) return;
      await packSession(packingTables({ statements, writes, reading, sessionId }), upTo);
      await giveBackFreePages(database, reading);
    },

    heads: (sessionIds) =>
      reading(() => {
        const heads = new Map<string, number>();
        for (const id of sessionIds) {
          const row = statements.findSession.get(id);
          if (row) heads.set(id, row.head);
        }
        return heads;
      }),

    takeLease: (sessionId, owner, ttlMs) =>
      writes.add(() => {
        const row = statements.findSession.get(sessionId);
        if (!row) return null;
        const isFree = row.lease_owner === null || row.lease_owner === owner || row.lease_until_ms <= Date.now();
        if (!isFree) return null;
        const epoch = row.lease_epoch + 1;
        statements.setLease.run(owner, epoch, Date.now() + ttlMs, sessionId);
        return { owner, epoch };
      }),

    renewLease: (sessionId, lease, ttlMs) =>
      writes.add(() => {
        const row = statements.findSession.get(sessionId);
        if (!row || !holds(row, lease)) return false;
        statements.setLease.run(lease.owner, lease.epoch, Date.now() + ttlMs, sessionId);
        return true;
      }),

    releaseLease: (sessionId, lease) =>
      writes.add(() => {
        const row = statements.findSession.get(sessionId);
        if (row && holds(row, lease)) statements.setLease.run(null, lease.epoch, 0, sessionId);
      }),

    replaceEditToken: (sessionId, editTokenHash) =>
      writes.add(() => {
        required(sessionId);
        statements.setEditToken.run(editTokenHash, sessionId);
      }),

    listSessions: ({ idleSinceMs = Number.MAX_SAFE_INTEGER, limit = 100, offset = 0 } = {}) =>
      reading(() => statements.listSessions.all(idleSinceMs, limit, offset).map(recordFrom)),

    async erase(sessionId) {
      const isErased = await writes.add(() => {
        if (!statements.findSession.get(sessionId)) return false;
        statements.markErased.run(sessionId);
        statements.deleteAppendedUpTo.run(sessionId, Number.MAX_SAFE_INTEGER);
        dropUnshared(sessionId);
        return true;
      });
      if (isErased) await giveBackFreePages(database, reading);
      return isErased;
    },

    tokens: createSqliteTokenLedger({ database, kysely, writes, reading }),
    speeds: createSqliteSpeedRecord({ database, kysely, writes, reading }),

    async close() {
      writes.close();
      if (database.open) await kysely.destroy();
    },
  };

  function required(id: string): SessionRow {
    const row = statements.findSession.get(id);
    if (!row) throw new StoreError('missing', `There is no session ${id}.`);
    return row;
  }

  /** Where the session's events are kept, the newest first. */
  function stretches(sessionId: string): readonly Stretch[] {
    return statements.findKin.get(sessionId)?.is_erased === 0 ? stretchesOf(sessionId, findKin) : [];
  }

  function findKin(id: string): Kin | undefined {
    const row = statements.findKin.get(id);
    return row && { id: row.id, head: row.head, parent: parentOf(row) };
  }

  /** Keeps of an erased session, and of erased ancestors that stayed only for it, what forks share: perhaps nothing. */
  function dropUnshared(id: string): void {
    const last = lastShared(id, (parentId) =>
      statements.findForks.all(parentId).map((fork) => ({
        id: fork.id,
        sequence: fork.parent_sequence ?? 0,
        isErased: fork.is_erased === 1,
      })),
    );
    const kin = findKin(id);
    cutAfter(statements, id, last ?? 0);
    if (last === null) statements.deleteSession.run(id);
    else statements.cutHead.run(Math.min(last, kin?.head ?? last), id);
    if (kin?.parent && statements.findKin.get(kin.parent.sessionId)?.is_erased === 1) {
      dropUnshared(kin.parent.sessionId);
    }
  }

  function insertEvents(sessionId: string, head: number, events: readonly NewEvent[]): readonly StoredEvent[] {
    return events.map(({ atMs, type, payload }, index) => {
      const sequence = head + index + 1;
      statements.insertEvent.run(sessionId, sequence, atMs, type, payload);
      return { sequence, atMs, type, payload };
    });
  }

  async function reading<Value>(read: () => Value): Promise<Value> {
    try {
      return read();
    } catch (error) {
      throw storeErrorFrom(error, directory);
    }
  }
}

function recordFrom(row: SessionRow): SessionRecord {
  return {
    id: row.id,
    editTokenHash: row.edit_token_hash,
    createdAtMs: row.created_at_ms,
    head: row.head,
    lastActiveAtMs: row.last_active_at_ms,
    parent: parentOf(row),
  };
}

function parentOf(row: Pick<SessionRow, 'parent_id' | 'parent_sequence'>): SessionRecord['parent'] {
  if (row.parent_id === null || row.parent_sequence === null) return null;
  return { sessionId: row.parent_id, sequence: row.parent_sequence };
}

function holds(row: SessionRow, lease: Lease): boolean {
  return row.lease_owner === lease.owner && row.lease_epoch === lease.epoch;
}
