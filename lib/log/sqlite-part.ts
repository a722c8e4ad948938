import type Database from 'better-sqlite3';
import type { Compilable, Kysely } from 'kysely';
import type { LogSchema } from './schema.ts';
import type { WriteGroups } from './write-groups.ts';

/** What a part of the embedded store works with: its database, and the store's own transactions. */
export interface SqlitePart {
  readonly database: Database.Database;
  readonly kysely: Kysely<LogSchema>;
  readonly writes: Pick<WriteGroups, 'add'>;
  reading<Value>(read: () => Value): Promise<Value>;
}

/**
 * Makes statements that are written with Kysely and run without it: its asynchronous layers would cost as much again as
 * the commit itself. The values in them only stand for parameters; each is bound in the order in which it appears.
 */
export function preparerFor(database: Database.Database) {
  return <Parameters extends unknown[], Row>(query: Compilable<Row>) =>
    database.prepare<Parameters, Row>(query.compile().sql);
}
