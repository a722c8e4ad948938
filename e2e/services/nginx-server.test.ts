import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { isWithout } from './is-without.ts';
import { startNginx } from './nginx-server.ts';
import type { RestartableService } from './restartable-service.ts';

describe.skipIf(isWithout('nginx'))('the nginx configuration that we give people', () => {
  const servers: Server[] = [];
  let nginx: RestartableService | undefined;

  afterEach(async () => {
    await nginx?.close();
    for (const server of servers.splice(0)) end(server);
  });

  test('passes a stream on as it is written, and tells the instance when its reader leaves', async () => {
    let response: ServerResponse | undefined;
    const { promise: left, resolve: leave } = Promise.withResolvers<void>();
    const instance = await serve((_request, answer) => {
      response = answer;
      answer.once('close', leave);
      answer.writeHead(200, { 'Content-Type': 'text/event-stream' });
      answer.write('data: first\n\n');
    });
    nginx = await startNginx([portOf(instance)]);
    const feed = await fetch(`${nginx.url}/api/sessions/pad/events`);
    const reader = feed.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toBe('data: first\n\n');
    response?.write('data: second\n\n');
    expect((await reader.read()).value).toBe('data: second\n\n');
    await reader.cancel();
    await left;
  });

  test('says by which address people came, and who they are', async () => {
    const instance = await serve((request, answer) => answer.end(JSON.stringify(request.headers)));
    nginx = await startNginx([portOf(instance)]);
    const seen: unknown = await (await fetch(nginx.url, { headers: { 'X-Forwarded-For': '10.0.0.7' } })).json();
    const host = new URL(nginx.url).host;
    expect(seen).toMatchObject({ host, 'x-forwarded-host': host, 'x-forwarded-proto': 'http' });
    expect(seen).toMatchObject({ 'x-real-ip': '127.0.0.1', 'x-forwarded-for': '10.0.0.7, 127.0.0.1' });
  });

  test('passes over an instance that is gone, for reading and for writing, and takes it back', async () => {
    const first = await serve((_request, answer) => answer.end('first'));
    const second = await serve((_request, answer) => answer.end('second'));
    const port = portOf(first);
    nginx = await startNginx([port, portOf(second)]);
    const { url } = nginx;
    expect(new Set(await answersOf(url, 4))).toEqual(new Set(['first', 'second']));
    end(first);
    expect(await answersOf(url, 6)).toEqual(Array.from({ length: 6 }, () => 'second'));
    await serve((_request, answer) => answer.end('first again'), port);
    await expect.poll(() => answersOf(url, 4), { timeout: 10_000, interval: 300 }).toContain('first again');
  });

  test('leaves no instance out because its database is away', async () => {
    const first = await serve((_request, answer) => answer.writeHead(503).end('first'));
    const second = await serve((_request, answer) => answer.writeHead(503).end('second'));
    nginx = await startNginx([portOf(first), portOf(second)]);
    expect((await answersOf(nginx.url, 12)).every((answer) => ['first', 'second'].includes(answer))).toBe(true);
  });

  async function serve(handle: (request: IncomingMessage, answer: ServerResponse) => void, port = 0): Promise<Server> {
    const server = createServer(handle);
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    servers.push(server);
    return server;
  }
});

/** The answers to so many requests, every other one a POST. */
async function answersOf(url: string, count: number): Promise<readonly string[]> {
  const answers: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const response = await fetch(url, index % 2 === 0 ? {} : { method: 'POST', body: '{}' });
    answers.push(await response.text());
  }
  return answers;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function end(server: Server): void {
  server.close();
  server.closeAllConnections();
}
