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
    remove: directory.remove,
  });

  let databases = 0;
  return {
    ...service,
    async createDatabase() {
      const client = new pg.Client({ connectionString: service.url });
      await client.connect();
      databases += 1;
      const name = `flint_${databases}`;
      try {
        await client.query(`create database ${name}`);
      } finally {
        await client.end();
      }
      return urlOf(name);
    },
  };
}
