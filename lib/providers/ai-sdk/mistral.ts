import { z } from 'zod';
import type { ModelProvider } from '../model-provider.ts';
import { createAiSdkProvider } from './ai-sdk-provider.ts';
import { listPages } from './list-pages.ts';
import { addressOf, type VendorOptions } from './vendor-options.ts';

const modelList = z.object({
  data: z.array(
    z
      .object({
        id: z.string().min(1),
        max_context_length: z.number().optional(),
        capabilities: z.object({ completion_chat: z.boolean().optional() }).optional(),
      })
      .or(z.null())
      .catch(null),
  ),
});

/** Mistral, over its chat completions. */
export function createMistralProvider({ apiKey, baseUrl, ...patience }: VendorOptions): ModelProvider {
  const address = addressOf(baseUrl, 'https://api.mistral.ai/v1');
  return createAiSdkProvider({
    id: 'mistral',
    name: 'Mistral',
    apiKey,
    ...patience,
    async load() {
      const { createMistral } = await import('@ai-sdk/mistral');
      return createMistral({ apiKey, baseURL: address });
    },
    listModels: (signal) =>
      listPages({
        url: `${address}/models`,
        headers: { Authorization: `Bearer ${apiKey}` },
        apiKey,
        signal,
        readPage: (body) => ({
          models: modelList
            .parse(body)
            .data.filter((model) => model !== null)
            .filter(({ capabilities }) => capabilities?.completion_chat ?? true)
            .map(({ id, max_context_length }) => ({
              id,
              ...(max_context_length && { contextTokens: max_context_length }),
            })),
          next: null,
        }),
      }),
  });
}
