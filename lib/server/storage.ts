import type { Channels } from '../log/channels.ts';
import type { EventBus } from '../log/event-bus.ts';
import { createInProcessBus } from '../log/in-process-bus.ts';
import { createInProcessSignalBus } from '../log/in-process-signal-bus.ts';
import { openPostgresStore } from '../log/postgres-store.ts';
import { openRedisChannels } from '../log/redis-channels.ts';
import { createSharedBus } from '../log/shared-bus.ts';
import { createSharedSignalBus } from '../log/shared-signal-bus.ts';
import type { SignalBus } from '../log/signal-bus.ts';
import { openSqliteStore } from '../log/sqlite-store.ts';
import type { WholeStore } from '../log/whole-store.ts';
import type { Environment } from './environment.ts';

/** Where sessions are kept, and how this process hears of others that have the same. */
export interface Storage {
  readonly store: WholeStore;
  readonly bus: EventBus;
  readonly signals: SignalBus;
  /** Null without Redis. */
  readonly channels: Channels | null;
  close(): Promise<void>;
}

/** Opens what the environment names. Throws a `StoreError` when the store cannot be had; Redis may come and go. */
export async function openStorage(environment: Environment): Promise<Storage> {
  const store = await openStore(environment);
  const { databaseUrl, redisUrl } = environment;
  const channels =
    redisUrl === null ? null : openRedisChannels({ url: redisUrl, report: (line) => console.warn(line) });
  const isAlone = databaseUrl === null && channels === null;
  const bus = isAlone ? createInProcessBus() : createSharedBus({ store, channels });
  const signals = channels ? createSharedSignalBus({ channels }) : createInProcessSignalBus();
  return {
    store,
    bus,
    signals,
    channels,
    async close() {
      await bus.close();
      await signals.close();
      await channels?.close();
      await store.close();
    },
  };
}

/** Opens the store alone. */
export function openStore({
  databaseUrl,
  dataDirectory,
}: Pick<Environment, 'databaseUrl' | 'dataDirectory'>): Promise<WholeStore> {
  return databaseUrl === null ? openSqliteStore({ directory: dataDirectory }) : openPostgresStore({ url: databaseUrl });
}
