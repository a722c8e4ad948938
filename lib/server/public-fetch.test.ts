import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { constants, createGzip } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPublicFetch, isPublicAddress, type Resolve } from './public-fetch.ts';

let server: Server;
let port: number;
let asked: string[];

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    asked.push(`${request.headers.host} ${request.url}`);
    if (request.url?.startsWith('/long')) {
      response.setHeader('content-type', request.url === '/long-stream' ? 'text/event-stream' : 'application/json');
      response.setHeader('content-encoding', 'gzip');
      const packed = createGzip({ flush: constants.Z_SYNC_FLUSH });
      packed.pipe(response);
      const more = setInterval(() => packed.write(Buffer.alloc(1_000)), 1);
      response.on('close', () => {
        clearInterval(more);
        asked.push(`${request.url} closed`);
      });
      return;
    }
    if (request.url === '/away') response.writeHead(302, { location: '/inside' });
    response.end('here');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const loopback: Resolve = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);

/** What a fetch failed with. */
async function failure(asking: Promise<Response>): Promise<string> {
  try {
    return `answered ${(await asking).status}`;
  } catch (error) {
    const { cause } = error as Error;
    return cause instanceof Error ? cause.name : String(error);
  }
}

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.16.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '192.0.0.8',
  '198.18.0.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '168.63.129.16',
  '::',
  '::1',
  'fe80::1',
  'fd00::1',
  'ff02::1',
  '::ffff:127.0.0.1',
  '::ffff:a9fe:a9fe',
  '::127.0.0.1',
  '::7f00:1',
  '4000::1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  '2001:0:7f00:1::',
  '2001:db8::1',
  'not an address',
  '',
])('%s is no public address', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each(['1.1.1.1', '8.8.8.8', '172.32.0.1', '2606:4700:4700::1111', '::ffff:8.8.8.8'])('%s is one', (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test.each([
  ['127.0.0.1'],
  ['2130706433'],
  ['0x7f.1'],
  ['0177.0.0.1'],
  ['127.1'],
  ['[::1]'],
  ['[::ffff:7f00:1]'],
  ['0'],
  ['１２７.0.0.1'],
])('%s is not connected to, however it is written', async (host) => {
  const ask = createPublicFetch({ protocols: ['http:'] });
  expect(await failure(ask(`http://${host}:${port}/`))).toBe('PrivateAddress');
  expect(asked).toEqual([]);
});

test('a name that means a private address is not connected to, also where a public one stands beside it', async () => {
  for (const others of [[], [{ address: '1.1.1.1', family: 4 }]]) {
    const ask = createPublicFetch({
      protocols: ['http:'],
      resolve: () => Promise.resolve([...others, { address: '127.0.0.1', family: 4 }]),
    });
    expect(await failure(ask(`http://models.test:${port}/`))).toBe('PrivateAddress');
  }
  expect(await failure(createPublicFetch({ protocols: ['http:'] })(`http://localhost:${port}/`))).toBe(
    'PrivateAddress',
  );
  expect(asked).toEqual([]);
});

test('what was looked at is what is connected to: a name that means something else a moment later gains nothing', async () => {
  const answers = ['127.0.0.1', '10.0.0.1'];
  let looked = 0;
  const ask = createPublicFetch({
    protocols: ['http:'],
    resolve: () => Promise.resolve([{ address: answers[looked++]!, family: 4 }]),
    allows: (address) => address === '127.0.0.1',
  });
  const response = await ask(`http://models.test:${port}/v1`);
  expect([response.status, await response.text(), looked]).toEqual([200, 'here', 1]);
  expect(asked).toEqual([`models.test:${port} /v1`]);
  server.closeAllConnections();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await failure(ask(`http://models.test:${port}/v1`))).toBe('PrivateAddress');
  expect(asked).toHaveLength(1);
});

test('a redirect is not followed', async () => {
  const ask = createPublicFetch({ protocols: ['http:'], resolve: loopback, allows: () => true });
  expect(await failure(ask(`http://models.test:${port}/away`))).not.toContain('answered');
  expect(asked).toEqual([`models.test:${port} /away`]);
});

test('without encryption nothing is asked', async () => {
  const ask = createPublicFetch({ resolve: loopback, allows: () => true });
  expect(await failure(ask(`http://models.test:${port}/`))).toBe('PrivateAddress');
  expect(asked).toEqual([]);
});

test.each([
  ['/long-stream', 60_000],
  ['/long', 20_000],
])('an answer without an end breaks off, and its server is let go: %s', async (path, mostBytes) => {
  const ask = createPublicFetch({
    protocols: ['http:'],
    resolve: loopback,
    allows: () => true,
    limits: { streamBytes: 60_000, bytes: 20_000 },
  });
  const { body } = await ask(`http://models.test:${port}${path}`);
  let bytes = 0;
  const reading = (async () => {
    for await (const chunk of body!) bytes += (chunk as Uint8Array).byteLength;
  })();
  await expect(reading).rejects.toThrow(`longer than ${mostBytes} bytes`);
  expect(bytes).toBeGreaterThan(mostBytes / 2);
  expect(bytes).toBeLessThanOrEqual(mostBytes);
  await expect.poll(() => asked.at(-1)).toBe(`${path} closed`);
});
