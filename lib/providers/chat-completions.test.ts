import { afterEach, beforeEach, expect, test } from 'vitest';
import { startModelServer, type ModelServer } from '../../e2e/model-server/model-server.ts';
import { createCerebras } from './cerebras.ts';
import { createChatCompletions } from './chat-completions.ts';
import { createCompatible } from './compatible.ts';
import type { ModelProvider } from './model-provider.ts';
import { createOpenRouter } from './openrouter.ts';
import { contractKey, describeProvider } from './provider-contract.ts';

describeProvider(
  'Chat completions',
  (baseUrl, patience) => createChatCompletions({ id: 'chat', name: 'Chat', apiKey: contractKey, baseUrl, ...patience }),
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
