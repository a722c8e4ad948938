import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { isWithout } from '../../e2e/services/is-without.ts';
import { startRedis } from '../../e2e/services/redis-server.ts';
import type { RestartableService } from '../../e2e/services/restartable-service.ts';
import { createCounter, openSharedCounts } from './shared-counts.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

describe.skipIf(isWithout('redis-server'))('with a real Redis', () => {
  let redis: RestartableService;

  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.close());

  test('processes count together, each by itself while Redis is away, and together again', async () => {
    const [here, there] = [await openCounter(), await openCounter()];
    const take = async (counter: typeof here, key: string) => {
      try {
        await counter.consume(key);
        return 'taken';
      } catch {
        return 'refused';
      }
    };
    expect([await take(here, 'a'), await take(there, 'a')]).toEqual(['taken', 'taken']);
    expect([await take(here, 'a'), await take(there, 'a')]).toEqual(['refused', 'refused']);
    await redis.stop();
    expect([await take(here, 'b'), await take(here, 'b'), await take(here, 'b')]).toEqual([
      'taken',
      'taken',
      'refused',
    ]);
    expect(await take(there, 'b')).toBe('taken');
    await redis.start();
    let round = 0;
    await vi.waitFor(
      async () => {
        const key = `c${round++}`;
        await Promise.all([take(here, key), take(there, key)]);
        expect([await take(here, key), await take(there, key)]).toEqual(['refused', 'refused']);
      },
      { timeout: 10_000 },
    );
  });

  async function openCounter() {
    const counts = openSharedCounts(redis.url);
    onTestFinished(() => counts.close());
    await vi.waitFor(() => expect(counts.client.isReady).toBe(true), { timeout: 10_000 });
    return createCounter('tries', { points: 2, duration: 60 }, counts);
  }
});
