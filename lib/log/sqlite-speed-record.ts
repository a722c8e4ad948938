import { randomUUID } from 'node:crypto';
import type Database from 'better-sqlite3';
import type { Compilable, Kysely } from 'kysely';
import type { LogSchema } from './schema.ts';
import { keptAnswers, keptForMs, type SpeedRecord, type SpeedRow, speedsOf } from './speed-record.ts';
import type { WriteGroups } from './write-groups.ts';

/** The record in the embedded store's database, within the store's own transactions. */
export function createSqliteSpeedRecord({
  database,
  kysely,
  writes,
  reading,
}: {
  readonly database: Database.Database;
  readonly kysely: Kysely<LogSchema>;
  readonly writes: Pick<WriteGroups, 'add'>;
  reading<Value>(read: () => Value): Promise<Value>;
}): SpeedRecord {
  const prepare = <Parameters extends unknown[], Row>(query: Compilable<Row>) =>
    database.prepare<Parameters, Row>(query.compile().sql);
  const insert = prepare<[model: string, atMs: number, id: string, perSecond: number, firstMs: number], unknown>(
    kysely.insertInto('model_speeds').values({ model: '', at_ms: 0, id: '', tokens_per_second: 0, first_token_ms: 0 }),
  );
  const forget = prepare<[beforeMs: number, model: string, sameModel: string, kept: number], unknown>(
    kysely
      .deleteFrom('model_speeds')
      .where((row) =>
        row.or([
          row('at_ms', '<', 0),
          row.and([
            row('model', '=', ''),
            row(
              'id',
              'not in',
              row
                .selectFrom('model_speeds')
                .select('id')
                .where('model', '=', '')
                .orderBy('at_ms', 'desc')
                .orderBy('id', 'desc')
                .limit(keptAnswers),
            ),
          ]),
        ]),
      ),
  );
  const all = prepare<[], SpeedRow>(
    kysely.selectFrom('model_speeds').select(['model', 'tokens_per_second', 'first_token_ms']),
  );

  return {
    note: (model, { tokensPerSecond, firstTokenMs }, atMs) =>
      writes.add(() => {
        insert.run(model, atMs, randomUUID(), Math.round(tokensPerSecond), Math.round(firstTokenMs));
        forget.run(atMs - keptForMs, model, model, keptAnswers);
      }),
    all: () => reading(() => speedsOf(all.all())),
  };
}
