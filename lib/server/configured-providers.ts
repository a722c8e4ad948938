import { createAnthropicProvider } from '../providers/ai-sdk/anthropic.ts';
import { createGoogleProvider } from '../providers/ai-sdk/google.ts';
import { createMistralProvider } from '../providers/ai-sdk/mistral.ts';
import { createCerebras } from '../providers/cerebras.ts';
import { createCompatible } from '../providers/compatible.ts';
import type { ModelProvider } from '../providers/model-provider.ts';
import { createOpenAiResponses } from '../providers/openai-responses.ts';
import { createOpenRouter } from '../providers/openrouter.ts';
import type { Account, Environment } from './environment.ts';

/** The accounts that providers are asked on. */
export type Accounts = Pick<
  Environment,
  'openAi' | 'cerebras' | 'anthropic' | 'google' | 'mistral' | 'openRouter' | 'compatible'
>;

/** A provider for each account that there is. */
export function createProviders(accounts: Accounts): readonly ModelProvider[] {
  const { openAi, cerebras, anthropic, google, mistral, openRouter, compatible } = accounts;
  return [
    ...(openAi ? [createOpenAiResponses({ ...asGiven(openAi), transport: openAi.transport })] : []),
    ...(cerebras ? [createCerebras(asGiven(cerebras))] : []),
    ...(anthropic ? [createAnthropicProvider(asGiven(anthropic))] : []),
    ...(google ? [createGoogleProvider(asGiven(google))] : []),
    ...(mistral ? [createMistralProvider(asGiven(mistral))] : []),
    ...(openRouter ? [createOpenRouter(asGiven(openRouter))] : []),
    ...(compatible ? [createCompatible({ baseUrl: compatible.baseUrl, apiKey: compatible.apiKey ?? undefined })] : []),
  ];
}

function asGiven({ apiKey, baseUrl }: Account): { readonly apiKey: string; readonly baseUrl?: string | undefined } {
  return { apiKey, baseUrl: baseUrl ?? undefined };
}
