import { expect, test } from 'vitest';
import type { ModelEvent, ModelRequest } from '../model-provider.ts';
import { describeAnyProvider } from '../provider-contract.ts';
import { demoAnswer } from './demo-answer.ts';
import { createDemoProvider } from './demo-provider.ts';
import { readDemoRequest } from './demo-request.ts';
import { tokenPieces } from './token-pieces.ts';

const request: ModelRequest = {
  model: 'demo-5000',
  system: 'You write code.',
  messages: [{ role: 'user', text: '<instruction>\na travel plan in Markdown\n</instruction>' }],
  maxOutputTokens: 20_000,
};

async function collect(stream: AsyncIterable<ModelEvent>): Promise<ModelEvent[]> {
  const events: ModelEvent[] = [];
  for await (const event of stream) events.push(event);
  return events;
}

describeAnyProvider('Demo', async () => ({
  provider: createDemoProvider({ firstTokenDelayMs: 5 }),
  request,
  text: demoAnswer(readDemoRequest(request.messages)),
  holdBack: () => {},
  started: () => Promise.resolve(),
}));

test('the events are accepted, text, usage and end, in this order', async () => {
  const events = await collect(
    createDemoProvider({ firstTokenDelayMs: 0 }).generate(request, new AbortController().signal),
  );
  const kinds = events.map(({ type }) => type).filter((type, index, all) => type !== all[index - 1]);
  expect(kinds).toEqual(['accepted', 'text-delta', 'usage', 'end']);
  const deltas = events.filter((event) => event.type === 'text-delta');
  expect(events.at(-2)).toMatchObject({ type: 'usage', outputTokens: deltas.length });
});

test('an answer that is longer than asked for ends with the reason length', async () => {
  const short = { ...request, maxOutputTokens: 30 };
  const events = await collect(
    createDemoProvider({ firstTokenDelayMs: 0 }).generate(short, new AbortController().signal),
  );
  expect(events.filter(({ type }) => type === 'text-delta')).toHaveLength(30);
  expect(events.at(-1)).toMatchObject({ type: 'end', reason: 'length' });
});

test.each(['gpt-5', 'demo-49', 'demo-5001', 'demo-', 'demo-1e3'])('there is no model %s', async (model) => {
  const stream = createDemoProvider().generate({ ...request, model }, new AbortController().signal);
  await expect(collect(stream)).rejects.toMatchObject({ name: 'ProviderError', kind: 'withdrawn' });
});

test('every listed model answers, and names its speed once', async () => {
  const provider = createDemoProvider();
  const models = await provider.listModels(new AbortController().signal);
  expect(models.map(({ id }) => id)).toEqual(['demo', 'demo-50', 'demo-200', 'demo-2000', 'demo-5000']);
  for (const { id, name } of models) {
    expect(name).toMatch(/^Demo, [\d,]+ tok\/s$/);
    const [first] = await firstOf(provider.generate({ ...request, model: id }, new AbortController().signal));
    expect(first).toEqual({ type: 'accepted', model: id });
  }
});

async function firstOf(stream: AsyncIterable<ModelEvent>): Promise<ModelEvent[]> {
  for await (const event of stream) return [event];
  return [];
}

test('pieces joined are the text again, about four characters each, and no surrogate pair is split', () => {
  const text = `${demoAnswer(readDemoRequest(request.messages))}Ωραία 👩‍🚀 x`;
  const pieces = tokenPieces(text);
  expect(pieces.join('')).toBe(text);
  expect(text.length / pieces.length).toBeGreaterThan(2.5);
  expect(text.length / pieces.length).toBeLessThan(5);
  for (const piece of pieces) expect(piece.isWellFormed()).toBe(true);
});
