import { z } from 'zod';
import type { ModelProvider } from '../model-provider.ts';
import { createAiSdkProvider } from './ai-sdk-provider.ts';
import { listPages } from './list-pages.ts';
import { addressOf, type VendorOptions } from './vendor-options.ts';

const modelList = z.object({
  models: z
    .array(
      z
        .object({
          name: z.string().min(1),
          displayName: z.string().optional(),
          inputTokenLimit: z.number().optional(),
          supportedGenerationMethods: z.array(z.string()).optional(),
        })
        .or(z.null())
        .catch(null),
    )
    .optional(),
  nextPageToken: z.string().optional(),
});

/** Google's Gemini, over generateContent. */
export function createGoogleProvider({ apiKey, baseUrl, ...patience }: VendorOptions): ModelProvider {
  const address = addressOf(baseUrl, 'https://generativelanguage.googleapis.com/v1beta');
  return createAiSdkProvider({
    id: 'google',
    name: 'Google',
    apiKey,
    // An error in mid-stream has the form of a chunk without candidates, which the package takes for an empty one.
    readsRawChunks: true,
    ...patience,
    async load() {
      const { createGoogle } = await import('@ai-sdk/google');
      return createGoogle({ apiKey, baseURL: address });
    },
    listModels(signal) {
      const url = `${address}/models?pageSize=1000`;
      return listPages({
        url,
        headers: { 'x-goog-api-key': apiKey },
        apiKey,
        signal,
        readPage(body) {
          const { models = [], nextPageToken } = modelList.parse(body);
          return {
            models: models
              .filter((model) => model !== null)
              .filter(({ supportedGenerationMethods: methods }) => methods?.includes('generateContent') ?? true)
              .map(({ name, displayName, inputTokenLimit }) => ({
                id: name.replace(/^models\//, ''),
                ...(displayName && { name: displayName }),
                ...(inputTokenLimit && { contextTokens: inputTokenLimit }),
              })),
            next: nextPageToken ? `${url}&pageToken=${encodeURIComponent(nextPageToken)}` : null,
          };
        },
      });
    },
  });
}
