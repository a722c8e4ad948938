import { randomUUID } from 'node:crypto';
import type Database from 'better-sqlite3';
import { type Kysely, sql } from 'kysely';
import type { LogSchema } from './schema.ts';
import { preparerFor, type SqlitePart } from './sqlite-part.ts';
import { allow, firstKeptDay, type TokenLedger, type TokenUse } from './token-ledger.ts';
import { allSessions } from './token-rows.ts';

/** The ledger in the embedded store's database, within the store's own transactions. */
export function createSqliteTokenLedger({ database, kysely, writes, reading }: SqlitePart): TokenLedger {
  const statements = prepareStatements(database, kysely);

  return {
    reserve: (wish) =>
      writes.add(() => {
        const { sessionId, day } = wish;
        const allowed = allow(wish, usedBy(sessionId, day));
        if (allowed.status === 'refused') return allowed;
        if (!statements.find.get(day, allSessions)) {
          statements.forgetUse.run(firstKeptDay(day));
          statements.forgetReservations.run(firstKeptDay(day));
        }
        const id = randomUUID();
        statements.insertReservation.run(id, day, sessionId, allowed.tokens);
        add(sessionId, day, allowed.tokens);
        return { ...allowed, id };
      }),
    settle: (reservationId, usedTokens) =>
      writes.add(() => {
        const reservation = statements.takeReservation.get(reservationId);
        if (reservation) add(reservation.session_id, reservation.day, usedTokens - reservation.tokens);
      }),
    use: ({ sessionId, day }) => reading(() => usedBy(sessionId, day)),
  };

  function usedBy(sessionId: string, day: number): TokenUse {
    return {
      session: statements.find.get(day, sessionId)?.tokens ?? 0,
      day: statements.find.get(day, allSessions)?.tokens ?? 0,
    };
  }

  function add(sessionId: string, day: number, tokens: number): void {
    statements.add.run(day, allSessions, tokens);
    statements.add.run(day, sessionId, tokens);
  }
}

function prepareStatements(database: Database.Database, kysely: Kysely<LogSchema>) {
  const prepare = preparerFor(database);

  return {
    find: prepare<[day: number, sessionId: string], { tokens: number }>(
      kysely.selectFrom('token_use').select('tokens').where('day', '=', 0).where('session_id', '=', ''),
    ),
    add: prepare<[day: number, sessionId: string, tokens: number], unknown>(
      kysely
        .insertInto('token_use')
        .values({ day: 0, session_id: '', tokens: 0 })
        .onConflict((conflict) =>
          conflict.columns(['day', 'session_id']).doUpdateSet({ tokens: sql`token_use.tokens + excluded.tokens` }),
        ),
    ),
    insertReservation: prepare<[id: string, day: number, sessionId: string, tokens: number], unknown>(
      kysely.insertInto('token_reservations').values({ id: '', day: 0, session_id: '', tokens: 0 }),
    ),
    takeReservation: prepare<[id: string], Omit<LogSchema['token_reservations'], 'id'>>(
      kysely.deleteFrom('token_reservations').where('id', '=', '').returning(['day', 'session_id', 'tokens']),
    ),
    forgetUse: prepare<[before: number], unknown>(kysely.deleteFrom('token_use').where('day', '<', 0)),
    forgetReservations: prepare<[before: number], unknown>(
      kysely.deleteFrom('token_reservations').where('day', '<', 0),
    ),
  };
}
