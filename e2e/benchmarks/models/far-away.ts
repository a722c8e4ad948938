import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A server as if it were this far away. */
export interface FarAway {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * Stands before a server on loopback and lets bytes through half a round trip late, in each direction. A new connection
 * carries nothing for two round trips: those of TCP's handshake and of TLS 1.3, which loopback does not have. Bandwidth is
 * not limited, and nothing is lost on the way.
 */
export async function startFarAway(targetPort: number, roundTripMs: number): Promise<FarAway> {
  const sockets = new Set<Socket>();
  const proxy = createServer((near) => {
    const readyAtMs = performance.now() + 2 * roundTripMs;
    const far = connect(targetPort, '127.0.0.1');
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    }
    relay(near, far, readyAtMs, roundTripMs / 2);
    relay(far, near, readyAtMs, roundTripMs / 2);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    port: (proxy.address() as AddressInfo).port,
    stop() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => proxy.close(() => resolve()));
    },
  };
}

function relay(from: Socket, to: Socket, readyAtMs: number, delayMs: number): void {
  const later = (act: () => void) => {
    const waitMs = Math.max(0, readyAtMs - performance.now()) + delayMs;
    // Without any delay a timer would be one.
    if (waitMs === 0) act();
    else setTimeout(act, waitMs);
  };
  from.on('data', (bytes) => later(() => to.writable && to.write(bytes)));
  from.on('end', () => later(() => to.end()));
  from.on('error', () => later(() => to.destroy()));
  from.on('close', () => later(() => to.destroy()));
}
