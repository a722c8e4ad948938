import { createAnthropic } from '@ai-sdk/anthropic';
import { streamText } from 'ai';
import { createAnthropicProvider } from '../../../lib/providers/ai-sdk/anthropic.ts';
import { createGoogleProvider } from '../../../lib/providers/ai-sdk/google.ts';
import { createMistralProvider } from '../../../lib/providers/ai-sdk/mistral.ts';
import { createCompatible } from '../../../lib/providers/compatible.ts';
import type { ModelProvider } from '../../../lib/providers/model-provider.ts';
import { createOpenAiResponses } from '../../../lib/providers/openai-responses.ts';
import { createOpenRouter } from '../../../lib/providers/openrouter.ts';
import type { Bench } from '../bench.ts';
import type { Row } from '../row.ts';
import { quantile } from '../statistics.ts';

const tokenCount = 20_000;
const warmTokenCount = 4_000;
const rounds = 5;
const request = {
  model: 'flint-fast-test',
  system: 'You write programs.',
  messages: [{ role: 'user' as const, text: 'Write one.' }],
  maxOutputTokens: 60_000,
};

/** What one answer as fast as the connection takes costs this process, in each adapter. */
export async function measureAdapters({ model }: Bench): Promise<Row[]> {
  const at = (path: string) => model.baseUrl.replace(/\/v1$/, path);
  const apiKey = 'test-key';
  const providers: readonly ModelProvider[] = [
    createOpenAiResponses({ apiKey, baseUrl: model.baseUrl, transport: 'http' }),
    createOpenAiResponses({ apiKey, baseUrl: model.baseUrl, transport: 'websocket', name: 'OpenAI over a WebSocket' }),
    createCompatible({ apiKey, baseUrl: model.baseUrl, name: 'Chat completions' }),
    createOpenRouter({ apiKey, baseUrl: at('/openrouter/api/v1') }),
    createAnthropicProvider({ apiKey, baseUrl: at('/anthropic/v1') }),
    createGoogleProvider({ apiKey, baseUrl: at('/google/v1beta') }),
    createMistralProvider({ apiKey, baseUrl: at('/mistral/v1') }),
  ];
  const rows: Row[] = [];
  for (const provider of providers) {
    rows.push({
      what: `${provider.name}: CPU a token, and the highest rate (middle of ${rounds})`,
      measured: await cost(model, () => textThrough(provider)),
      ...(provider.id === 'anthropic' && {
        beside: `${await cost(model, () => textThroughAi(at('/anthropic/v1'), apiKey))} by streamText of ai`,
      }),
    });
  }
  return rows;
}

async function textThrough(provider: ModelProvider): Promise<string> {
  let text = '';
  for await (const event of provider.generate(request, new AbortController().signal)) {
    if (event.type === 'text-delta') text += event.text;
  }
  return text;
}

async function textThroughAi(baseURL: string, apiKey: string): Promise<string> {
  const { textStream } = streamText({
    model: createAnthropic({ apiKey, baseURL })(request.model),
    instructions: request.system,
    messages: request.messages.map(({ role, text }) => ({ role, content: text })),
    maxOutputTokens: request.maxOutputTokens,
    maxRetries: 0,
  });
  let text = '';
  for await (const delta of textStream) text += delta;
  return text;
}

async function cost(model: Bench['model'], ask: () => Promise<string>): Promise<string> {
  await model.script({ programTokens: warmTokenCount });
  await ask();
  await model.script({ programTokens: tokenCount });
  const cpuUs: number[] = [];
  const rates: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const cpuBefore = process.cpuUsage();
    const startMs = performance.now();
    const text = await ask();
    const { user, system } = process.cpuUsage(cpuBefore);
    if (text.length !== tokenCount * 4) throw new Error(`Of ${tokenCount} tokens ${text.length / 4} came.`);
    cpuUs.push((user + system) / tokenCount);
    rates.push((tokenCount / (performance.now() - startMs)) * 1000);
  }
  return `${quantile(cpuUs, 0.5).toFixed(1)} µs, ${Math.round(quantile(rates, 0.5) / 1000)}k tok/s`;
}
