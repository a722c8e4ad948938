import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { createTurns } from './create-turns.ts';
import { type AppendOutcome, type EventStore, type NewEvent, type SessionRecord, StoreError } from './event-store.ts';
import { migrateLog } from './migrations.ts';
import { packSession, packSnapshot } from './pack-session.ts';
import {
  connectPostgres,
  type PostgresConnection,
  postgresErrorFrom,
  type PostgresPatience,
  postgresPlace,
  type PostgresQuery,
} from './postgres-connection.ts';
import { cutAfter, eventsFrom, packingTables, unpackChain } from './postgres-packing.ts';
import { findSnapshot, forgetKeys, read } from './postgres-packing-statements.ts';
import * as statements from './postgres-statements.ts';
import { createPostgresTokenLedger } from './postgres-token-ledger.ts';
import type { LogSchema, SessionRow } from './schema.ts';
import type { WholeStore } from './whole-store.ts';
import { createPostgresSpeedRecord } from './postgres-speed-record.ts';

/**
 * Opens the store in the Postgres database at `url` and brings its tables up to date; processes that open it at once wait
 * for the one that does so. What a promise of it has resolved for is committed, and as durable as the server is set to be.
 *
 * While the database is away everything throws a `StoreError` of kind `unreachable`, within `patience`; when it is back
 * the next call uses it. An `append` or a `createSession` that fails so may have been done: only its answer was lost.
 */
export async function openPostgresStore({
  url,
  patience = { connectMs: 3_000, statementMs: 10_000 },
}: {
  readonly url: string;
  readonly patience?: PostgresPatience;
}): Promise<WholeStore> {
  await migrate(url, patience);
  return storeOver(connectPostgres({ url, patience }));
}

/** On a connection of its own: a migration, or the wait for another process's, may take longer than any statement should. */
async function migrate(url: string, { connectMs }: PostgresPatience): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 1, connectionTimeoutMillis: connectMs });
  pool.on('error', () => {});
  const kysely = new Kysely<LogSchema>({ dialect: new PostgresDialect({ pool }) });
  try {
    await migrateLog(kysely, 'postgres');
  } catch (error) {
    throw postgresErrorFrom(error, postgresPlace(url));
  } finally {
    await kysely.destroy();
  }
}

