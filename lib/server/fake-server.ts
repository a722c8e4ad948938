// Stands in for Next in container.test.ts: a process that ends as soon as its server has closed, with a run under way.
import { createServer } from 'node:http';
import { container } from './container.ts';

const server = createServer().listen(0, '127.0.0.1');
process.once('SIGTERM', () => server.close(() => process.exit(143)));

const { sessions } = await container();
const { sessionId } = await sessions.create({ title: '', files: [{ path: 'index.html', text: '' }] });
const held = await sessions.hold(sessionId);
const unlisten = held?.session.listen(({ event }) => {
  if (event.type !== 'text-changed') return;
  unlisten?.();
  console.log(sessionId);
});
await held?.session.dispatch({ type: 'start-run', instruction: 'Make a snake game' }, { clientId: 'a' });
