import type { ChosenModel } from '../generation/runner.ts';
import { chooseDeepModel, chooseFastModel, maxOutputTokensFor, traitsOf } from '../providers/catalog.ts';
import { createAnthropicProvider } from '../providers/ai-sdk/anthropic.ts';
import { createGoogleProvider } from '../providers/ai-sdk/google.ts';
import { createMistralProvider } from '../providers/ai-sdk/mistral.ts';
import { createCerebras } from '../providers/cerebras.ts';
import { createCompatible } from '../providers/compatible.ts';
import { createDemoProvider } from '../providers/demo/demo-provider.ts';
import type { ModelDescription, ModelProvider } from '../providers/model-provider.ts';
import { createOpenAiResponses } from '../providers/openai-responses.ts';
import { createOpenRouter } from '../providers/openrouter.ts';
import { ProviderError } from '../providers/provider-error.ts';
import { type Account, type Environment, type ModelName, parseModelName } from './environment.ts';

/** A model as the page's list shows it. */
export interface ListedModel {
  /** `provider/model`. */
  readonly id: string;
  readonly name: string;
  readonly provider: string;
  readonly providerName: string;
}

/** The models this server can ask. */
export interface Models {
  choose(wish: { readonly lane: 'fast' | 'deep' | 'auto'; readonly model?: string }): Promise<ChosenModel>;
  /** All models of all configured providers; a provider that does not answer is named with its failure's kind. */
  list(): Promise<{
    readonly models: readonly ListedModel[];
    readonly fast: string | null;
    readonly unreachable: readonly { readonly provider: string; readonly kind: string }[];
  }>;
  /** Whether asking this provider costs whoever runs the server something. */
  usesServerKey(): boolean;
  /** Closes what the providers keep open for a next request. */
  close(): void;
}

interface AskedList {
  readonly askedMs: number;
  readonly models: Promise<readonly ModelDescription[]>;
  /** The list once it is here; until then the one before it. */
  known: readonly ModelDescription[] | null;
}

/**
 * The longest answer that is asked for: several files of the longest kind that is still written whole. Of a short context
 * it gets half at most, so that there is room for a question.
 */
const answerTokens = 16_000;

/** How long a provider's list of models is taken as current. */
const listFreshMs = 5 * 60_000;
const listTimeoutMs = 5_000;

/** Sets up the providers that are configured; Demo when there is no other. */
export function createModels(environment: Environment): Models {
  const providers = createProviders(environment);
  const lists = new Map<string, AskedList>();

  return {
    async choose({ lane, model }) {
      const wanted = model === undefined ? await laneModel(lane) : namedModel(model);
      const provider = providers.find(({ id }) => id === wanted.provider);
      if (!provider) throw new ProviderError('withdrawn', `No provider ${wanted.provider}`);
      // A run never waits for a list: of a model that was named, only what is known already counts.
      const description = lists.get(provider.id)?.known?.find(({ id }) => id === wanted.model) ?? { id: wanted.model };
      const traits = traitsOf(description);
      const settings = environment.lanes[lane === 'deep' ? 'deep' : 'fast'];
      const effort = settings.effort ?? traits.effort[lane === 'deep' ? 'deep' : 'fast'];
      const limitFor = (wantedTokens: number) =>
        Math.min(
          maxOutputTokensFor(description, { inputTokens: 0, wantedTokens, effort }),
          Math.floor(traits.contextTokens / 2),
        );
      return {
        provider,
        model: wanted.model,
        limits: { contextTokens: traits.contextTokens, maxOutputTokens: limitFor(answerTokens) },
        ...(effort && { effort }),
        ...(settings.tier && { tier: settings.tier }),
        ...(provider.reservesOutput && { tightLimit: (wanted: number) => limitFor(Math.min(wanted, answerTokens)) }),
      };
    },
    async list() {
      // Whoever looks at the list has a page open, and asks for something soon.
      for (const provider of providers) provider.prepare?.();
      const unreachable: { provider: string; kind: string }[] = [];
      const listed = await Promise.all(
        providers.map(async (provider) => {
          try {
            return (await modelsOf(provider)).map((model) => describe(provider, model));
          } catch (error) {
            unreachable.push({
              provider: provider.id,
              kind: error instanceof ProviderError ? error.kind : 'network',
            });
            return [];
          }
        }),
      );
      const fast = await laneModel('fast').then(
        (name) => `${name.provider}/${name.model}`,
        () => null,
      );
      return { models: listed.flat(), fast, unreachable };
    },
    usesServerKey: () => providers.some(({ id }) => id !== 'demo'),
    close() {
      for (const provider of providers) provider.close?.();
    },
  };

  async function laneModel(lane: 'fast' | 'deep' | 'auto'): Promise<ModelName> {
    const configured = lane === 'deep' ? (environment.deepModel ?? environment.fastModel) : environment.fastModel;
    if (configured) return configured;
    const provider = providers[0];
    if (!provider) throw new ProviderError('withdrawn', 'No provider');
    const models = await modelsOf(provider);
    // Demo's models are one program at several speeds: its own first one, which people can follow, is the usual one.
    const [first] = models;
    if (provider.id === 'demo' && first) return { provider: provider.id, model: first.id };
    const model = lane === 'deep' ? chooseDeepModel(models) : chooseFastModel(models);
    if (!model) throw new ProviderError('withdrawn', `${provider.name} offers no model that writes text`);
    return { provider: provider.id, model: model.id };
  }

  function modelsOf(provider: ModelProvider): Promise<readonly ModelDescription[]> {
    const known = lists.get(provider.id);
    const nowMs = performance.now();
    if (known && nowMs - known.askedMs < listFreshMs) return known.models;
    const models = provider.listModels(AbortSignal.timeout(listTimeoutMs));
    const asked: AskedList = { askedMs: nowMs, models, known: known?.known ?? null };
    lists.set(provider.id, asked);
    models.then(
      (listed) => (asked.known = listed),
      // A failure is not kept: the next one who asks tries again.
      () => lists.delete(provider.id),
    );
    return models;
  }

  function namedModel(name: string): ModelName {
    const parsed = parseModelName(name);
    if (!parsed) throw new ProviderError('withdrawn', 'Not a model’s name');
    return parsed;
  }
}

function createProviders(environment: Environment): readonly ModelProvider[] {
  const { openAi, cerebras, anthropic, google, mistral, openRouter, compatible } = environment;
  return [
    ...(openAi ? [createOpenAiResponses({ ...asGiven(openAi), transport: openAi.transport })] : []),
    ...(cerebras ? [createCerebras(asGiven(cerebras))] : []),
    ...(anthropic ? [createAnthropicProvider(asGiven(anthropic))] : []),
    ...(google ? [createGoogleProvider(asGiven(google))] : []),
    ...(mistral ? [createMistralProvider(asGiven(mistral))] : []),
    ...(openRouter ? [createOpenRouter(asGiven(openRouter))] : []),
    ...(compatible ? [createCompatible({ baseUrl: compatible.baseUrl, apiKey: compatible.apiKey ?? undefined })] : []),
    // Last, so that it is never chosen by itself where there is a real one.
    createDemoProvider(),
  ];
}

function asGiven({ apiKey, baseUrl }: Account): { readonly apiKey: string; readonly baseUrl?: string | undefined } {
  return { apiKey, baseUrl: baseUrl ?? undefined };
}

function describe(provider: ModelProvider, model: ModelDescription): ListedModel {
  return {
    id: `${provider.id}/${model.id}`,
    name: model.name ?? model.id,
    provider: provider.id,
    providerName: provider.name,
  };
}
