import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import { createClient } from 'redis';

/** Where several processes count together. */
export interface SharedCounts {
  /** Redis's own; the counters know what it can do. */
  readonly client: { readonly isReady: boolean };
  close(): Promise<void>;
}

/** Counts in Redis. It may come and go: while it is away each process counts for itself. */
export function openSharedCounts(url: string): SharedCounts {
  const client = createClient({
    url,
    // Who waits for a count waits for an answer: rather none at once than one too late.
    disableOfflineQueue: true,
    commandsQueueMaxLength: 10_000,
    pingInterval: 1_000,
    socket: {
      connectTimeout: 3_000,
      socketTimeout: 3_000,
      reconnectStrategy: (retries) => Math.min(1_000, 50 * 2 ** Math.min(retries, 5)),
    },
  });
  // The bus, which has the same server, tells of it.
  client.on('error', () => {});
  // It fails only when the client is closed before it ever came through.
  client.connect().catch(() => {});
  return {
    client,
    close() {
      if (client.isOpen) client.destroy();
      return Promise.resolve();
    },
  };
}

/** Counts `points` within `duration` seconds by key, under a name of its own. */
export function createCounter(
  name: string,
  rate: { readonly points: number; readonly duration: number },
  counts: SharedCounts | null,
): RateLimiterAbstract {
  const alone = new RateLimiterMemory(rate);
  if (!counts) return alone;
  return new RateLimiterRedis({
    ...rate,
    storeClient: counts.client,
    useRedisPackage: true,
    keyPrefix: `flint:count:${name}`,
    insuranceLimiter: alone,
  });
}
