import { createClient } from 'redis';
import { createEmitter } from '../base/emitter.ts';
import type { Channels, Listening } from './channels.ts';

/**
 * Channels over Redis's publish and subscribe, on one connection. Comes back by itself when Redis does, also from a server
 * that only hangs; `report` is told once when the way breaks and once when it is whole again.
 */
export function openRedisChannels({
  url,
  report,
  silenceMs = 6_000,
}: {
  readonly url: string;
  readonly report: (line: string) => void;
  /** After how long without an answer a connection counts as broken. */
  readonly silenceMs?: number;
}): Channels {
  const place = new URL(url).host;
  const client = createClient({
    url,
    // What cannot be sent now is worth nothing later: whoever missed it reads the log.
    disableOfflineQueue: true,
    commandsQueueMaxLength: 10_000,
    pingInterval: silenceMs / 3,
    socket: {
      connectTimeout: 3_000,
      socketTimeout: silenceMs,
      reconnectStrategy: (retries) => Math.min(1_000, 50 * 2 ** Math.min(retries, 5)),
    },
  });
  const listenersByChannel = new Map<string, Set<(message: string) => void>>();
  const changes = createEmitter<void>();
  let isDown = false;
  let isClosed = false;

  client.on('ready', () => {
    if (isDown) report(`Redis at ${place} can be reached again.`);
    isDown = false;
    for (const channel of listenersByChannel.keys()) void subscribe(channel);
    changes.emit();
  });
  client.on('error', (error: unknown) => {
    if (client.isReady || isDown || isClosed) return;
    isDown = true;
    const reason = error instanceof Error ? error.message || error.name : String(error);
    report(
      `Redis at ${place} cannot be reached: ${reason}. Until it can, instances hear of each other by asking the database.`,
    );
    changes.emit();
  });
  // It fails only when the client is closed before it ever came through.
  client.connect().catch(() => {});

  return {
    send(channel, message) {
      if (client.isReady) client.publish(channel, message).catch(() => {});
    },
    listen(channel, listener): Listening {
      const listeners = listenersByChannel.get(channel) ?? new Set();
      const isFirst = listeners.size === 0;
      listenersByChannel.set(channel, listeners);
      const own = (message: string) => listener(message);
      listeners.add(own);
      const started = isFirst || client.isReady ? subscribe(channel) : new Promise<void>(() => {});
      return {
        started,
        stop() {
          listeners.delete(own);
          if (listeners.size > 0 || listenersByChannel.get(channel) !== listeners) return;
          listenersByChannel.delete(channel);
          if (client.isReady) client.unsubscribe(channel, deliver).catch(() => {});
        },
      };
    },
    isUp: () => client.isReady,
    onChange: (listener) => changes.listen(listener),
    async close() {
      isClosed = true;
      listenersByChannel.clear();
      if (client.isReady) await Promise.race([client.close().catch(() => {}), wait(1_000)]);
      if (client.isOpen) client.destroy();
    },
  };

  /** Asked for again whenever the connection is ready: the client knows which channels it has. */
  async function subscribe(channel: string): Promise<void> {
    try {
      await client.subscribe(channel, deliver);
    } catch {
      // The connection broke: `ready` asks again, and whoever waits for the start goes on without.
      await new Promise<never>(() => {});
    }
  }

  function deliver(message: string, channel: string): void {
    const listeners = listenersByChannel.get(channel);
    // The last listener left while the subscription was still on its way.
    if (!listeners) client.unsubscribe(channel, deliver).catch(() => {});
    for (const listener of [...(listeners ?? [])]) listener(message);
  }
}

function wait(delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, delayMs).unref();
  });
}
