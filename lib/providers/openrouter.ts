import { createChatCompletions } from './chat-completions.ts';
import type { ModelProvider } from './model-provider.ts';
import type { Patience } from './stream-answer.ts';

/** What OpenRouter needs. */
export interface OpenRouterOptions extends Patience {
  readonly apiKey: string;
  /** With `/api/v1`. OpenRouter's own unless given. */
  readonly baseUrl?: string | undefined;
}

/**
 * OpenRouter: hundreds of models of other vendors behind chat completions, some of them at a thousand tokens a second. So
 * it takes the hot path and not the one over the AI SDK.
 */
export function createOpenRouter({
  apiKey,
  baseUrl = 'https://openrouter.ai/api/v1',
  ...patience
}: OpenRouterOptions): ModelProvider {
  return createChatCompletions({
    id: 'openrouter',
    name: 'OpenRouter',
    apiKey,
    baseUrl,
    isOffered: writesText,
    ...patience,
  });
}

/** Pictures and sound come from some of its models, and no text. */
function writesText({ architecture }: Readonly<Record<string, unknown>>): boolean {
  if (typeof architecture !== 'object' || architecture === null) return true;
  const outputs = 'output_modalities' in architecture ? architecture.output_modalities : undefined;
  return !Array.isArray(outputs) || outputs.includes('text');
}
