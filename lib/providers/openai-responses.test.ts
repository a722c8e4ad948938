import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startModelServer, type ModelServer } from '../../e2e/model-server/model-server.ts';
import type { Fault } from '../../e2e/model-server/scripted-answer.ts';
import type { ModelEvent, ModelProvider, ModelRequest } from './model-provider.ts';
import { createOpenAiResponses, type OpenAiTransport } from './openai-responses.ts';
import { contractKey, describeProvider } from './provider-contract.ts';
import type { Patience } from './stream-answer.ts';

const createOver =
  (transport: OpenAiTransport) =>
  (baseUrl: string, patience: Patience = {}) =>
    createOpenAiResponses({ apiKey: contractKey, baseUrl, transport, ...patience });

describeProvider('OpenAI Responses', createOver('http'), 'responses');
describeProvider('OpenAI Responses over a WebSocket', createOver('websocket'), 'responses-websocket');

const plain = { system: '', messages: [{ role: 'user', text: 'hi' } as const], maxOutputTokens: 10 };
const request: ModelRequest = { model: 'm', ...plain };

let server: ModelServer;
let provider: ModelProvider | undefined;
beforeEach(async () => {
  server = await startModelServer();
});
afterEach(async () => {
  provider?.close?.();
  provider = undefined;
  await server.close();
});

async function eventsOf(asked: ModelRequest = request): Promise<readonly ModelEvent[]> {
  const events: ModelEvent[] = [];
  for await (const event of provider!.generate(asked, new AbortController().signal)) events.push(event);
  return events;
}

async function answerText(): Promise<string> {
  return (await eventsOf()).map((event) => (event.type === 'text-delta' ? event.text : '')).join('');
}

const transports = () => server.requests.map(({ transport }) => transport);

describe.each(['http', 'websocket'] as const)('over %s', (transport) => {
  beforeEach(() => {
    provider = createOver(transport)(server.baseUrl);
  });

  test('a wait in the queue is told before the acceptance', async () => {
    server.script({ text: 'ok', queued: true });
    const types = (await eventsOf()).map(({ type }) => type);
    expect(types.filter((type, index) => type !== types[index - 1])).toEqual([
      'queued',
      'accepted',
      'text-delta',
      'usage',
      'end',
    ]);
  });

  test('an effort that a model does not take is left out for that model alone', async () => {
    const param = 'reasoning.effort';
    const fault = { type: 'status', status: 400, body: { error: { message: 'Unsupported.', param } } } as const;
    server.script((body) => (body['model'] === 'plain' && body['reasoning'] ? { fault } : { text: 'ok' }));
    for (const model of ['plain', 'plain', 'thinker']) await eventsOf({ ...plain, model, effort: 'low' });
    const reasonings = server.requests.map(({ body }) => body['reasoning']);
    expect(reasonings).toEqual([
      { effort: 'low', summary: 'auto' },
      undefined,
      undefined,
      { effort: 'low', summary: 'auto' },
    ]);
  });

  test('a tier is asked for, the one that was given is told, and one that is refused is left out', async () => {
    const refusal = { error: { message: 'Invalid service_tier argument', param: 'service_tier' } };
    server.script((body) =>
      body['service_tier'] === 'ultrafast'
        ? { fault: { type: 'status', status: 400, body: refusal } }
        : { text: 'ok', tier: 'default' },
    );
    const given = async (tier: NonNullable<ModelRequest['tier']>) => (await eventsOf({ ...request, tier })).at(-1);
    expect(await given('priority')).toMatchObject({ type: 'end', tier: 'default' });
    expect(await given('ultrafast')).toMatchObject({ type: 'end', tier: 'default' });
    const asked = server.requests.map(({ body }) => body['service_tier']);
    expect(asked).toEqual(['priority', 'ultrafast', undefined]);
  });

  test.each(['steered', 'interrupted'] as const)('an answer that was %s is not whole', async (reason) => {
    server.script({ text: 'hello, world', fault: { type: 'incomplete', afterTokens: 2, reason } });
    await expect(eventsOf()).rejects.toMatchObject({ kind: 'protocol', message: expect.stringContaining(reason) });
  });
});

