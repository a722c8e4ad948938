import { expect, test } from 'vitest';
import type { ModelProvider } from '../providers/model-provider.ts';
import { buildProposalRequest } from './proposal-request.ts';

const provider: ModelProvider = {
  id: 'p',
  name: 'P',
  async *generate() {},
  listModels: () => Promise.resolve([]),
};
const chosen = { provider, model: 'm', limits: { contextTokens: 100_000, maxOutputTokens: 16_000 } };
const paused = { path: 'a.js', before: 'let a = ', rest: ';\n', after: 'b();\n', recent: [] };

test('the place is marked in the file, and nothing else of the text is changed', () => {
  const { messages, system, prediction } = buildProposalRequest(paused, chosen);
  expect(messages).toEqual([{ role: 'user', text: '<file path="a.js">\nlet a = <|cursor|>;\n<|end|>b();\n\n</file>' }]);
  expect(system).toContain('<|cursor|>');
  expect(prediction).toBe(';\n');
});

test('what was changed lately comes first', () => {
  const [message] = buildProposalRequest({ ...paused, recent: ['one', 'two'] }, chosen).messages;
  expect(message?.text).toMatch(/^<changed-lately>\none\ntwo\n<\/changed-lately>\n<file/);
});

test('a short answer is asked for, with room to think only where the model does', () => {
  expect(buildProposalRequest(paused, chosen)).toMatchObject({ maxOutputTokens: 301 });
  expect(buildProposalRequest(paused, chosen)).not.toHaveProperty('effort');
  expect(buildProposalRequest(paused, { ...chosen, effort: 'high' })).toMatchObject({
    maxOutputTokens: 2_349,
    effort: 'low',
  });
  expect(buildProposalRequest(paused, { ...chosen, tightLimit: (tokens) => tokens + 1 }).maxOutputTokens).toBe(302);
});
