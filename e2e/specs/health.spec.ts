import { type FlintServer, startFlint } from '../fixtures/flint-server.ts';
import { createSession } from '../fixtures/session-door.ts';
import { expect, test } from '../fixtures/test.ts';
import { isWithout } from '../services/is-without.ts';
import { type PostgresServer, startPostgres } from '../services/postgres-server.ts';
import { startRedis } from '../services/redis-server.ts';
import type { RestartableService } from '../services/restartable-service.ts';

test('with the embedded store Flint is well', async ({ flint }) => {
  const response = await fetch(`${flint.url}/api/health`);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ status: 'ok', store: 'sqlite' });
});

test.describe('with Postgres and Redis', () => {
  test.skip(isWithout('postgres', 'redis-server'), 'Postgres or Redis is not on this machine.');
  test.describe.configure({ mode: 'serial', timeout: 120_000 });

  let postgres: PostgresServer;
  let redis: RestartableService;
  let flint: FlintServer;

  test.beforeAll(async () => {
    [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
    const DATABASE_URL = await postgres.createDatabase();
    flint = await startFlint({ models: { kind: 'demo' }, environment: { DATABASE_URL, REDIS_URL: redis.url } });
  });
  test.afterAll(async () => {
    await flint?.stop();
    await Promise.all([postgres?.close(), redis?.close()]);
  });

  test('Flint is well as long as the database answers, with Redis or without', async () => {
    await expect.poll(() => health()).toEqual([200, { status: 'ok', store: 'postgres', redis: 'ok' }]);
    await redis.kill();
    await expect.poll(() => health()).toEqual([200, { status: 'ok', store: 'postgres', redis: 'unreachable' }]);
    await redis.start();
    await expect.poll(() => health()).toEqual([200, { status: 'ok', store: 'postgres', redis: 'ok' }]);
  });

  test('without the database it says so soon, to commands too, and is well again by itself', async () => {
    const door = await createSession(flint.url, { 'a.txt': 'hello' });
    await postgres.kill();
    const askedAtMs = performance.now();
    const [status, body] = await health();
    expect(performance.now() - askedAtMs).toBeLessThan(5_000);
    expect(status).toBe(503);
    expect(body).toEqual({
      status: 'unavailable',
      store: 'postgres',
      error: { code: 'store-unavailable', message: expect.stringContaining('cannot reach its store') },
    });
    const refused = await fetch(`${flint.url}/api/sessions/${door.sessionId}/state`);
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ error: { code: 'store-unavailable' } });

    await postgres.start();
    await expect.poll(async () => (await health())[0]).toBe(200);
    await door.send({ type: 'rename-session', title: 'After the outage' });
    const following = door.follow();
    await following.until(({ data }) => data.includes('After the outage'));
    await following.stop();
    expect(flint.output()).not.toContain(new URL(postgres.url).password);
  });

  test('it ends at once when it is told to, with both of them away', async () => {
    await Promise.all([postgres.stop(), redis.stop()]);
    const askedAtMs = performance.now();
    await flint.stop();
    expect(performance.now() - askedAtMs).toBeLessThan(8_000);
    await Promise.all([postgres.start(), redis.start()]);
  });

  async function health(): Promise<readonly [number, unknown]> {
    const response = await fetch(`${flint.url}/api/health`);
    return [response.status, await response.json()];
  }
});
