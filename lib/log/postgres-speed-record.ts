import { randomUUID } from 'node:crypto';
import type { PostgresConnection } from './postgres-connection.ts';
import { kysely } from './postgres-sql.ts';
import { keptAnswers, keptForMs, type SpeedRecord, speedsOf } from './speed-record.ts';

/** The record in Postgres. */
export function createPostgresSpeedRecord({ query }: Pick<PostgresConnection, 'query'>): SpeedRecord {
  return {
    async note(model, { tokensPerSecond, firstTokenMs }, atMs) {
      const row = {
        model,
        at_ms: atMs,
        id: randomUUID(),
        tokens_per_second: Math.round(tokensPerSecond),
        first_token_ms: Math.round(firstTokenMs),
      };
      await query(kysely.insertInto('model_speeds').values(row).compile());
      await query(forget(model, atMs - keptForMs));
    },
    async all() {
      const columns = ['model', 'tokens_per_second', 'first_token_ms'] as const;
      return speedsOf(await query(kysely.selectFrom('model_speeds').select(columns).compile()));
    },
  };
}

function forget(model: string, beforeMs: number) {
  return kysely
    .deleteFrom('model_speeds')
    .where((row) =>
      row.or([
        row('at_ms', '<', beforeMs),
        row.and([
          row('model', '=', model),
          row(
            'id',
            'not in',
            row
              .selectFrom('model_speeds')
              .select('id')
              .where('model', '=', model)
              .orderBy('at_ms', 'desc')
              .orderBy('id', 'desc')
              .limit(keptAnswers),
          ),
        ]),
      ]),
    )
    .compile();
}
