import { afterEach, beforeEach, expect, test } from 'vitest';
import { startModelServer, type ModelServer } from '../../e2e/model-server/model-server.ts';
import { createCerebras } from './cerebras.ts';
import { createChatCompletions } from './chat-completions.ts';
import { createCompatible } from './compatible.ts';
import type { ModelEvent, ModelProvider } from './model-provider.ts';
import { createOpenRouter } from './openrouter.ts';
import { contractKey, describeProvider } from './provider-contract.ts';

describeProvider(
  'Chat completions',
  (baseUrl, patience) => createChatCompletions({ id: 'chat', name: 'Chat', apiKey: contractKey, baseUrl, ...patience }),
  'chat',
);

describeProvider(
  'Cerebras',
  (baseUrl, patience) => createCerebras({ apiKey: contractKey, baseUrl, ...patience }),
  'chat',
);

describeProvider(
  'OpenRouter',
  (baseUrl, patience) => createOpenRouter({ apiKey: contractKey, baseUrl, ...patience }),
  'openrouter',
);

const request = { model: 'm', system: 's', messages: [{ role: 'user', text: 'hi' }], maxOutputTokens: 77 } as const;

let server: ModelServer;
beforeEach(async () => {
  server = await startModelServer();
});
afterEach(() => server.close());

async function bodyAskedBy(provider: ModelProvider): Promise<Readonly<Record<string, unknown>>> {
  for await (const _ of provider.generate(request, new AbortController().signal));
  return server.requests[0]!.body;
}

test('Cerebras gets max_completion_tokens, and its refusals are read though their facts stand at the top', async () => {
  const cerebras = createCerebras({ apiKey: contractKey, baseUrl: server.baseUrl });
  expect(await bodyAskedBy(cerebras)).toMatchObject({ max_completion_tokens: 77 });
  const body = {
    message: 'Tokens per day limit exceeded - too many tokens processed.',
    type: 'too_many_tokens_error',
    param: 'quota',
    code: 'token_quota_exceeded',
  };
  const headers = { 'x-ratelimit-remaining-tokens-day': '0', 'x-ratelimit-reset-tokens-day': '1800.5' };
  server.script({ fault: { type: 'status', status: 429, body, headers } });
  await expect(bodyAskedBy(cerebras)).rejects.toMatchObject({
    kind: 'rate-limit',
    retryAfterMs: 1_800_500,
    message: `429 ${body.message}`,
  });
});

test('Cerebras is told what an answer may look like, by the models that take that, and not again by one that refuses', async () => {
  const cerebras = createCerebras({ apiKey: contractKey, baseUrl: server.baseUrl });
  const error = { message: 'prediction is not supported with this model.', param: 'prediction' };
  server.script((body) =>
    body['prediction'] && refuses ? { fault: { type: 'status', status: 400, body: { error } } } : {},
  );
  let refuses = false;
  const ask = async (model: string) => {
    const asked = { ...request, model, prediction: 'a.js' };
    for await (const _ of cerebras.generate(asked, new AbortController().signal));
    return server.requests.at(-1)!.body['prediction'];
  };
  expect(await ask('gpt-oss-120b')).toEqual({ type: 'content', content: 'a.js' });
  expect(await ask('qwen-3.8-27b')).toBeUndefined();
  refuses = true;
  expect(await ask('gpt-oss-120b')).toBeUndefined();
  refuses = false;
  expect(await ask('gpt-oss-120b')).toBeUndefined();
});

test('Cerebras keeps thinking apart, tells the tier it used, and what is left of the minute and the day', async () => {
  const cerebras = createCerebras({ apiKey: contractKey, baseUrl: server.baseUrl });
  server.script({
    text: 'ok',
    reasoning: 'hm',
    tier: 'auto',
    usedTier: 'flex',
    headers: {
      'x-ratelimit-remaining-requests-day': '14100',
      'x-ratelimit-reset-requests-day': '33011.38',
      'x-ratelimit-remaining-tokens-minute': '52000',
      'x-ratelimit-reset-tokens-minute': '11.2',
    },
  });
  const events: ModelEvent[] = [];
  for await (const event of cerebras.generate(request, new AbortController().signal)) events.push(event);
  expect(server.requests[0]!.body).toMatchObject({ reasoning_format: 'parsed', max_completion_tokens: 77 });
  expect(events).toMatchObject([
    { type: 'rate-limit', remainingRequests: 14_100, remainingTokens: 52_000, resetMs: 11_200 },
    { type: 'accepted' },
    { type: 'thinking-delta', text: 'hm' },
    { type: 'text-delta', text: 'ok' },
    { type: 'usage' },
    { type: 'end', reason: 'complete', tier: 'flex' },
  ]);
});

test('another server gets max_tokens, and no Authorization where there is no key', async () => {
  const body = await bodyAskedBy(createCompatible({ baseUrl: server.baseUrl }));
  expect(body).toMatchObject({ max_tokens: 77 });
  expect(body).not.toHaveProperty('max_completion_tokens');
  expect(server.requests[0]!.headers).not.toHaveProperty('authorization');
});

test('more fields for the body are sent, and cannot replace the conversation', async () => {
  const extraBody = { chat_template_kwargs: { enable_thinking: false }, messages: [] };
  const provider = createChatCompletions({ id: 'x', name: 'X', baseUrl: server.baseUrl, extraBody });
  expect(await bodyAskedBy(provider)).toMatchObject({
    chat_template_kwargs: { enable_thinking: false },
    messages: [{ role: 'system' }, { role: 'user' }],
  });
});

test('a server says in its own words that the prompt is too long', async () => {
  const words = [
    { error: { message: "This model's maximum context length is 4096 tokens.", type: 'BadRequestError', code: 400 } },
    { error: { message: 'the request exceeds the available context size', type: 'exceed_context_size_error' } },
    { detail: 'Prompt is too long for this model.' },
  ];
  for (const body of words) {
    server.script({ fault: { type: 'status', status: 400, body } });
    await expect(bodyAskedBy(createCompatible({ baseUrl: server.baseUrl }))).rejects.toMatchObject({ kind: 'context' });
  }
});

test('a bare string under "error" is the message', async () => {
  server.script({
    fault: { type: 'status', status: 404, body: { error: 'model "m" not found, try pulling it first' } },
  });
  await expect(bodyAskedBy(createCompatible({ baseUrl: server.baseUrl }))).rejects.toMatchObject({
    kind: 'withdrawn',
    message: '404 model "m" not found, try pulling it first',
  });
});

test('a model of OpenRouter that writes no text is not offered', async () => {
  server.offerModels([
    { id: 'acme/writer', name: 'Acme: Writer', context_length: 262_144 },
    { id: 'acme/painter', architecture: { output_modalities: ['image'] } },
    { id: 'acme/both', architecture: { output_modalities: ['image', 'text'] } },
  ]);
  const provider = createOpenRouter({ apiKey: contractKey, baseUrl: server.baseUrlOf('openrouter') });
  expect(await provider.listModels(new AbortController().signal)).toEqual([
    { id: 'acme/writer', name: 'Acme: Writer', contextTokens: 262_144 },
    { id: 'acme/both' },
  ]);
});
