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
  const bytes = kind === 'sqlite' ? 'blob' : 'bytea';
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
    '002-forks-leases-and-packing': {
      async up(database) {
        const tables = await database.introspection.getTables();
        const known = tables.find((table) => table.name === 'sessions')?.columns.map((column) => column.name) ?? [];
        const addColumn = async (name: string, type: 'text' | 'integer' | 'bigint', isCounted: boolean) => {
          if (known.includes(name)) return;
          await database.schema
            .alterTable('sessions')
            .addColumn(name, type, (column) => (isCounted ? column.notNull().defaultTo(0) : column))
            .execute();
        };
        await addColumn('last_active_at_ms', 'bigint', true);
        await addColumn('parent_id', 'text', false);
        await addColumn('parent_sequence', 'integer', false);
        await addColumn('is_erased', 'integer', true);
        await addColumn('lease_owner', 'text', false);
        await addColumn('lease_epoch', 'integer', true);
        await addColumn('lease_until_ms', 'bigint', true);
        await sql`
          update sessions set last_active_at_ms = coalesce(
            (select at_ms from events where session_id = sessions.id and sequence = sessions.head), created_at_ms)
          where last_active_at_ms = 0`.execute(database);
        await database.schema
          .createIndex('sessions_by_parent')
          .ifNotExists()
          .on('sessions')
          .column('parent_id')
          .execute();
        await database.schema
          .createTable('segments')
          .ifNotExists()
          .addColumn('session_id', 'text', (column) => column.notNull())
          .addColumn('first_sequence', 'integer', (column) => column.notNull())
          .addColumn('last_sequence', 'integer', (column) => column.notNull())
          .addColumn('events', bytes, (column) => column.notNull())
          .addPrimaryKeyConstraint('segments_key', ['session_id', 'last_sequence'])
          .execute();
        await database.schema
          .createTable('keyframes')
          .ifNotExists()
          .addColumn('session_id', 'text', (column) => column.notNull())
          .addColumn('sequence', 'integer', (column) => column.notNull())
          .addColumn('base_sequence', 'integer')
          .addColumn('state', bytes, (column) => column.notNull())
          .addPrimaryKeyConstraint('keyframes_key', ['session_id', 'sequence'])
          .execute();
      },
    },
    '003-token-use': {
      async up(database) {
        await database.schema
          .createTable('token_use')
          .ifNotExists()
          .addColumn('day', 'integer', (column) => column.notNull())
          .addColumn('session_id', 'text', (column) => column.notNull())
          .addColumn('tokens', 'bigint', (column) => column.notNull())
          .addPrimaryKeyConstraint('token_use_key', ['day', 'session_id'])
          .modifyEnd(inKeyOrder)
          .execute();
        await database.schema
          .createTable('token_reservations')
          .ifNotExists()
          .addColumn('id', 'text', (column) => column.primaryKey().notNull())
          .addColumn('day', 'integer', (column) => column.notNull())
          .addColumn('session_id', 'text', (column) => column.notNull())
          .addColumn('tokens', 'bigint', (column) => column.notNull())
          .modifyEnd(inKeyOrder)
          .execute();
      },
    },
    '004-model-speeds': {
      async up(database) {
        await database.schema
          .createTable('model_speeds')
          .ifNotExists()
          .addColumn('model', 'text', (column) => column.notNull())
          .addColumn('at_ms', 'bigint', (column) => column.notNull())
          .addColumn('id', 'text', (column) => column.notNull())
          .addColumn('tokens_per_second', 'integer', (column) => column.notNull())
          .addColumn('first_token_ms', 'integer', (column) => column.notNull())
          .addPrimaryKeyConstraint('model_speeds_key', ['model', 'at_ms', 'id'])
          .modifyEnd(inKeyOrder)
          .execute();
      },
    },
  };
}
