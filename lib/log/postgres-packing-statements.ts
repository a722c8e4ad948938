import { type CompiledQuery, sql } from 'kysely';
import type { NewEvent } from './event-store.ts';
import type { PackingTables } from './pack-session.ts';
import { kysely, lineOf, listed } from './postgres-sql.ts';
import type { LogSchema, SessionRow } from './schema.ts';

export type EventRow = Omit<LogSchema['events'], 'session_id'>;

/** An event, or, where `packed` is not null, a block that begins with it, of which the events of a range are asked for. */
export type StretchRow = EventRow & {
  readonly packed: Uint8Array | null;
  readonly begins_after: number;
  readonly up_to: number;
};

export type KeyframeRow = Pick<LogSchema['keyframes'], 'sequence' | 'state'>;

/**
 * Both tables in one statement, since a block may take the place of its events at any moment. Numbers have no gaps, so a
 * range tells how many events there are at most.
 */
export function read(
  sessionId: string,
  { after, upTo }: { readonly after: number; readonly upTo: number },
): CompiledQuery<StretchRow> {
  return sql<StretchRow>`
    with recursive ${lineOf(sessionId)},
    asked as (
      select owner_id, greatest(begins_after, ${after}::bigint) as begins_after, least(up_to, ${upTo}::bigint) as up_to
      from line
    )
    select sequence, at_ms, type, payload, null::bytea as packed, begins_after, up_to
    from asked join events on session_id = owner_id and sequence > begins_after and sequence <= up_to
    union all
    select first_sequence, 0, '', '', segments.events, begins_after, up_to
    from asked join segments on session_id = owner_id and last_sequence > begins_after and first_sequence <= up_to
    where begins_after < up_to`.compile(kysely);
}

/** The latest snapshot at or before `atMost`, with those it leans on. */
export function findSnapshot(sessionId: string, atMost: number): CompiledQuery<KeyframeRow> {
  return sql<KeyframeRow>`
    with recursive ${lineOf(sessionId)},
    found as (
      select owner_id, latest.sequence
      from line, lateral (
        select sequence from keyframes
        where session_id = owner_id and sequence <= least(up_to, ${atMost}::bigint)
        order by sequence desc limit 1
      ) as latest
      where begins_after < up_to
      order by generation limit 1
    ),
    ${chainOfFound}
    select sequence, state from chain order by sequence`.compile(kysely);
}

/** The session's own keyframe that has so many before it, with those it leans on. */
export function nthKeyframe(sessionId: string, index: number): CompiledQuery<KeyframeRow> {
  return sql<KeyframeRow>`
    with recursive found as (
      select session_id as owner_id, sequence from keyframes
      where session_id = ${sessionId} order by sequence offset ${index} limit 1
    ),
    ${chainOfFound}
    select sequence, state from chain order by sequence`.compile(kysely);
}

const chainOfFound = sql`chain (session_id, sequence, base_sequence, state) as (
      select keyframes.session_id, keyframes.sequence, base_sequence, state
      from found join keyframes on keyframes.session_id = owner_id and keyframes.sequence = found.sequence
      union all
      select base.session_id, base.sequence, base.base_sequence, base.state
      from chain join keyframes as base on base.session_id = chain.session_id and base.sequence = chain.base_sequence
    )`;

export function countKeyframes(sessionId: string, before: number): CompiledQuery<{ count: number }> {
  return kysely
    .selectFrom('keyframes')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('session_id', '=', sessionId)
    .where('sequence', '<', before)
    .compile();
}

/** Nothing once the session is erased, which it cannot be meanwhile. */
export function insertKeyframe(
  sessionId: string,
  { sequence, baseSequence, state }: Parameters<PackingTables['replaceSnapshot']>[0],
): CompiledQuery<unknown> {
  return sql`
    with present as (select id from sessions where id = ${sessionId} and is_erased = 0 for key share)
    insert into keyframes (session_id, sequence, base_sequence, state)
    select id, ${sequence}::integer, ${baseSequence}::integer, ${state}::bytea from present
    on conflict (session_id, sequence) do nothing`.compile(kysely);
}

export function lastPacked(sessionId: string): CompiledQuery<{ packed_to: number }> {
  return sql<{ packed_to: number }>`select ${packedTo(sessionId)} as packed_to`.compile(kysely);
}

function packedTo(sessionId: string) {
  return sql<number>`coalesce(
    (select max(last_sequence) from segments where session_id = ${sessionId}),
    (select parent_sequence from sessions where id = ${sessionId}), 0)`;
}

export function readUnpacked(
  sessionId: string,
  { after, upTo }: { readonly after: number; readonly upTo: number },
): CompiledQuery<EventRow> {
  return kysely
    .selectFrom('events')
    .select(['sequence', 'at_ms', 'type', 'payload'])
    .where('session_id', '=', sessionId)
    .where('sequence', '>', after)
    .where('sequence', '<=', upTo)
    .orderBy('sequence')
    .compile();
}

/** Of two that replace the same events at once, one comes first and the other finds the block there: no row. */
export function replaceEvents(
  sessionId: string,
  { firstSequence, lastSequence, events }: Parameters<PackingTables['replaceEvents']>[0],
): CompiledQuery<{ last_sequence: number }> {
  return sql<{ last_sequence: number }>`
    with present as (select id from sessions where id = ${sessionId} and is_erased = 0 for key share),
    kept as (
      insert into segments (session_id, first_sequence, last_sequence, events)
      select id, ${firstSequence}::integer, ${lastSequence}::integer, ${events}::bytea from present
      where ${packedTo(sessionId)} = ${firstSequence - 1}::integer
      on conflict (session_id, last_sequence) do nothing
      returning last_sequence
    ), gone as (
      delete from events using kept where session_id = ${sessionId} and sequence <= kept.last_sequence
    )
    select last_sequence from kept`.compile(kysely);
}

export function forgetKeys(sessionId: string, upTo: number): CompiledQuery<unknown> {
  return kysely
    .deleteFrom('append_keys')
    .where('session_id', '=', sessionId)
    .where('last_sequence', '<=', sql<number>`${upTo}::bigint`)
    .compile();
}

/** The first block that has events after this one. */
export function findSegment(
  sessionId: string,
  after: number,
): CompiledQuery<Pick<LogSchema['segments'], 'first_sequence' | 'events'>> {
  return kysely
    .selectFrom('segments')
    .select(['first_sequence', 'events'])
    .where('session_id', '=', sessionId)
    .where('last_sequence', '>', after)
    .orderBy('last_sequence')
    .limit(1)
    .compile();
}

/** Drops a session's own events and snapshots after `last`, and whole blocks that have any. */
export function dropAfter(sessionId: string, last: number): readonly CompiledQuery<unknown>[] {
  return [
    kysely.deleteFrom('events').where('session_id', '=', sessionId).where('sequence', '>', last).compile(),
    kysely.deleteFrom('segments').where('session_id', '=', sessionId).where('last_sequence', '>', last).compile(),
    kysely.deleteFrom('keyframes').where('session_id', '=', sessionId).where('sequence', '>', last).compile(),
  ];
}

export function insertEvents(
  sessionId: string,
  after: number,
  events: readonly NewEvent[],
): CompiledQuery<Pick<SessionRow, 'id'>> {
  return sql<Pick<SessionRow, 'id'>>`
    insert into events (session_id, sequence, at_ms, type, payload)
    select ${sessionId}::text, ${after}::integer + place, at_ms, type, payload from ${listed(events)}`.compile(kysely);
}
