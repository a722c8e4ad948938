import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { controlDoor } from './control-door.ts';
import { startModelServer, type ModelServer } from './model-server.ts';
import { programOf, tokensOf } from './tokens.ts';

async function withServer(story: (server: ModelServer) => Promise<void>): Promise<void> {
  const server = await startModelServer({ extraDoor: controlDoor });
  try {
    await story(server);
  } finally {
    await server.close();
  }
}

function ask(server: ModelServer, path: string, body: unknown, signal: AbortSignal | null = null): Promise<Response> {
  return fetch(`${server.baseUrl}${path}`, { method: 'POST', body: JSON.stringify(body), signal });
}

function dataOf(stream: string): Record<string, any>[] {
  const lines = stream.split('\n').filter((line) => line.startsWith('data: {'));
  return lines.map((line) => JSON.parse(line.slice('data: '.length)));
}

test('a responses stream numbers its events, and its deltas are the text that the end repeats', () =>
  withServer(async (server) => {
    server.script({ text: 'hello, wide world', reasoning: 'let me think' });
    const events = dataOf(await (await ask(server, '/responses', { model: 'm' })).text());
    expect(events.map((event) => event['sequence_number'])).toEqual(events.map((_, index) => index));
    const deltas = events.filter((event) => event['type'] === 'response.output_text.delta');
    expect(deltas.map((event) => event['delta'])).toEqual(['hell', 'o, w', 'ide ', 'worl', 'd']);
    expect(events.at(-1)).toMatchObject({
      type: 'response.completed',
      response: {
        status: 'completed',
        model: 'm',
        output: [{ content: [{ text: 'hello, wide world' }] }],
      },
    });
  }));

test('a chat stream names the role first, and the usage last where it was asked for', () =>
  withServer(async (server) => {
    server.script({ text: 'hello' });
    const stream = await (await ask(server, '/chat/completions', { stream_options: { include_usage: true } })).text();
    const chunks = dataOf(stream);
    expect(chunks[0]).toMatchObject({ choices: [{ delta: { role: 'assistant' } }] });
    expect(chunks.at(-2)).toMatchObject({ choices: [{ delta: {}, finish_reason: 'stop' }] });
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { completion_tokens: 2 } });
    expect(stream.endsWith('data: [DONE]\n\n')).toBe(true);
  }));

test('the speed is kept by the wall clock, and every token has its time', () =>
  withServer(async (server) => {
    server.script({ programTokens: 401, tokensPerSecond: 2_000 });
    await (await ask(server, '/responses', {})).text();
    const times = server.requests[0]!.tokenSentAtMs;
    expect(times).toHaveLength(401);
    // Never early: token 400 is due 200 ms after the first. How late it may be depends on the machine.
    expect(times.at(-1)! - times[0]!).toBeGreaterThan(198);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  }));

test('hurried, what is under way comes at once, and what is asked afterwards has its speed again', () =>
  withServer(async (server) => {
    server.script({ programTokens: 4_000, tokensPerSecond: 100 });
    const slow = await ask(server, '/responses', {});
    await server.until(([request]) => request!.tokensSent > 2);
    server.hurry();
    await slow.text();
    expect(server.requests[0]!.tokensSent).toBe(4_000);
    server.script({ programTokens: 41, tokensPerSecond: 200 });
    await (await ask(server, '/responses', {})).text();
    const times = server.requests[1]!.tokenSentAtMs;
    expect(times.at(-1)! - times[0]!).toBeGreaterThan(198);
  }));

test('a client that does not read holds the server back', () =>
  withServer(async (server) => {
    const tokenCount = 60_000;
    server.script({ programTokens: tokenCount });
    const response = await ask(server, '/responses', {});
    await server.until(([request]) => request!.tokensSent > 0);
    // Another answer as long is read to its end meanwhile: time enough for this one, were it not held back.
    await (await ask(server, '/responses', {})).text();
    expect(server.requests.map(({ tokensSent }) => tokensSent === tokenCount)).toEqual([false, true]);
    await response.text();
    expect(server.requests[0]!.tokensSent).toBe(tokenCount);
  }));

