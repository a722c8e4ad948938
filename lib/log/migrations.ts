import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';

/**
 * Brings a log's tables to the newest form; does nothing when they have it. Throws the database's own error.
 *
 * SQLite cannot be trusted to undo half a migration (Kysely runs none of its DDL in a transaction), so each step must
 * bear being run again from its start: `ifNotExists`, or a look first.
 */
export async function migrateLog(database: Kysely<any>, kind: 'sqlite' | 'postgres'): Promise<void> {
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: () => Promise.resolve(migrations(kind)) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

function migrations(kind: 'sqlite' | 'postgres'): Record<string, Migration> {
  // SQLite keeps such a table in the order of its key: one b-tree instead of two, and a session's events side by side.
  const inKeyOrder = kind === 'sqlite' ? sql`without rowid` : sql``;
  return {
    '001-sessions-and-events': {
      async up(database) {
        await database.schema
          .createTable('sessions')
          .ifNotExists()
          .addColumn('id', 'text', (column) => column.primaryKey().notNull())
          .addColumn('edit_token_hash', 'text', (column) => column.notNull())
          .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
          .addColumn('head', 'integer', (column) => column.notNull())
          .modifyEnd(inKeyOrder)
          .execute();
        await database.schema
          .createTable('events')
          .ifNotExists()
          .addColumn('session_id', 'text', (column) => column.notNull())
          .addColumn('sequence', 'integer', (column) => column.notNull())
          .addColumn('at_ms', 'bigint', (column) => column.notNull())
          .addColumn('type', 'text', (column) => column.notNull())
          .addColumn('payload', 'text', (column) => column.notNull())
          .addPrimaryKeyConstraint('events_key', ['session_id', 'sequence'])
          .modifyEnd(inKeyOrder)
          .execute();
        await database.schema
          .createTable('append_keys')
          .ifNotExists()
          .addColumn('session_id', 'text', (column) => column.notNull())
          .addColumn('idempotency_key', 'text', (column) => column.notNull())
          .addColumn('last_sequence', 'integer', (column) => column.notNull())
          .addPrimaryKeyConstraint('append_keys_key', ['session_id', 'idempotency_key'])
          .modifyEnd(inKeyOrder)
          .execute();
        // With rowids: a state is large, and large rows make a table in key order slow to search.
        await database.schema
          .createTable('snapshots')
          .ifNotExists()
          .addColumn('session_id', 'text', (column) => column.notNull())
          .addColumn('sequence', 'integer', (column) => column.notNull())
          .addColumn('state', 'text', (column) => column.notNull())
          .addPrimaryKeyConstraint('snapshots_key', ['session_id', 'sequence'])
          .execute();
      },
    },
  };
}
