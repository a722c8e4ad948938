import { z } from 'zod';
import type { ModelProvider } from '../model-provider.ts';
import { createAiSdkProvider } from './ai-sdk-provider.ts';
import { listPages } from './list-pages.ts';
import { addressOf, type VendorOptions } from './vendor-options.ts';

const modelList = z.object({
  data: z.array(
    z
      .object({ id: z.string().min(1), display_name: z.string().optional(), max_input_tokens: z.number().optional() })
      .or(z.null())
      .catch(null),
  ),
  has_more: z.boolean().optional(),
  last_id: z.string().nullable().catch(null),
});

/** Anthropic, over Messages. */
export function createAnthropicProvider({ apiKey, baseUrl, ...patience }: VendorOptions): ModelProvider {
  const address = addressOf(baseUrl, 'https://api.anthropic.com/v1');
  return createAiSdkProvider({
    id: 'anthropic',
    name: 'Anthropic',
    apiKey,
    ...patience,
    async load() {
      const { createAnthropic } = await import('@ai-sdk/anthropic');
      return createAnthropic({ apiKey, baseURL: address });
    },
    listModels(signal) {
      const url = `${address}/models?limit=1000`;
      return listPages({
        url,
        headers: { 'x-api-key': apiKey, 'anthropic-version': '2023-06-01' },
        apiKey,
        signal,
        readPage(body) {
          const { data, has_more, last_id } = modelList.parse(body);
          return {
            models: data
              .filter((model) => model !== null)
              .map(({ id, display_name, max_input_tokens }) => ({
                id,
                ...(display_name && { name: display_name }),
                ...(max_input_tokens && { contextTokens: max_input_tokens }),
              })),
            next: has_more && last_id ? `${url}&after_id=${encodeURIComponent(last_id)}` : null,
          };
        },
      });
    },
  });
}
