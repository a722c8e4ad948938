import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { startModelServer, type ModelServer } from '../../e2e/model-server/model-server.ts';
import { createManualClock, type ManualClock } from '../base/clock.ts';
import { createOpenAiClient } from './openai-client.ts';
import { openResponsesSocket } from './responses-socket.ts';
import { createResponsesSockets, type ResponsesSockets } from './responses-sockets.ts';

let server: ModelServer;
let clock: ManualClock;
let sockets: ResponsesSockets;
beforeEach(async () => {
  server = await startModelServer();
  clock = createManualClock();
  sockets = createResponsesSockets({ client: clientFor(server.baseUrl), clock });
});
afterEach(async () => {
  sockets.close();
  await server.close();
});

const minuteMs = 60_000;
const clientFor = (baseUrl: string) => createOpenAiClient({ apiKey: 'k', baseUrl });
const opened = (count: number) => server.until(() => server.openSockets === count);

async function takeWhenReady() {
  for (;;) {
    const socket = sockets.take();
    if (socket) return socket;
    await arrived();
  }
}

/** Lets what is on its way over loopback arrive: an answered heartbeat for one. */
async function arrived(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

test('a spare that nobody needs is closed after five minutes', async () => {
  sockets.prepare();
  await opened(1);
  await arrived();
  clock.advance(5 * minuteMs);
  await opened(0);
});

test('whoever may ask soon keeps it open', async () => {
  sockets.prepare();
  await opened(1);
  await arrived();
  for (let step = 0; step < 60; step += 1) {
    clock.advance(minuteMs / 5);
    sockets.prepare();
    await arrived();
  }
  expect(sockets.take()?.openedMs).toBe(0);
});

test('before its hour is over it is replaced', async () => {
  sockets.prepare();
  await opened(1);
  await arrived();
  for (let step = 0; step < 51 * 5; step += 1) {
    clock.advance(minuteMs / 5);
    sockets.prepare();
    await arrived();
  }
  expect((await takeWhenReady()).openedMs).toBeGreaterThan(0);
});

test('one that was taken is replaced at once', async () => {
  await takeWhenReady();
  await opened(2);
});

test('closing cuts those that wait', async () => {
  sockets.prepare();
  await opened(1);
  await arrived();
  sockets.close();
  await opened(0);
});

test('a connection whose other end has gone without a word is cut', async () => {
  const silent = createServer();
  const door = new WebSocketServer({ server: silent, autoPong: false });
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  const socket = await openResponsesSocket({
    client: clientFor(`http://127.0.0.1:${port}/v1`),
    clock,
    signal: new AbortController().signal,
    onFree: () => {},
    onEnd: () => {},
  });
  const asking = socket.ask({ model: 'm', input: 'hi', stream: true }, new AbortController().signal);
  clock.advance(minuteMs);
  await expect(asking).rejects.toMatchObject({ kind: 'network', name: 'ProviderError' });
  door.close();
  silent.close();
});
