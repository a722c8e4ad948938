import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from './free-port.ts';
import { findBesidePostgres, findService } from './find-service.ts';
import { type RestartableService, startRestartable } from './restartable-service.ts';
import { createServiceDirectory } from './service-process.ts';

/** A Postgres of the tests' own, as durable as the distribution configures it. */
export interface PostgresServer extends RestartableService {
  /** Makes an empty database and gives its url. */
  createDatabase(): Promise<string>;
  /** Throws away what a database of `createDatabase` holds: much cheaper than another database. */
  clearDatabase(url: string): Promise<void>;
}

/** Starts one on a free port of loopback. Look with `isWithout` first. It ends with this process, however that ends. */
export async function startPostgres(): Promise<PostgresServer> {
  const program = findService('postgres');
  const initdb = findBesidePostgres('initdb');
  if (program === null || initdb === null) throw new Error('postgres or initdb not found on this machine.');
  const directory = await createServiceDirectory('postgres');
  const data = join(directory.path, 'data');
  const passwordFile = join(directory.path, 'password');
  const password = randomBytes(12).toString('base64url');
  writeFileSync(passwordFile, password, { mode: 0o644 });
  const identity = ['--username=flint', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  await directory.run(initdb, ['-D', data, ...identity, '--encoding=UTF8', '--locale=C', '--no-sync']);

  const port = await freePort();
  const listen = ['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', ''];
  const urlOf = (database: string) => `postgres://flint:${password}@127.0.0.1:${port}/${database}`;
  const service = await startRestartable({
    url: urlOf('postgres'),
    port,
    launch: () => directory.start(program, listen, { ready: /ready to accept connections/ }),
    stopSignal: 'SIGINT',
    closeSignal: 'SIGQUIT',
    remove: directory.remove,
  });

  let databases = 0;
  return {
    ...service,
    async createDatabase() {
      databases += 1;
      const name = `flint_${databases}`;
      await ask(service.url, `create database ${name}`);
      return urlOf(name);
    },
    clearDatabase: (url) => ask(url, 'drop schema public cascade; create schema public'),
  };
}

async function ask(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
