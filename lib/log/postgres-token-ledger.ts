import { randomUUID } from 'node:crypto';
import { type CompiledQuery, sql } from 'kysely';
import type { PostgresConnection, PostgresQuery } from './postgres-connection.ts';
import { kysely } from './postgres-sql.ts';
import type { LogSchema } from './schema.ts';
import { allow, firstKeptDay, type TokenLedger, type TokenUse } from './token-ledger.ts';
import { allSessions } from './token-rows.ts';

/**
 * The ledger in Postgres. Whoever reserves or settles holds the row of the day first, and then the session's: so they come
 * one after the other, whichever process they are in, and never wait for each other in a ring.
 */
export function createPostgresTokenLedger({
  query,
  transaction,
}: Pick<PostgresConnection, 'query' | 'transaction'>): TokenLedger {
  return {
    reserve: (wish) =>
      transaction(async (ask) => {
        const { sessionId, day } = wish;
        const made = await ask(makeRows(day, sessionId));
        if (made.some((row) => row.session_id === allSessions)) await forget(ask, firstKeptDay(day));
        const allowed = allow(wish, usedIn(await ask(holdRows(day, sessionId)), sessionId));
        if (allowed.status === 'refused') return allowed;
        const id = randomUUID();
        await ask(addReservation(id, { day, session_id: sessionId, tokens: allowed.tokens }));
        await ask(addToRows(day, sessionId, allowed.tokens));
        return { ...allowed, id };
      }),
    settle: (reservationId, usedTokens) =>
      transaction(async (ask) => {
        const [reservation] = await ask(takeReservation(reservationId));
        if (!reservation) return;
        const { day, session_id: sessionId, tokens } = reservation;
        await ask(holdRows(day, sessionId));
        await ask(addToRows(day, sessionId, usedTokens - tokens));
      }),
    use: async ({ sessionId, day }) => usedIn(await query(rowsOf(day, sessionId).compile()), sessionId),
  };
}

type UseRow = Pick<LogSchema['token_use'], 'session_id' | 'tokens'>;

function usedIn(rows: readonly UseRow[], sessionId: string): TokenUse {
  const tokensOf = (id: string) => rows.find((row) => row.session_id === id)?.tokens ?? 0;
  return { session: tokensOf(sessionId), day: tokensOf(allSessions) };
}

function rowsOf(day: number, sessionId: string) {
  return kysely
    .selectFrom('token_use')
    .select(['session_id', 'tokens'])
    .where('day', '=', day)
    .where('session_id', 'in', [allSessions, sessionId]);
}

/** Gives those that were not there yet. */
function makeRows(day: number, sessionId: string): CompiledQuery<Pick<UseRow, 'session_id'>> {
  return kysely
    .insertInto('token_use')
    .values([allSessions, sessionId].map((id) => ({ day, session_id: id, tokens: 0 })))
    .onConflict((conflict) => conflict.columns(['day', 'session_id']).doNothing())
    .returning('session_id')
    .compile();
}

/** The day's first: nothing sorts before the empty text. */
function holdRows(day: number, sessionId: string): CompiledQuery<UseRow> {
  return rowsOf(day, sessionId).orderBy('session_id').forUpdate().compile();
}

function addToRows(day: number, sessionId: string, tokens: number): CompiledQuery<unknown> {
  return kysely
    .updateTable('token_use')
    .set({ tokens: sql<number>`tokens + ${tokens}::bigint` })
    .where('day', '=', day)
    .where('session_id', 'in', [allSessions, sessionId])
    .compile();
}

function addReservation(id: string, row: Omit<LogSchema['token_reservations'], 'id'>): CompiledQuery<unknown> {
  return kysely
    .insertInto('token_reservations')
    .values({ id, ...row })
    .compile();
}

function takeReservation(id: string): CompiledQuery<LogSchema['token_reservations']> {
  return kysely.deleteFrom('token_reservations').where('id', '=', id).returningAll().compile();
}

async function forget(ask: PostgresQuery, before: number): Promise<void> {
  await ask(kysely.deleteFrom('token_use').where('day', '<', before).compile());
  await ask(kysely.deleteFrom('token_reservations').where('day', '<', before).compile());
}
