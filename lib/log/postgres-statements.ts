import { type CompiledQuery, sql } from 'kysely';
import type { EventStore, Lease, NewEvent } from './event-store.ts';
import { kysely, listed } from './postgres-sql.ts';
import type { SessionRow } from './schema.ts';

/**
 * The Postgres store's statements. Each is one round trip and one transaction: many processes run them at once, so whatever
 * must hold together is looked at and done in the same statement.
 */

/** The store's own clock, for leases: every process asks the same one. */
const nowMs = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;

/**
 * Moves the head if the append may be done, and writes its events only then. Two appends for one head wait for each other
 * at the session's row, and the second finds the head moved. Gives a row with the new head, or none: then nothing was
 * written, and `findObstacle` says why.
 */
export function append(
  sessionId: string,
  { expectedHead, events, idempotencyKey, lease }: Parameters<EventStore['append']>[1],
): CompiledQuery<{ head: number }> {
  const key = idempotencyKey ?? null;
  const owner = lease?.owner ?? null;
  return sql<{ head: number }>`
    with moved as (
      update sessions
      set head = head + ${events.length}::integer,
        last_active_at_ms = greatest(last_active_at_ms, ${events.at(-1)?.atMs ?? 0}::bigint)
      where id = ${sessionId} and head = ${expectedHead} and is_erased = 0
        and (${owner}::text is null or (lease_owner = ${owner} and lease_epoch = ${lease?.epoch ?? null}))
        and not exists (select from append_keys where session_id = ${sessionId} and idempotency_key = ${key}::text)
      returning id, head
    ), known as (
      insert into append_keys (session_id, idempotency_key, last_sequence)
      select id, ${key}::text, head from moved where ${key}::text is not null
    ), kept as (
      insert into events (session_id, sequence, at_ms, type, payload)
      select id, ${expectedHead}::integer + place, at_ms, type, payload from moved, ${listed(events)}
    )
    select head from moved`.compile(kysely);
}

/** What an append met that did nothing; no row when there is no such session. */
export function findObstacle(
  sessionId: string,
  idempotencyKey: string | undefined,
): CompiledQuery<Pick<SessionRow, 'head' | 'lease_owner' | 'lease_epoch'> & { last_sequence: number | null }> {
  return kysely
    .selectFrom('sessions')
    .leftJoin('append_keys', (join) =>
      join.onRef('session_id', '=', 'id').on('idempotency_key', '=', idempotencyKey ?? null),
    )
    .select(['head', 'lease_owner', 'lease_epoch', 'last_sequence'])
    .where('id', '=', sessionId)
    .where('is_erased', '=', 0)
    .compile();
}

/**
 * Makes the session and its first events. No row: the id is taken, or there is no such moment of the parent. The parent
 * stays locked until the fork is there, so that it cannot be erased in between.
 */
export function createSession(
  { id, editTokenHash, createdAtMs, parent }: Parameters<EventStore['createSession']>[0],
  events: readonly NewEvent[],
): CompiledQuery<{ head: number }> {
  const parentId = parent?.sessionId ?? null;
  const moment = parent?.sequence ?? null;
  const start = parent?.sequence ?? 0;
  const lastActiveAtMs = Math.max(createdAtMs, events.at(-1)?.atMs ?? 0);
  return sql<{ head: number }>`
    with origin as (
      select from sessions
      where id = ${parentId} and is_erased = 0 and ${moment}::integer between 1 and head
      for key share
    ), made as (
      insert into sessions (id, edit_token_hash, created_at_ms, head, last_active_at_ms, parent_id, parent_sequence)
      select ${id}, ${editTokenHash}, ${createdAtMs}::bigint, ${start + events.length}::integer,
        ${lastActiveAtMs}::bigint, ${parentId}, ${moment}::integer
      where ${parentId}::text is null or exists (select from origin)
      on conflict (id) do nothing
      returning id, head
    ), kept as (
      insert into events (session_id, sequence, at_ms, type, payload)
      select id, ${start}::integer + place, at_ms, type, payload from made, ${listed(events)}
    )
    select head from made`.compile(kysely);
}

export function isIdTaken(id: string): CompiledQuery<{ id: string }> {
  return kysely.selectFrom('sessions').select('id').where('id', '=', id).compile();
}

export function findSession(id: string): CompiledQuery<SessionRow> {
  return kysely.selectFrom('sessions').selectAll().where('id', '=', id).where('is_erased', '=', 0).compile();
}

export function listSessions({
  idleSinceMs = Number.MAX_SAFE_INTEGER,
  limit = 100,
  offset = 0,
}: Exclude<Parameters<EventStore['listSessions']>[0], undefined>): CompiledQuery<SessionRow> {
  return (
    kysely
      .selectFrom('sessions')
      .selectAll()
      .where('last_active_at_ms', '<', idleSinceMs)
      .where('is_erased', '=', 0)
      .orderBy('last_active_at_ms')
      // In the order of the bytes, whatever the database's language is.
      .orderBy(sql`id collate "C"`)
      .limit(limit)
      .offset(offset)
      .compile()
  );
}

