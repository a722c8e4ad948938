import { randomUUID } from 'node:crypto';
import { keptAnswers, keptForMs, type SpeedRecord, type SpeedRow, speedsOf } from './speed-record.ts';
import { allSpeeds, forgetSpeeds, insertSpeed } from './speed-statements.ts';
import { preparerFor, type SqlitePart } from './sqlite-part.ts';

/** The record in the embedded store's database, within the store's own transactions. */
export function createSqliteSpeedRecord({ database, kysely, writes, reading }: SqlitePart): SpeedRecord {
  const prepare = preparerFor(database);
  const anyRow = { model: '', at_ms: 0, id: '', tokens_per_second: 0, first_token_ms: 0 };
  const insert = prepare<[model: string, atMs: number, id: string, perSecond: number, firstMs: number], unknown>(
    insertSpeed(kysely, anyRow),
  );
  const forget = prepare<[beforeMs: number, model: string, sameModel: string, kept: number], unknown>(
    forgetSpeeds(kysely, 0, ''),
  );
  const all = prepare<[], SpeedRow>(allSpeeds(kysely));

  return {
    note: (model, { tokensPerSecond, firstTokenMs }, atMs) =>
      writes.add(() => {
        insert.run(model, atMs, randomUUID(), Math.round(tokensPerSecond), Math.round(firstTokenMs));
        forget.run(atMs - keptForMs, model, model, keptAnswers);
      }),
    all: () => reading(() => speedsOf(all.all())),
  };
}
