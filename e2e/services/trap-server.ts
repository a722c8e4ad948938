import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server of somebody else, at an origin of its own, that would like to hear from a program in the preview. */
export interface TrapServer {
  /** Without a slash at the end. */
  readonly url: string;
  /** Of the socket that listens for packets outside of connections, as WebRTC sends them. */
  readonly udpPort: number;
  /** What reached it so far: requests with their bodies, connections without a request, packets. */
  readonly caught: readonly string[];
  close(): Promise<void>;
}

/** Starts a trap on loopback. It answers whatever it is asked, to anybody, with a page of `html` in it. */
export async function startTrap(html = 'caught'): Promise<TrapServer> {
  const caught: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      caught.push(`${request.method} ${request.url} ${Buffer.concat(chunks).toString().slice(0, 500)}`);
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.end(`<!doctype html><title>Caught</title>${html}`);
    });
  });
  server.on('connection', () => caught.push('a connection'));
  server.on('upgrade', (request, socket) => {
    caught.push(`upgrade ${request.url}`);
    socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  const packets = createSocket('udp4', () => caught.push('a packet'));
  packets.bind(0, '127.0.0.1');
  await Promise.all([once(server, 'listening'), once(packets, 'listening')]);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    udpPort: packets.address().port,
    caught,
    async close() {
      const closed = [once(server, 'close'), once(packets, 'close')];
      server.close();
      server.closeAllConnections();
      packets.close();
      await Promise.all(closed);
    },
  };
}
