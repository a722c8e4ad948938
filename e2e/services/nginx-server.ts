import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { inProject } from '../fixtures/project.ts';
import { findService } from './find-service.ts';
import { freePort } from './free-port.ts';
import { type RestartableService, startRestartable } from './restartable-service.ts';
import { createServiceDirectory } from './service-process.ts';

/**
 * Starts nginx on a free port of loopback, with the configuration that docs/deploy gives people, in front of instances on
 * these ports. Look with `isWithout` first. It ends with this process, however that ends.
 */
export async function startNginx(instancePorts: readonly number[]): Promise<RestartableService> {
  const program = findService('nginx');
  if (program === null) throw new Error('nginx not found on this machine.');
  const directory = await createServiceDirectory('nginx');
  const port = await freePort();
  const write = (name: string, text: string) => writeFileSync(join(directory.path, name), text);
  write('nginx.conf', mainConfiguration);
  write(
    'flint.conf',
    replaced(readFileSync(inProject('docs/deploy/flint.conf'), 'utf8'), /listen 80;/, `listen 127.0.0.1:${port};`),
  );
  write(
    'instances.conf',
    replaced(
      readFileSync(inProject('docs/deploy/instances.conf'), 'utf8'),
      /( *server [\d.]+:\d+( .*);\n)+/,
      instancePorts.map((instance) => `  server 127.0.0.1:${instance}$2;\n`).join(''),
    ),
  );
  return startRestartable({
    url: `http://127.0.0.1:${port}`,
    port,
    launch: async () => {
      const nginx = await directory.start(program, ['-p', directory.path, '-c', 'nginx.conf', '-e', 'stderr'], {
        ready: /event method/,
      });
      await untilListening(port);
      return nginx;
    },
    stopSignal: 'SIGTERM',
    remove: directory.remove,
  });
}

/** What a distribution's own nginx.conf does around ours, with nothing outside the directory. */
const mainConfiguration = `
daemon off;
pid nginx.pid;
error_log stderr notice;
# One process: a worker would outlive a master that is killed.
master_process off;
events { worker_connections 4096; }
http {
  access_log off;
  client_body_temp_path body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
  include instances.conf;
  include flint.conf;
}
`;

function replaced(text: string, pattern: RegExp, by: string): string {
  if (!pattern.test(text)) throw new Error(`The nginx configuration has no ${pattern.source} any more.`);
  return text.replace(pattern, by);
}

async function untilListening(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    const isListening = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    socket.destroy();
    if (isListening) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