test('the records say when a client closed, before the headers too', () =>
  withServer(async (server) => {
    server.script({ headersDelayMs: 60_000 });
    const closing = new AbortController();
    const coming = server.nextRequest((request) => request.path === '/v1/responses');
    const answer = ask(server, '/responses', {}, closing.signal);
    const request = await coming;
    closing.abort();
    await expect(answer).rejects.toThrow(/aborted/);
    await server.until(() => request.closedByClientAtMs !== null);
    expect(request).toMatchObject({ headersSentAtMs: null, finishedAtMs: null, tokensSent: 0 });
  }));

test('a list of answers is given in turn, and a function sees the body', () =>
  withServer(async (server) => {
    server.script([{ fault: { type: 'rate-limited', retryAfterSeconds: 2 } }, { text: 'ok' }]);
    const limited = await ask(server, '/responses', {});
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '2']);
    expect((await ask(server, '/responses', {})).status).toBe(200);
    expect((await ask(server, '/responses', {})).status).toBe(200);
    server.script((body) => ({ text: `you said ${String(body['input'])}` }));
    expect(await (await ask(server, '/responses', { input: 'hi' })).text()).toContain('you said hi');
  }));

test('another process can script the server and read its records', () =>
  withServer(async (server) => {
    const control = `http://127.0.0.1:${server.port}/control`;
    await fetch(`${control}/script`, {
      method: 'POST',
      body: JSON.stringify({ text: 'from afar' }),
    });
    await (await ask(server, '/chat/completions', { model: 'm' })).text();
    const records = (await (await fetch(`${control}/requests`)).json()) as unknown[];
    expect(records).toMatchObject([{ path: '/v1/chat/completions', body: { model: 'm' }, tokensSent: 3 }]);
    await fetch(`${control}/reset`, { method: 'POST' });
    expect(server.requests).toEqual([]);
  }));

test('as a process of its own it says where it listens, and stops when told', async () => {
  const file = fileURLToPath(new URL('serve.ts', import.meta.url));
  const child = spawn(process.execPath, [file, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const baseUrl = /http:\S+/.exec(String(line))![0];
  const models = await (await fetch(`${baseUrl}/models`)).json();
  expect(models).toMatchObject({ object: 'list', data: [{ id: 'flint-fast-test' }, { id: 'flint-deep-test' }] });
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test('whoever started it and is killed leaves no server behind', async () => {
  const fixture = new URL('../fixtures/child-server.ts', import.meta.url).href;
  const file = fileURLToPath(new URL('serve.ts', import.meta.url));
  const program = `
    import { startChild } from ${JSON.stringify(fixture)};
    const child = startChild([${JSON.stringify(file)}, '--port', '0']);
    console.log((await child.untilPrinted(/http:\\S+/))[0]);
  `;
  const runner = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(runner.stdout, 'data')) as [Buffer];
  const baseUrl = String(line).trim();
  expect((await fetch(`${baseUrl}/models`)).status).toBe(200);
  runner.kill('SIGKILL');
  await vi.waitFor(() => expect(fetch(`${baseUrl}/models`)).rejects.toThrow('fetch failed'), { timeout: 5_000 });
});

test('with nothing scripted the answer is a page: its path on a line, then a fenced block', () =>
  withServer(async (server) => {
    const events = dataOf(await (await ask(server, '/responses', {})).text());
    const text: string = events.at(-1)!['response'].output[0].content[0].text;
    expect(text).toMatch(/^index\.html\n```html\n<!doctype html>[^]*<\/html>\n```\n$/);
  }));

test('tokens joined are the text, and no character is cut in half', () => {
  const text = 'abc😀défg😀😀h'.repeat(20);
  expect(tokensOf(text).join('')).toBe(text);
  expect(tokensOf(text).every((token) => token.isWellFormed())).toBe(true);
});

test('a generated program has just as many tokens as asked for, and is the same each time', () => {
  for (const count of [1, 7, 1000, 20_000]) expect(tokensOf(programOf(count))).toHaveLength(count);
  expect(programOf(500)).toBe(programOf(500));
  expect(programOf(5_000).startsWith(programOf(500))).toBe(true);
});
