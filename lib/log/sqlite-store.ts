import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { type Compilable, Kysely, sql, SqliteDialect } from 'kysely';
import { type AppendOutcome, type EventStore, type NewEvent, StoreError, type StoredEvent } from './event-store.ts';
import { migrateLog } from './migrations.ts';
import type { LogSchema } from './schema.ts';
import { createWriteGroups } from './write-groups.ts';

/**
 * Opens the embedded store in `directory`, which is made if it is missing, and brings its tables up to date. What a
 * promise of it has resolved for survives the process and the machine.
 *
 * The process has the directory to itself: a second one waits `waitForLockMs` (a predecessor may be on its way out; the
 * wait blocks the process) and then gets a `StoreError` of kind `locked`. The lock is SQLite's own on the database file,
 * so it ends with the process, however that ends (docs/decisions/003-embedded-store.md).
 */
export async function openSqliteStore({
  directory,
  waitForLockMs = 2_000,
}: {
  readonly directory: string;
  readonly waitForLockMs?: number;
}): Promise<EventStore> {
  const place = resolve(directory);
  let database: Database.Database | undefined;
  try {
    mkdirSync(place, { recursive: true, mode: 0o700 });
    database = new Database(join(place, 'flint.db'), { timeout: waitForLockMs });
    database.pragma('locking_mode = EXCLUSIVE');
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

function storeOver(database: Database.Database, kysely: Kysely<LogSchema>, directory: string): EventStore {
  const statements = prepareStatements(database, kysely);
  const inTransaction = database.transaction((work: () => void) => work());
  const writes = createWriteGroups({
    transaction: (work) => inTransaction.immediate(work),
    errorFrom: (error) => storeErrorFrom(error, directory),
  });

  return {
    createSession: (record, events) =>
      writes.add(() => {
        if (statements.findSession.get(record.id)) {
          throw new StoreError('exists', `There is already a session ${record.id}.`);
        }
        statements.insertSession.run(record.id, record.editTokenHash, record.createdAtMs, events.length);
        return insertEvents(record.id, 0, events);
      }),

    append: (sessionId, { expectedHead, events, idempotencyKey }) =>
      writes.add((): AppendOutcome => {
        if (events.length === 0) throw new StoreError('broken', 'An append needs at least one event.');
        if (idempotencyKey !== undefined) {
          const lastSequence = statements.findAppended.get(sessionId, idempotencyKey)?.last_sequence;
          if (lastSequence !== undefined) return { status: 'repeated', lastSequence };
        }
        const moved = statements.moveHead.get(events.length, sessionId, expectedHead);
        if (!moved) {
          const session = statements.findSession.get(sessionId);
          if (!session) throw new StoreError('missing', `There is no session ${sessionId}.`);
          return { status: 'head-moved', head: session.head };
        }
        if (idempotencyKey !== undefined) statements.insertAppended.run(sessionId, idempotencyKey, moved.head);
        return { status: 'appended', events: insertEvents(sessionId, expectedHead, events) };
      }),

    saveSnapshot: (sessionId, snapshot) =>
      writes.add(() => {
        if (!statements.findSession.get(sessionId)) {
          throw new StoreError('missing', `There is no session ${sessionId}.`);
        }
        statements.saveSnapshot.run(sessionId, snapshot.sequence, snapshot.state);
      }),

    findSession: (id) =>
      reading(() => {
        const row = statements.findSession.get(id);
        return row
          ? { id: row.id, editTokenHash: row.edit_token_hash, createdAtMs: row.created_at_ms, head: row.head }
          : null;
      }),

    read: (sessionId, { after, upTo = Number.MAX_SAFE_INTEGER, limit = 1_000 }) =>
      reading(() =>
        statements.read
          .all(sessionId, after, upTo, limit)
          .map((row) => ({ sequence: row.sequence, atMs: row.at_ms, type: row.type, payload: row.payload })),
      ),

    findAppended: (sessionId, idempotencyKey) =>
      reading(() => statements.findAppended.get(sessionId, idempotencyKey)?.last_sequence ?? null),

    findSnapshot: (sessionId, atMost = Number.MAX_SAFE_INTEGER) =>
      reading(() => statements.findSnapshot.get(sessionId, atMost) ?? null),

    async close() {
      writes.close();
      if (database.open) await kysely.destroy();
    },
  };

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

/**
 * The statements, written with Kysely and run without it: its asynchronous layers would cost as much again as the
 * commit itself. The values here only stand for parameters; each is bound in the order in which it appears.
 */
function prepareStatements(database: Database.Database, kysely: Kysely<LogSchema>) {
  const prepare = <Parameters extends unknown[], Row>(query: Compilable<Row>) =>
    database.prepare<Parameters, Row>(query.compile().sql);

  return {
    findSession: prepare<[id: string], LogSchema['sessions']>(
      kysely.selectFrom('sessions').selectAll().where('id', '=', ''),
    ),
    insertSession: prepare<[id: string, editTokenHash: string, createdAtMs: number, head: number], unknown>(
      kysely.insertInto('sessions').values({ id: '', edit_token_hash: '', created_at_ms: 0, head: 0 }),
    ),
    moveHead: prepare<[by: number, id: string, expectedHead: number], { head: number }>(
      kysely
        .updateTable('sessions')
        .set((expression) => ({ head: expression('head', '+', 0) }))
        .where('id', '=', '')
        .where('head', '=', 0)
        .returning('head'),
    ),
    insertEvent: prepare<[sessionId: string, sequence: number, atMs: number, type: string, payload: string], unknown>(
      kysely.insertInto('events').values({ session_id: '', sequence: 0, at_ms: 0, type: '', payload: '' }),
    ),
    read: prepare<
      [sessionId: string, after: number, upTo: number, limit: number],
      Omit<LogSchema['events'], 'session_id'>
    >(
      kysely
        .selectFrom('events')
        .select(['sequence', 'at_ms', 'type', 'payload'])
        .where('session_id', '=', '')
        .where('sequence', '>', 0)
        .where('sequence', '<=', 0)
        .orderBy('sequence')
        .limit(0),
    ),
    findAppended: prepare<[sessionId: string, idempotencyKey: string], { last_sequence: number }>(
      kysely
        .selectFrom('append_keys')
        .select('last_sequence')
        .where('session_id', '=', '')
        .where('idempotency_key', '=', ''),
    ),
    insertAppended: prepare<[sessionId: string, idempotencyKey: string, lastSequence: number], unknown>(
      kysely.insertInto('append_keys').values({ session_id: '', idempotency_key: '', last_sequence: 0 }),
    ),
    saveSnapshot: prepare<[sessionId: string, sequence: number, state: string], unknown>(
      kysely
        .insertInto('snapshots')
        .values({ session_id: '', sequence: 0, state: '' })
        .onConflict((conflict) =>
          conflict
            .columns(['session_id', 'sequence'])
            .doUpdateSet((expression) => ({ state: expression.ref('excluded.state') })),
        ),
    ),
    findSnapshot: prepare<[sessionId: string, atMost: number], { sequence: number; state: string }>(
      kysely
        .selectFrom('snapshots')
        .select(['sequence', 'state'])
        .where('session_id', '=', '')
        .where('sequence', '<=', 0)
        .orderBy('sequence', 'desc')
        .limit(sql.lit(1)),
    ),
  };
}
