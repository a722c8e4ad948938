import type Database from 'better-sqlite3';
import { type Compilable, type Kysely, sql } from 'kysely';
import type { LogSchema, SessionRow } from './schema.ts';

/**
 * The SQLite store's statements, written with Kysely and run without it: its asynchronous layers would cost as much again
 * as the commit itself. The values here only stand for parameters; each is bound in the order in which it appears.
 */
export function prepareStatements(database: Database.Database, kysely: Kysely<LogSchema>) {
  const prepare = <Parameters extends unknown[], Row>(query: Compilable<Row>) =>
    database.prepare<Parameters, Row>(query.compile().sql);
  const present = sql.lit(0);

  return {
    findSession: prepare<[id: string], SessionRow>(
      kysely.selectFrom('sessions').selectAll().where('id', '=', '').where('is_erased', '=', present),
    ),
    /** Also an erased one. */
    findKin: prepare<[id: string], Pick<SessionRow, 'id' | 'head' | 'parent_id' | 'parent_sequence' | 'is_erased'>>(
      kysely
        .selectFrom('sessions')
        .select(['id', 'head', 'parent_id', 'parent_sequence', 'is_erased'])
        .where('id', '=', ''),
    ),
    findForks: prepare<[parentId: string], Pick<SessionRow, 'id' | 'parent_sequence' | 'is_erased'>>(
      kysely.selectFrom('sessions').select(['id', 'parent_sequence', 'is_erased']).where('parent_id', '=', ''),
    ),
    listSessions: prepare<[idleSinceMs: number, limit: number, offset: number], SessionRow>(
      kysely
        .selectFrom('sessions')
        .selectAll()
        .where('last_active_at_ms', '<', 0)
        .where('is_erased', '=', present)
        .orderBy('last_active_at_ms')
        .orderBy('id')
        .limit(0)
        .offset(0),
    ),
    insertSession: prepare<
      [
        id: string,
        editTokenHash: string,
        createdAtMs: number,
        head: number,
        lastActiveAtMs: number,
        parentId: string | null,
        parentSequence: number | null,
      ],
      unknown
    >(
      kysely.insertInto('sessions').values({
        id: '',
        edit_token_hash: '',
        created_at_ms: 0,
        head: 0,
        last_active_at_ms: 0,
        parent_id: '',
        parent_sequence: 0,
        is_erased: present,
        lease_epoch: sql.lit(0),
        lease_until_ms: sql.lit(0),
      }),
    ),
    moveHead: prepare<[by: number, lastActiveAtMs: number, id: string, expectedHead: number], { head: number }>(
      kysely
        .updateTable('sessions')
        .set((expression) => ({
          head: expression('head', '+', 0),
          last_active_at_ms: expression.fn('max', ['last_active_at_ms', expression.val(0)]),
        }))
        .where('id', '=', '')
        .where('head', '=', 0)
        .where('is_erased', '=', present)
        .returning('head'),
    ),
    setEditToken: prepare<[editTokenHash: string, id: string], unknown>(
      kysely.updateTable('sessions').set({ edit_token_hash: '' }).where('id', '=', '').where('is_erased', '=', present),
    ),
    setLease: prepare<[owner: string | null, epoch: number, untilMs: number, id: string], unknown>(
      kysely.updateTable('sessions').set({ lease_owner: '', lease_epoch: 0, lease_until_ms: 0 }).where('id', '=', ''),
    ),
    clearLeases: prepare<[], unknown>(
      kysely
        .updateTable('sessions')
        .set({ lease_owner: sql.lit(null) })
        .where('lease_owner', 'is not', null),
    ),
    markErased: prepare<[id: string], unknown>(
      kysely
        .updateTable('sessions')
        .set({ is_erased: sql.lit(1), edit_token_hash: sql.lit(''), lease_owner: sql.lit(null) })
        .where('id', '=', ''),
    ),
    cutHead: prepare<[head: number, id: string], unknown>(
      kysely.updateTable('sessions').set({ head: 0 }).where('id', '=', ''),
    ),
    deleteSession: prepare<[id: string], unknown>(kysely.deleteFrom('sessions').where('id', '=', '')),
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
    deleteEventsAfter: prepare<[sessionId: string, after: number], unknown>(
      kysely.deleteFrom('events').where('session_id', '=', '').where('sequence', '>', 0),
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
    deleteAppended: prepare<[sessionId: string], unknown>(
      kysely.deleteFrom('append_keys').where('session_id', '=', ''),
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
    deleteSnapshotsAfter: prepare<[sessionId: string, after: number], unknown>(
      kysely.deleteFrom('snapshots').where('session_id', '=', '').where('sequence', '>', 0),
    ),
  };
}
