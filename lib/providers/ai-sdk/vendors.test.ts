import { afterEach, beforeEach, expect, test } from 'vitest';
import { startModelServer, type ModelServer } from '../../../e2e/model-server/model-server.ts';
import { contractKey, describeProvider } from '../provider-contract.ts';
import { createAnthropicProvider } from './anthropic.ts';
import { createGoogleProvider } from './google.ts';
import { createMistralProvider } from './mistral.ts';

const vendors = {
  anthropic: createAnthropicProvider,
  google: createGoogleProvider,
  mistral: createMistralProvider,
} as const;

for (const [vendor, create] of Object.entries(vendors)) {
  describeProvider(
    vendor,
    (baseUrl, patience) => create({ apiKey: contractKey, baseUrl, ...patience }),
    vendor as keyof typeof vendors,
  );
}

let server: ModelServer;
beforeEach(async () => {
  server = await startModelServer();
});
afterEach(() => server.close());

const signal = new AbortController().signal;

test('Anthropic’s list gives names and contexts, page after page', async () => {
  server.offerModels([
    { id: 'claude-opus-9', display_name: 'Claude Opus 9', max_input_tokens: 1_000_000 },
    { id: 'x' },
  ]);
  const provider = createAnthropicProvider({ apiKey: contractKey, baseUrl: server.baseUrlOf('anthropic') });
  expect(await provider.listModels(signal)).toEqual([
    { id: 'claude-opus-9', name: 'Claude Opus 9', contextTokens: 1_000_000 },
    { id: 'x' },
  ]);
});

test('of Google’s list only what generates content is offered, without the word before its name', async () => {
  server.offerModels([
    {
      name: 'models/gemini-9-flash',
      displayName: 'Gemini 9 Flash',
      inputTokenLimit: 1_048_576,
      supportedGenerationMethods: ['generateContent'],
    },
    { name: 'models/embedding-9', supportedGenerationMethods: ['embedContent'] },
  ]);
  const provider = createGoogleProvider({ apiKey: contractKey, baseUrl: server.baseUrlOf('google') });
  expect(await provider.listModels(signal)).toEqual([
    { id: 'gemini-9-flash', name: 'Gemini 9 Flash', contextTokens: 1_048_576 },
  ]);
});

test('of Mistral’s list only what chats is offered', async () => {
  server.offerModels([
    { id: 'devstral-9', max_context_length: 262_144, capabilities: { completion_chat: true } },
    { id: 'mistral-embed', capabilities: { completion_chat: false } },
  ]);
  const provider = createMistralProvider({ apiKey: contractKey, baseUrl: server.baseUrlOf('mistral') });
  expect(await provider.listModels(signal)).toEqual([{ id: 'devstral-9', contextTokens: 262_144 }]);
});

test('a list of another form is a protocol error, and a refused key is one of its own', async () => {
  for (const [vendor, create] of Object.entries(vendors)) {
    const address = server.baseUrlOf(vendor as keyof typeof vendors);
    const elsewhere = create({ apiKey: contractKey, baseUrl: `${address}/nowhere` });
    await expect(elsewhere.listModels(signal)).rejects.toMatchObject({ kind: 'withdrawn', status: 404 });
  }
});
