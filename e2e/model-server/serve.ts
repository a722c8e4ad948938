/**
 * The model server as a process of its own: `node e2e/model-server/serve.ts --port 4010`. It prints one line with its
 * address, and stops on SIGTERM or SIGINT. See control-door.ts for how to script it.
 */
import { parseArgs } from 'node:util';
import { controlDoor } from './control-door.ts';
import { startModelServer } from './model-server.ts';

const { values } = parseArgs({ options: { port: { type: 'string', default: '4010' } } });
const port = Number(values.port);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  console.error(`--port must be a port number, not "${values.port}".`);
  process.exit(1);
}

const server = await startModelServer({ port, extraDoor: controlDoor });
console.log(`The model server is ready at ${server.baseUrl}`);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void server.close().then(() => process.exit(0)));
}
