import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createManualClock } from '../base/clock.ts';
import { createLocalServers } from './local-servers.ts';
import { type LocalServer, usualLocalServers } from './usual-local-servers.ts';

const running: Server[] = [];
afterEach(() => {
  for (const server of running.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A server on loopback, and where it is. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  running.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}

const json =
  (body: unknown, type = 'application/json'): RequestListener =>
  (_request, response) => {
    response.setHeader('content-type', type);
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };

const listOf = (ownedBy: string, ...ids: string[]) =>
  json({ object: 'list', data: ids.map((id) => ({ id, object: 'model', owned_by: ownedBy })) });

/** The usual servers, at these addresses instead of theirs; nobody is at the others. */
function at(addresses: Readonly<Record<string, string>>): readonly LocalServer[] {
  return usualLocalServers.map((server) => ({ ...server, baseUrl: addresses[server.id] ?? 'http://127.0.0.1:9/v1' }));
}

async function namesOf(servers: readonly LocalServer[]): Promise<string[]> {
  const providers = await createLocalServers({ clock: createManualClock(), servers }).found();
  return providers.map(({ name }) => name);
}

test('each server that lists models is found, under its own name', async () => {
  const servers = at({
    ollama: await serve(listOf('library', 'qwen3-coder:30b')),
    'lm-studio': await serve(listOf('organization_owner', 'devstral')),
    vllm: await serve(listOf('vllm', 'Qwen/Qwen3')),
  });
  const local = createLocalServers({ clock: createManualClock(), servers });
  const found = await local.found();
  expect(found.map(({ id, name }) => [id, name])).toEqual([
    ['ollama', 'Ollama'],
    ['lm-studio', 'LM Studio'],
    ['vllm', 'vLLM'],
  ]);
  expect(await found[0]!.listModels(new AbortController().signal)).toEqual([{ id: 'qwen3-coder:30b' }]);
});

test('a model server on another one’s port is called by its own name, and one that says nothing by the port’s', async () => {
  expect(await namesOf(at({ 'llama-cpp': await serve(listOf('vllm', 'm')) }))).toEqual(['vLLM']);
  expect(await namesOf(at({ 'llama-cpp': await serve(listOf('somebody', 'm')) }))).toEqual(['llama.cpp']);
});

test('whatever else stands on one of the ports is left alone', async () => {
  const others: RequestListener[] = [
    json('<!doctype html>', 'text/html'),
    json({ data: 'no list' }),
    json({ data: ['not', 'models'] }),
    json({ error: 'no' }),
    json('{"data": [', 'application/json'),
    (_request, response) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
    (_request, response) => response.writeHead(401).end(),
    json({ data: [{ id: 'x'.repeat(3_000_000) }] }),
    (request) => request.socket.destroy(),
  ];
  for (const other of others) expect(await namesOf(at({ 'llama-cpp': await serve(other) }))).toEqual([]);
});

test('one that does not answer holds nobody up', async () => {
  const servers = at({ ollama: await serve(listOf('library', 'm')), vllm: await serve(() => {}) });
  const startMs = performance.now();
  expect(await namesOf(servers)).toEqual(['Ollama']);
  expect(performance.now() - startMs).toBeLessThan(1_000);
});

test('a look is renewed behind the answer after a while, and a server keeps its provider', async () => {
  const clock = createManualClock();
  let isThere = false;
  let looks = 0;
  const ollama = await serve((request, response) => {
    looks += 1;
    if (isThere) listOf('library', 'm')(request, response);
    else response.writeHead(503).end();
  });
  const local = createLocalServers({ clock, servers: at({ ollama }) });
  expect(await local.found()).toEqual([]);
  isThere = true;
  expect(await local.found()).toEqual([]);
  expect(looks).toBe(1);
  clock.advance(60_000);
  expect(await local.found()).toEqual([]);
  await expect.poll(async () => (await local.found()).length).toBe(1);
  const [first] = await local.found();
  clock.advance(60_000);
  await local.found();
  await expect.poll(() => looks).toBe(3);
  expect((await local.found())[0]).toBe(first);
});
