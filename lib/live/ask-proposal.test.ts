import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createManualClock, type ManualClock } from '../base/clock.ts';
import { askProposal } from './ask-proposal.ts';

let server: Server;
let url: string;
let clock: ManualClock;
let connections: { readonly response: ServerResponse; isClosed: boolean }[];
let heard: string[];

beforeEach(async () => {
  clock = createManualClock();
  connections = [];
  heard = [];
  server = createServer((request, response) => {
    const one = { response, isClosed: false };
    connections.push(one);
    response.on('close', () => (one.isClosed = true));
    request.resume();
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(': hello\n\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function ask(): () => void {
  return askProposal({
    url,
    headers: {},
    wish: { path: 'a.js', before: '', rest: '', after: '', recent: [] },
    clock,
    listener: {
      text: (more) => heard.push(more),
      ended: (isWhole) => heard.push(isWhole ? 'whole' : 'cut'),
      failed: ({ code }) => heard.push(`failed: ${code}`),
    },
  });
}

const connected = () => expect.poll(() => connections.length).toBe(1);

test('a connection on which nothing comes for 20 s has stalled, and is closed', async () => {
  ask();
  await connected();
  clock.advance(19_999);
  expect(heard).toEqual([]);
  clock.advance(1);
  expect(heard).toEqual(['failed: stalled']);
  await expect.poll(() => connections[0]!.isClosed).toBe(true);
});

test('what comes is patience for as long again, and after the end nothing stalls', async () => {
  ask();
  await connected();
  const { response } = connections[0]!;
  clock.advance(15_000);
  response.write('event: text\ndata: {"text":"one"}\n\n');
  await expect.poll(() => heard).toEqual(['one']);
  clock.advance(15_000);
  expect(heard).toEqual(['one']);
  response.write('event: end\ndata: {"isWhole":true}\n\n');
  await expect.poll(() => heard).toEqual(['one', 'whole']);
  clock.advance(60_000);
  expect(heard).toEqual(['one', 'whole']);
});

test('who calls off closes the connection, and hears nothing more', async () => {
  const callOff = ask();
  await connected();
  callOff();
  await expect.poll(() => connections[0]!.isClosed).toBe(true);
  clock.advance(60_000);
  expect(heard).toEqual([]);
});

test('a connection that breaks before the end is said to be one', async () => {
  ask();
  await connected();
  connections[0]!.response.end();
  await expect.poll(() => heard).toEqual(['failed: unreachable']);
});