function storeOver({ query, transaction, close }: PostgresConnection): WholeStore {
  // On several connections, appends to one session would overtake each other, or wait for each other in the database.
  const inTurn = createTurns();

  return {
    async createSession(record, events) {
      const [made] = await query(statements.createSession(record, events));
      if (made) return numbered(events, made.head - events.length);
      const [taken] = await query(statements.isIdTaken(record.id));
      if (taken) throw new StoreError('exists', `There is already a session ${record.id}.`);
      throw new StoreError('missing', `Session ${record.parent?.sessionId} has no event ${record.parent?.sequence}.`);
    },

    append: (sessionId, wanted) =>
      inTurn(sessionId, async (): Promise<AppendOutcome> => {
        const { events, expectedHead } = wanted;
        if (events.length === 0) throw new StoreError('broken', 'An append needs at least one event.');
        for (;;) {
          const [moved] = await query(statements.append(sessionId, wanted), 'append');
          if (moved) return { status: 'appended', events: numbered(events, expectedHead) };
          const obstacle = await findObstacle(sessionId, wanted);
          // Without one, the head has come up to ours only just now.
          if (obstacle) return obstacle;
        }
      }),

    async findSession(id) {
      const [row] = await query(statements.findSession(id), 'find-session');
      return row ? recordFrom(row) : null;
    },

    async read(sessionId, { after, upTo = Number.MAX_SAFE_INTEGER, limit = 1_000 }) {
      const from = Math.max(0, after);
      return eventsFrom(await query(read(sessionId, { after: from, upTo: Math.min(upTo, from + limit) }), 'read'));
    },

    async findAppended(sessionId, idempotencyKey) {
      const [row] = await query(statements.findAppended(sessionId, idempotencyKey), 'find-appended');
      return row?.last_sequence ?? null;
    },

    async saveSnapshot(sessionId, snapshot) {
      const [row] = await query(statements.findSession(sessionId), 'find-session');
      if (!row) throw missing(sessionId);
      await packSnapshot(packingTables(query, sessionId), snapshot);
    },

    async findSnapshot(sessionId, atMost = Number.MAX_SAFE_INTEGER) {
      const found = await unpackChain(await query(findSnapshot(sessionId, atMost)));
      return found && { sequence: found.sequence, state: Buffer.from(found.state).toString() };
    },

    async pack(sessionId, upTo) {
      const [row] = await query(statements.findSession(sessionId), 'find-session');
      if (row) await packSession(packingTables(query, sessionId), upTo);
    },

    async heads(sessionIds) {
      const rows = await query(statements.heads(sessionIds), 'heads');
      return new Map(rows.map(({ id, head }) => [id, head]));
    },

    async takeLease(sessionId, owner, ttlMs) {
      const [row] = await query(statements.takeLease(sessionId, owner, ttlMs));
      return row ? { owner, epoch: row.lease_epoch } : null;
    },

    async renewLease(sessionId, lease, ttlMs) {
      return (await query(statements.renewLease(sessionId, lease, ttlMs))).length > 0;
    },

    async releaseLease(sessionId, lease) {
      await query(statements.releaseLease(sessionId, lease));
    },

    async replaceEditToken(sessionId, editTokenHash) {
      const replaced = await query(statements.replaceEditToken(sessionId, editTokenHash));
      if (replaced.length === 0) throw missing(sessionId);
    },

    async listSessions(filter = {}) {
      return (await query(statements.listSessions(filter))).map(recordFrom);
    },

    erase: (sessionId) =>
      transaction(async (ask) => {
        await ask(statements.waitForOtherErasers());
        const held = await ask(statements.holdForErasing(sessionId));
        if (held.length === 0) return false;
        await ask(statements.markErased(sessionId));
        await ask(forgetKeys(sessionId, Number.MAX_SAFE_INTEGER));
        await dropUnshared(sessionId, ask);
        return true;
      }),

    tokens: createPostgresTokenLedger({ query, transaction }),
    speeds: createPostgresSpeedRecord({ query }),

    close,
  };

  async function findObstacle(
    sessionId: string,
    { expectedHead, idempotencyKey, lease }: Parameters<EventStore['append']>[1],
  ): Promise<AppendOutcome | null> {
    const [row] = await query(statements.findObstacle(sessionId, idempotencyKey));
    if (!row) throw missing(sessionId);
    if (row.last_sequence !== null) return { status: 'repeated', lastSequence: row.last_sequence };
    if (lease && (row.lease_owner !== lease.owner || row.lease_epoch !== lease.epoch)) return { status: 'fenced' };
    return row.head === expectedHead ? null : { status: 'head-moved', head: row.head };
  }
}

/** Keeps of an erased session, and of erased ancestors that stayed only for it, what forks share: perhaps nothing. */
async function dropUnshared(id: string, ask: PostgresQuery): Promise<void> {
  const last = (await ask(statements.findLastShared(id)))[0]?.last ?? null;
  await cutAfter(ask, id, last ?? 0);
  const [row] = await ask(last === null ? statements.deleteSession(id) : statements.cutHead(id, last));
  const parentId = row?.parent_id ?? null;
  if (parentId === null) return;
  const erased = await ask(statements.isErased(parentId));
  if (erased.length > 0) await dropUnshared(parentId, ask);
}

function numbered(events: readonly NewEvent[], head: number) {
  return events.map(({ atMs, type, payload }, index) => ({ sequence: head + index + 1, atMs, type, payload }));
}

function recordFrom(row: SessionRow): SessionRecord {
  const parent =
    row.parent_id === null || row.parent_sequence === null
      ? null
      : { sessionId: row.parent_id, sequence: row.parent_sequence };
  return {
    id: row.id,
    editTokenHash: row.edit_token_hash,
    createdAtMs: row.created_at_ms,
    head: row.head,
    lastActiveAtMs: row.last_active_at_ms,
    parent,
  };
}

function missing(sessionId: string): StoreError {
  return new StoreError('missing', `There is no session ${sessionId}.`);
}