describe('by itself', () => {
  beforeEach(() => {
    provider = createOver('auto')(server.baseUrl);
    server.script({ text: 'ok' });
  });

  /** A first answer, after which a socket is ready. */
  async function warmUp(): Promise<void> {
    expect(await answerText()).toBe('ok');
    await server.until(() => server.openSockets === 1);
    // The server's end is open a moment before ours.
    await settled();
  }

  test('the first request goes over HTTP, and the next over the socket that was opened meanwhile', async () => {
    await warmUp();
    await answerText();
    await settled();
    await answerText();
    expect(transports()).toEqual(['http', 'websocket', 'websocket']);
    expect(server.openSockets, 'one that answered, and a spare').toBe(2);
  });

  test('a page that is opened has a socket ready for its first request', async () => {
    provider?.prepare?.();
    await server.until(() => server.openSockets === 1);
    await settled();
    expect(await answerText()).toBe('ok');
    expect(transports()).toEqual(['websocket']);
  });

  test('a stop closes its socket, and the next request has the spare', async () => {
    await warmUp();
    server.script({ programTokens: 500, tokensPerSecond: 1_000 });
    const aborting = new AbortController();
    const asking = (async () => {
      for await (const { type } of provider!.generate(request, aborting.signal)) {
        if (type === 'text-delta' && server.openSockets === 2) break;
      }
    })();
    await asking;
    await server.until((requests) => requests[1]!.closedByClientAtMs !== null);
    server.script({ text: 'next' });
    expect(await answerText()).toBe('next');
    expect(transports()).toEqual(['http', 'websocket', 'websocket']);
  });

  test('many answers at once leave no more than two sockets open', async () => {
    await warmUp();
    server.script({ text: 'ok', firstTokenDelayMs: 20 });
    await Promise.all(Array.from({ length: 8 }, answerText));
    await server.until(() => server.openSockets <= 2);
    expect(transports()).toHaveLength(9);
  });

  test('a server that speaks no WebSocket is asked for one once, and answers over HTTP', async () => {
    let asked = 0;
    server.refuseSockets(() => {
      asked += 1;
      return { status: 404, body: { error: { message: 'Not here.' } } };
    });
    for (let index = 0; index < 3; index += 1) {
      expect(await answerText()).toBe('ok');
      await settled();
    }
    expect(transports()).toEqual(['http', 'http', 'http']);
    expect(asked).toBe(1);
  });

  const breaks: [string, Fault][] = [
    ['breaks', { type: 'socket-cut', afterTokens: 0 }],
    ['is closed without an answer', { type: 'clean-cut', afterTokens: 0 }],
  ];
  test.each(breaks)('a socket that %s before the first text loses nothing', async (_how, fault) => {
    await warmUp();
    server.script([{ text: 'lost', fault }, { text: 'whole' }]);
    const events = await eventsOf();
    expect(events.map((event) => (event.type === 'text-delta' ? event.text : '')).join('')).toBe('whole');
    expect(events.filter(({ type }) => type === 'accepted')).toHaveLength(1);
    expect(transports()).toEqual(['http', 'websocket', 'http']);
  });

  test('a socket that breaks after the first text is the error it is', async () => {
    await warmUp();
    server.script({ text: 'one, two', fault: { type: 'socket-cut', afterTokens: 1 } });
    await expect(answerText()).rejects.toMatchObject({ kind: 'network' });
    expect(transports()).toEqual(['http', 'websocket']);
  });

  test('a refusal over a socket is a refusal, and is not asked again', async () => {
    await warmUp();
    server.script({ fault: { type: 'rate-limited', retryAfterSeconds: 7 } });
    await expect(answerText()).rejects.toMatchObject({ kind: 'rate-limit', retryAfterMs: 7_000 });
    expect(transports()).toEqual(['http', 'websocket']);
  });

  test('sockets that the provider ends after an hour are not missed', async () => {
    await warmUp();
    server.endSockets();
    await server.until(() => server.openSockets === 0);
    await settled();
    expect(await answerText()).toBe('ok');
    expect(transports()).toEqual(['http', 'http']);
  });

  test('an answer that waits when the hour is over is asked for anew', async () => {
    await warmUp();
    server.script([{ headersDelayMs: 60_000 }, { text: 'after all' }]);
    const coming = server.nextRequest();
    const answer = answerText();
    await coming;
    server.endSockets();
    expect(await answer).toBe('after all');
    expect(transports()).toEqual(['http', 'websocket', 'http']);
  });
});

/** Lets what is on its way over loopback arrive. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
