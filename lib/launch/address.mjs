import { createServer } from 'node:net';

/**
 * Where to listen, from HOST and PORT, checked: a value that is no port, or a port that somebody has, is a `refusal` in
 * one line. PORT=0 finds a free one.
 */
export async function chooseAddress({ HOST, PORT }) {
  const host = HOST?.trim() || '127.0.0.1';
  const wanted = PORT?.trim() || '3000';
  if (!/^\d{1,5}$/.test(wanted) || Number(wanted) > 65_535) {
    return { refusal: `PORT must be a number from 0 to 65535, and is “${wanted}”.` };
  }
  const { port, code } = await tryPort(host, Number(wanted));
  if (code) return { refusal: refusalOf(code, host, wanted) };
  // Nobody can be sent to “every address”: whoever reads the line sits at this machine.
  const reachable = { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host;
  return { host, port, url: `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}` };
}

function refusalOf(code, host, port) {
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use by another program. Choose another with PORT, e.g. PORT=3001 npm start`;
  if (code === 'EACCES') return `PORT ${port} may not be used by this user. Ports from 1024 on may.`;
  return `HOST “${host}” is not an address of this machine.`;
}

function tryPort(host, port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve({ code: error.code ?? 'unknown' }));
    server.listen({ host, port, exclusive: true }, () => {
      const found = server.address().port;
      server.close(() => resolve({ port: found }));
    });
  });
}
