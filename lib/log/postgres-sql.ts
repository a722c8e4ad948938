import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
  sql,
} from 'kysely';
import type { NewEvent } from './event-store.ts';
import type { LogSchema } from './schema.ts';

/** Writes statements and runs none. */
export const kysely = new Kysely<LogSchema>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (database) => new PostgresIntrospector(database),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** Events as a table `listed`, each with its place from 1 on. */
export function listed(events: readonly NewEvent[]): RawBuilder<unknown> {
  return sql`unnest(
    ${events.map(({ atMs }) => atMs)}::bigint[], ${events.map(({ type }) => type)}::text[],
    ${events.map(({ payload }) => payload)}::text[]) with ordinality as listed (at_ms, type, payload, place)`;
}

/** A table `line`: where the session's events are kept, its own first, then its parents'; see lineage.ts, which says the same. */
export function lineOf(sessionId: string): RawBuilder<unknown> {
  return sql`line (owner_id, parent_id, begins_after, up_to, generation) as (
      select id, parent_id, coalesce(parent_sequence, 0), head, 0
      from sessions where id = ${sessionId} and is_erased = 0
      union all
      select parent.id, parent.parent_id, coalesce(parent.parent_sequence, 0),
        least(parent.head, line.up_to, line.begins_after), generation + 1
      from line join sessions as parent on parent.id = line.parent_id
    )`;
}
