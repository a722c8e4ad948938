import { randomBytes } from 'node:crypto';
import { freePort } from './free-port.ts';
import { findService } from './find-service.ts';
import { type RestartableService, startRestartable } from './restartable-service.ts';
import { createServiceDirectory } from './service-process.ts';

/** Starts a Redis that keeps nothing, on a free port of loopback. Look with `isWithout` first. It ends with this process, however that ends. */
export async function startRedis(): Promise<RestartableService> {
  const program = findService('redis-server');
  if (program === null) throw new Error('redis-server not found on this machine.');
  const directory = await createServiceDirectory('redis');
  const port = await freePort();
  const password = randomBytes(12).toString('base64url');
  const listen = ['--bind', '127.0.0.1', '--port', String(port), '--requirepass', password];
  const keepNothing = ['--save', '', '--appendonly', 'no', '--dir', directory.path];
  return startRestartable({
    url: `redis://:${password}@127.0.0.1:${port}`,
    port,
    launch: () => directory.start(program, [...listen, ...keepNothing], { ready: /Ready to accept connections/ }),
    stopSignal: 'SIGTERM',
    remove: directory.remove,
  });
}