export function heads(ids: readonly string[]): CompiledQuery<Pick<SessionRow, 'id' | 'head'>> {
  return sql<Pick<SessionRow, 'id' | 'head'>>`
    select id, head from sessions where id = any(${ids}::text[]) and is_erased = 0`.compile(kysely);
}

export function findAppended(sessionId: string, idempotencyKey: string): CompiledQuery<{ last_sequence: number }> {
  return kysely
    .selectFrom('append_keys')
    .select('last_sequence')
    .where('session_id', '=', sessionId)
    .where('idempotency_key', '=', idempotencyKey)
    .compile();
}

export function takeLease(
  sessionId: string,
  owner: string,
  ttlMs: number,
): CompiledQuery<Pick<SessionRow, 'lease_epoch'>> {
  return kysely
    .updateTable('sessions')
    .set((row) => ({
      lease_owner: owner,
      lease_epoch: row('lease_epoch', '+', 1),
      lease_until_ms: sql<number>`${nowMs} + ${ttlMs}::bigint`,
    }))
    .where('id', '=', sessionId)
    .where('is_erased', '=', 0)
    .where((row) =>
      row.or([row('lease_owner', 'is', null), row('lease_owner', '=', owner), row('lease_until_ms', '<=', nowMs)]),
    )
    .returning('lease_epoch')
    .compile();
}

export function renewLease(sessionId: string, lease: Lease, ttlMs: number): CompiledQuery<{ id: string }> {
  return held(sessionId, lease)
    .set({ lease_until_ms: sql<number>`${nowMs} + ${ttlMs}::bigint` })
    .returning('id')
    .compile();
}

export function releaseLease(sessionId: string, lease: Lease): CompiledQuery<{ id: string }> {
  return held(sessionId, lease).set({ lease_owner: null, lease_until_ms: 0 }).returning('id').compile();
}

export function replaceEditToken(sessionId: string, editTokenHash: string): CompiledQuery<{ id: string }> {
  return kysely
    .updateTable('sessions')
    .set({ edit_token_hash: editTokenHash })
    .where('id', '=', sessionId)
    .where('is_erased', '=', 0)
    .returning('id')
    .compile();
}

/** For statements that erase: what they need is looked at in several steps, so they go one after the other. */
export function waitForOtherErasers(): CompiledQuery<unknown> {
  return sql`select pg_advisory_xact_lock(7302190448136014)`.compile(kysely);
}

/** No row when it is gone. Waits for those who count on its being there while they write, and holds up others. */
export function holdForErasing(id: string): CompiledQuery<{ id: string }> {
  return kysely
    .selectFrom('sessions')
    .select('id')
    .where('id', '=', id)
    .where('is_erased', '=', 0)
    .forUpdate()
    .compile();
}

export function markErased(id: string): CompiledQuery<unknown> {
  return kysely
    .updateTable('sessions')
    .set({ is_erased: 1, edit_token_hash: '', lease_owner: null })
    .where('id', '=', id)
    .compile();
}

/** The last event of `id` that its forks live on, also through erased ones; null when none of them needs any. */
export function findLastShared(id: string): CompiledQuery<{ last: number | null }> {
  return sql<{ last: number | null }>`
    with recursive fork (id, needed, is_erased) as (
      select id, parent_sequence, is_erased from sessions where parent_id = ${id}
      union all
      select sessions.id, least(fork.needed, sessions.parent_sequence), sessions.is_erased
      from fork join sessions on parent_id = fork.id
      where fork.is_erased = 1
    )
    select max(needed) as last from fork where is_erased = 0`.compile(kysely);
}

export function cutHead(id: string, last: number): CompiledQuery<Pick<SessionRow, 'parent_id'>> {
  return kysely
    .updateTable('sessions')
    .set({ head: sql<number>`least(head, ${last}::integer)` })
    .where('id', '=', id)
    .returning('parent_id')
    .compile();
}

export function deleteSession(id: string): CompiledQuery<Pick<SessionRow, 'parent_id'>> {
  return kysely.deleteFrom('sessions').where('id', '=', id).returning('parent_id').compile();
}

export function isErased(id: string): CompiledQuery<{ id: string }> {
  return kysely.selectFrom('sessions').select('id').where('id', '=', id).where('is_erased', '=', 1).compile();
}

function held(sessionId: string, { owner, epoch }: Lease) {
  return kysely
    .updateTable('sessions')
    .where('id', '=', sessionId)
    .where('is_erased', '=', 0)
    .where('lease_owner', '=', owner)
    .where('lease_epoch', '=', epoch);
}
