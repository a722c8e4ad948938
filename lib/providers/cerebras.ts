import { createChatCompletions } from './chat-completions.ts';
import type { ModelProvider } from './model-provider.ts';
import type { Patience } from './stream-answer.ts';

/** What Cerebras needs. */
export interface CerebrasOptions extends Patience {
  readonly apiKey: string;
  /** With `/v1`. Cerebras' own unless given. */
  readonly baseUrl?: string | undefined;
}

/**
 * Cerebras: chat completions with limits of its own. It reserves `maxOutputTokens` from the quota of the minute before it
 * answers (https://inference-docs.cerebras.ai/support/rate-limits), so ask for no more than is needed. Some of its models
 * take a prediction (https://inference-docs.cerebras.ai/capabilities/predicted-outputs). What a model thinks is asked for
 * apart: some would put it into the answer.
 */
export function createCerebras({
  apiKey,
  baseUrl = 'https://api.cerebras.ai/v1',
  ...patience
}: CerebrasOptions): ModelProvider {
  return createChatCompletions({
    id: 'cerebras',
    name: 'Cerebras',
    apiKey,
    baseUrl,
    maxTokensField: 'max_completion_tokens',
    reservesOutput: true,
    takesPrediction: (model) => /gpt-oss-120b|glm-4\.7/.test(model),
    optionalBody: { reasoning_format: 'parsed' },
    ...patience,
  });
}
