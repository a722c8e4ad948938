import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { createClient } from 'redis';
import { describe, expect, test, vi } from 'vitest';
import { isWithout } from './is-without.ts';
import { startPostgres } from './postgres-server.ts';
import { startRedis } from './redis-server.ts';

// A database that writes to the disk may take its time beside other tests.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

describe.skipIf(isWithout('postgres'))('the Postgres of the tests', () => {
  test('keeps what was committed through a stop and through a crash, at the same address', async () => {
    const server = await startPostgres();
    const url = await server.createDatabase();
    await ask(url, 'create table kept (round int)');
    for (const end of [server.stop, server.kill]) {
      await ask(url, 'insert into kept values (1)');
      await end();
      await expect(ask(url, 'select 1')).rejects.toThrow(/ECONNREFUSED/);
      await server.start();
    }
    expect(await ask(url, 'select * from kept')).toEqual([{ round: 1 }, { round: 1 }]);
    expect(await ask(url, 'show fsync')).toEqual([{ fsync: 'on' }]);
    await server.close();
    await expect(ask(url, 'select 1')).rejects.toThrow(/ECONNREFUSED/);
  });
});

describe.skipIf(isWithout('redis-server'))('the Redis of the tests', () => {
  test('comes back at the same address, and has forgotten everything', async () => {
    const server = await startRedis();
    const client = await createClient({ url: server.url })
      .on('error', () => {})
      .connect();
    await client.set('a', '1');
    await server.kill();
    await server.start();
    await vi.waitFor(async () => expect(await client.get('a')).toBeNull(), { timeout: 5_000 });
    client.destroy();
    await server.close();
  });
});

describe.skipIf(isWithout('postgres', 'redis-server'))('a test process that is killed', () => {
  test('takes its services and their files with it', async () => {
    const program = `
      const { startPostgres } = await import(${JSON.stringify(join(import.meta.dirname, 'postgres-server.ts'))});
      const { startRedis } = await import(${JSON.stringify(join(import.meta.dirname, 'redis-server.ts'))});
      const servers = await Promise.all([startPostgres(), startRedis()]);
      console.log(JSON.stringify(servers.map(({ port, pid }) => ({ port, pid: pid() }))));
      setInterval(() => {}, 1000);
    `;
    const owner = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(owner.stdout, 'data')) as [Buffer];
    const servers = JSON.parse(String(line)) as { readonly port: number; readonly pid: number }[];
    expect(servers).toHaveLength(2);
    for (const { port, pid } of servers) {
      expect(await isListening(port)).toBe(true);
      expect(existsSync(`/proc/${pid}`)).toBe(true);
    }
    owner.kill('SIGKILL');
    for (const { port, pid } of servers) {
      await vi.waitFor(async () => expect(await isListening(port)).toBe(false), { timeout: 10_000 });
      await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow(/ESRCH/), { timeout: 10_000 });
    }
  });
});

async function ask(url: string, query: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(query)).rows;
  } finally {
    await client.end();
  }
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const answer = await Promise.race([
    once(socket, 'connect').then(() => true),
    once(socket, 'error').then(() => false),
  ]).catch(() => false);
  socket.destroy();
  return answer;
}
