import { randomUUID } from 'node:crypto';
import type { PostgresConnection } from './postgres-connection.ts';
import { kysely } from './postgres-sql.ts';
import { keptForMs, type SpeedRecord, speedsOf } from './speed-record.ts';
import { allSpeeds, forgetSpeeds, insertSpeed } from './speed-statements.ts';

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
      await query(insertSpeed(kysely, row).compile());
      await query(forgetSpeeds(kysely, atMs - keptForMs, model).compile());
    },
    all: async () => speedsOf(await query(allSpeeds(kysely).compile())),
  };
}
