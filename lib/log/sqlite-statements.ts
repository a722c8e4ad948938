import type Database from 'better-sqlite3';
import { type Kysely, sql } from 'kysely';
import type { LogSchema, SessionRow } from './schema.ts';
import { preparerFor } from './sqlite-part.ts';

/** The SQLite store's statements. */
export function prepareStatements(database: Database.Database, kysely: Kysely<LogSchema>) {
  const prepare = preparerFor(database);
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
    deleteEventsUpTo: prepare<[sessionId: string, upTo: number], unknown>(
      kysely.deleteFrom('events').where('session_id', '=', '').where('sequence', '<=', 0),
    ),
    insertSegment: prepare<
      [sessionId: string, firstSequence: number, lastSequence: number, events: Uint8Array],
      unknown
    >(
      kysely
        .insertInto('segments')
        .values({ session_id: '', first_sequence: 0, last_sequence: 0, events: new Uint8Array() }),
    ),
    /** The first that has events after this one. */
    findSegment: prepare<[sessionId: string, after: number], Omit<LogSchema['segments'], 'session_id'>>(
      kysely
        .selectFrom('segments')
        .select(['first_sequence', 'last_sequence', 'events'])
        .where('session_id', '=', '')
        .where('last_sequence', '>', 0)
        .orderBy('last_sequence')
        .limit(sql.lit(1)),
    ),
    lastPacked: prepare<[sessionId: string], { last_sequence: number }>(
      kysely
        .selectFrom('segments')
        .select('last_sequence')
        .where('session_id', '=', '')
        .orderBy('last_sequence', 'desc')
        .limit(sql.lit(1)),
    ),
    deleteSegmentsAfter: prepare<[sessionId: string, after: number], unknown>(
      kysely.deleteFrom('segments').where('session_id', '=', '').where('last_sequence', '>', 0),
    ),
    oldestSnapshot: prepare<[sessionId: string, upTo: number], { sequence: number; state: string }>(
      kysely
        .selectFrom('snapshots')
        .select(['sequence', 'state'])
        .where('session_id', '=', '')
        .where('sequence', '<=', 0)
        .orderBy('sequence')
        .limit(sql.lit(1)),
    ),
    deleteSnapshot: prepare<[sessionId: string, sequence: number], unknown>(
      kysely.deleteFrom('snapshots').where('session_id', '=', '').where('sequence', '=', 0),
    ),
    countKeyframes: prepare<[sessionId: string, before: number], { count: number }>(
      kysely
        .selectFrom('keyframes')
        .select((expression) => expression.fn.countAll<number>().as('count'))
        .where('session_id', '=', '')
        .where('sequence', '<', 0),
    ),
    nthKeyframe: prepare<[sessionId: string, offset: number], { sequence: number }>(
      kysely
        .selectFrom('keyframes')
        .select('sequence')
        .where('session_id', '=', '')
        .orderBy('sequence')
        .limit(sql.lit(1))
        .offset(0),
    ),
    findKeyframe: prepare<[sessionId: string, atMost: number], Omit<LogSchema['keyframes'], 'session_id'>>(
      kysely
        .selectFrom('keyframes')
        .select(['sequence', 'base_sequence', 'state'])
        .where('session_id', '=', '')
        .where('sequence', '<=', 0)
        .orderBy('sequence', 'desc')
        .limit(sql.lit(1)),
    ),
    insertKeyframe: prepare<
      [sessionId: string, sequence: number, baseSequence: number | null, state: Uint8Array],
      unknown
    >(
      kysely
        .insertInto('keyframes')
        .values({ session_id: '', sequence: 0, base_sequence: 0, state: new Uint8Array() })
        .onConflict((conflict) => conflict.columns(['session_id', 'sequence']).doNothing()),
    ),
    deleteKeyframesAfter: prepare<[sessionId: string, after: number], unknown>(
      kysely.deleteFrom('keyframes').where('session_id', '=', '').where('sequence', '>', 0),
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
    deleteAppendedUpTo: prepare<[sessionId: string, upTo: number], unknown>(
      kysely.deleteFrom('append_keys').where('session_id', '=', '').where('last_sequence', '<=', 0),
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
