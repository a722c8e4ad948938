import { expect, test } from 'vitest';
import { startModelServer } from '../../e2e/model-server/model-server.ts';
import { createOpenAiResponses } from './openai-responses.ts';
import type { Patience } from './stream-answer.ts';
import { contractKey, describeProvider } from './provider-contract.ts';

const create = (baseUrl: string, patience: Patience = {}) =>
  createOpenAiResponses({ apiKey: contractKey, baseUrl, ...patience });

describeProvider('OpenAI Responses', create, 'responses');

test('a wait in the queue is told before the acceptance', async () => {
  const server = await startModelServer();
  server.script({ text: 'ok', queued: true });
  const types: string[] = [];
  const request = { model: 'm', system: '', messages: [{ role: 'user', text: 'hi' } as const], maxOutputTokens: 10 };
  for await (const { type } of create(server.baseUrl).generate(request, new AbortController().signal)) types.push(type);
  await server.close();
  expect(types.filter((type, index) => type !== types[index - 1])).toEqual([
    'queued',
    'accepted',
    'text-delta',
    'usage',
    'end',
  ]);
});

test('an effort that a model does not take is left out for that model alone', async () => {
  const server = await startModelServer();
  const param = 'reasoning.effort';
  const fault = { type: 'status', status: 400, body: { error: { message: 'Unsupported.', param } } } as const;
  server.script((body) => (body['model'] === 'plain' && body['reasoning'] ? { fault } : { text: 'ok' }));
  const provider = create(server.baseUrl);
  for (const model of ['plain', 'plain', 'thinker']) {
    const request = { model, system: '', messages: [], maxOutputTokens: 10, effort: 'low' } as const;
    for await (const _ of provider.generate(request, new AbortController().signal));
  }
  await server.close();
  const reasonings = server.requests.map(({ body }) => body['reasoning']);
  expect(reasonings).toEqual([
    { effort: 'low', summary: 'auto' },
    undefined,
    undefined,
    { effort: 'low', summary: 'auto' },
  ]);
});
