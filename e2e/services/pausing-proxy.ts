import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a service that can go silent: what hangs, unlike what is gone, gives no error. */
export interface PausingProxy {
  readonly port: number;
  /** From now on nothing goes through, and connections still open. */
  pause(): void;
  /** Lets through what came in between, and what comes from now on. */
  resume(): void;
  close(): Promise<void>;
}

/** Starts a proxy on loopback for the service at `port`. */
export async function startPausingProxy(port: number): Promise<PausingProxy> {
  const sockets = new Set<Socket>();
  let isPaused = false;
  const server = createServer((client) => {
    const service = connect(port, '127.0.0.1');
    join(client, service);
    join(service, client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    port: (server.address() as AddressInfo).port,
    pause() {
      isPaused = true;
      for (const socket of sockets) socket.pause();
    },
    resume() {
      isPaused = false;
      for (const socket of sockets) socket.resume();
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };

  function join(from: Socket, to: Socket): void {
    sockets.add(from);
    if (isPaused) from.pause();
    from.on('data', (chunk) => to.write(chunk));
    from.on('error', () => {});
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
  }
}
