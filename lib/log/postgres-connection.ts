import type { CompiledQuery } from 'kysely';
import pg from 'pg';
import { StoreError } from './event-store.ts';

/** Connections to one Postgres database. Whatever fails throws a `StoreError`, and what comes after it starts afresh. */
export interface PostgresConnection {
  /** One statement, committed when it resolves. */
  readonly query: PostgresQuery;
  /** Several statements that hold together: committed when it resolves, undone when `work` throws. */
  transaction<Value>(work: (query: PostgresQuery) => Promise<Value>): Promise<Value>;
  /** Waits for what was asked before; refuses whatever comes after. */
  close(): Promise<void>;
}

/** `preparedAs`: for statements that are always the same text and often run; the server then reads it once for each connection. */
export interface PostgresQuery {
  <Row>(statement: CompiledQuery<Row>, preparedAs?: string): Promise<readonly Row[]>;
}

/** How long a server that does not answer is waited for. */
export interface PostgresPatience {
  readonly connectMs: number;
  readonly statementMs: number;
}

/**
 * Connects lazily and reconnects by itself: a server that went away and came back is used again at the next question.
 * Nothing is asked twice, since nobody can know what became of a write whose answer was lost.
 */
export function connectPostgres({
  url,
  patience: { connectMs, statementMs },
}: {
  readonly url: string;
  readonly patience: PostgresPatience;
}): PostgresConnection {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    application_name: 'flint',
    connectionTimeoutMillis: connectMs,
    // The server gives a statement up, and we do where even that cannot be heard.
    statement_timeout: statementMs,
    query_timeout: statementMs + 1_000,
    idle_in_transaction_session_timeout: statementMs + 1_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 5_000,
    types: { getTypeParser },
  });
  // A connection that breaks while nobody uses it is no news: the next question opens another.
  pool.on('error', () => {});
  const place = postgresPlace(url);
  const asked = new Set<Promise<unknown>>();
  let closing: Promise<void> | undefined;

  return {
    query: (statement, preparedAs) => during(() => run(pool, statement, preparedAs)),
    transaction: (work) =>
      during(async () => {
        const client = await pool.connect();
        try {
          await client.query('begin');
          const value = await work((statement, preparedAs) => run(client, statement, preparedAs));
          await client.query('commit');
          client.release();
          return value;
        } catch (error) {
          const isUsable = await client.query('rollback').then(
            () => true,
            () => false,
          );
          client.release(!isUsable);
          throw error;
        }
      }),
    close() {
      closing ??= Promise.allSettled([...asked]).then(() => pool.end());
      return closing;
    },
  };

  async function during<Value>(ask: () => Promise<Value>): Promise<Value> {
    if (closing) throw new StoreError('broken', 'The store is closed.');
    const asking = ask();
    asked.add(asking);
    try {
      return await asking;
    } catch (error) {
      throw postgresErrorFrom(error, place);
    } finally {
      asked.delete(asking);
    }
  }
}

async function run<Row>(
  client: Pick<pg.ClientBase, 'query'>,
  { sql, parameters }: CompiledQuery<Row>,
  preparedAs: string | undefined,
): Promise<readonly Row[]> {
  const name = preparedAs === undefined ? {} : { name: preparedAs };
  const { rows } = await client.query({ text: sql, values: [...parameters], ...name });
  return rows as Row[];
}

/** Our 64-bit numbers are times and counts, which a JavaScript number holds exactly; the driver would give text. */
const getTypeParser: pg.CustomTypesConfig['getTypeParser'] = (oid, format) =>
  oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format);

/** What a failure of Postgres, or of the way to it, means for the store in the database at `place`. */
export function postgresErrorFrom(error: unknown, place: string): StoreError {
  if (error instanceof StoreError) return error;
  const reason = reasonOf(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === '53100') {
    return new StoreError('full', `There is no room left on the disk of the database ${place}.`, { cause: error });
  }
  if (isOutage(code, reason)) {
    return new StoreError('unreachable', `The database ${place} cannot be reached: ${reason}`, { cause: error });
  }
  return new StoreError('broken', `The database ${place} failed: ${reason}`, { cause: error });
}

/** The server is away, starting, ending, full of connections or too slow: it may be well again without our doing. */
function isOutage(code: string, reason: string): boolean {
  const states = ['57P01', '57P02', '57P03', '57P05', '53300', '57014', '25006', '25P03'];
  const network = [
    'ECONNREFUSED',
    'ECONNRESET',
    'ETIMEDOUT',
    'EPIPE',
    'ENOTFOUND',
    'EAI_AGAIN',
    'EHOSTUNREACH',
    'ENETUNREACH',
  ];
  if (code.startsWith('08') || states.includes(code) || network.includes(code)) return true;
  // The driver gives these no code.
  return /connection terminated|timeout exceeded when trying to connect|query read timeout|client has encountered/i.test(
    reason,
  );
}

/** Where both of a host's addresses refuse, Node tells of them in an error without words of its own. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return reasonOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}

/** How people call the database: by its name and host, without user and password. */
export function postgresPlace(url: string): string {
  const { host, pathname } = new URL(url);
  return `${pathname.slice(1) || '(default)'} at ${host || 'localhost'}`;
}
