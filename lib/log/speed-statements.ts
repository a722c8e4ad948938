import type { Kysely } from 'kysely';
import type { LogSchema } from './schema.ts';
import { keptAnswers } from './speed-record.ts';

/** An answer is noted. */
export function insertSpeed(kysely: Kysely<LogSchema>, row: LogSchema['model_speeds']) {
  return kysely.insertInto('model_speeds').values(row);
}

/** What is older than this goes, and of a model what its last answers have come after. */
export function forgetSpeeds(kysely: Kysely<LogSchema>, beforeMs: number, model: string) {
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
    );
}

/** All answers that are kept. */
export function allSpeeds(kysely: Kysely<LogSchema>) {
  return kysely.selectFrom('model_speeds').select(['model', 'tokens_per_second', 'first_token_ms']);
}
