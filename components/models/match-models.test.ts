import { expect, test } from 'vitest';
import { byProvider, matchModels } from './match-models.ts';

const offered = [
  { id: 'openai/gpt-5.3-codex', name: 'gpt-5.3-codex', provider: 'openai', providerName: 'OpenAI' },
  { id: 'openai/gpt-5.3-codex-spark', name: 'gpt-5.3-codex-spark', provider: 'openai', providerName: 'OpenAI' },
  { id: 'openrouter/openai/gpt-oss-120b', name: 'GPT OSS 120B', provider: 'openrouter', providerName: 'OpenRouter' },
  { id: 'cerebras/zai-glm-4.7', name: 'zai-glm-4.7', provider: 'cerebras', providerName: 'Cerebras' },
];

test.each([
  [
    '',
    ['openai/gpt-5.3-codex', 'openai/gpt-5.3-codex-spark', 'openrouter/openai/gpt-oss-120b', 'cerebras/zai-glm-4.7'],
  ],
  ['spark codex', ['openai/gpt-5.3-codex-spark']],
  ['openrouter/gpt', ['openrouter/openai/gpt-oss-120b']],
  ['  GLM ', ['cerebras/zai-glm-4.7']],
  ['oss 120', ['openrouter/openai/gpt-oss-120b']],
  ['cod', ['openai/gpt-5.3-codex', 'openai/gpt-5.3-codex-spark']],
  ['llama', []],
])('“%s” finds %j', (search, found) => {
  expect(matchModels(offered, search).map(({ id }) => id)).toEqual(found);
});

test('a word that begins like the search comes before one that only holds it', () => {
  const models = ['unimini', 'a-mini-model'].map((name) => ({ id: `x/${name}`, name, providerName: 'X' }));
  expect(matchModels(models, 'mini').map(({ name }) => name)).toEqual(['a-mini-model', 'unimini']);
});

test('models of a provider stand side by side, in the order in which the providers came', () => {
  const mixed = [offered[3]!, offered[0]!, offered[2]!, offered[1]!];
  expect(byProvider(mixed).map(([provider, models]) => [provider, models.length])).toEqual([
    ['cerebras', 1],
    ['openai', 2],
    ['openrouter', 1],
  ]);
});
