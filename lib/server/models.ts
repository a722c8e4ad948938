import { systemClock } from '../base/clock.ts';
import type { ChosenModel } from '../generation/runner.ts';
import { chooseDeepModel, chooseFastModel, maxOutputTokensFor, traitsOf } from '../providers/catalog.ts';
import { createAnthropicProvider } from '../providers/ai-sdk/anthropic.ts';
import { createGoogleProvider } from '../providers/ai-sdk/google.ts';
import { createMistralProvider } from '../providers/ai-sdk/mistral.ts';
import { createCerebras } from '../providers/cerebras.ts';
import { createCompatible } from '../providers/compatible.ts';
import { createDemoProvider } from '../providers/demo/demo-provider.ts';
import type { LocalCodex } from './local-codex.ts';
import { createLocalServers, type LocalServers } from '../providers/local-servers.ts';
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
  /** Throws a `ProviderError`: of kind `withdrawn` also for a model that its provider listed once, and lists no more. */
  choose(wish: { readonly lane: 'fast' | 'deep'; readonly model?: string }): Promise<ChosenModel>;
  /**
   * The model to ask instead of one (`provider/model`) that was refused as withdrawn, in this lane: of its own provider, or
   * else of another; null where there is none but Demo. For a while no lane takes the refused one by itself.
   */
  nextBest(refused: string, lane: 'fast' | 'deep'): Promise<string | null>;
  /** All models of all configured providers; a provider that does not answer is named with its failure's kind. */
  list(): Promise<{
    readonly models: readonly ListedModel[];
    /** Whom each lane asks by itself. */
    readonly lanes: Readonly<Record<'fast' | 'deep', string | null>>;
    readonly unreachable: readonly { readonly provider: string; readonly kind: string }[];
  }>;
  /** Whether asking this provider costs whoever runs the server something. */
  usesServerKey(): Promise<boolean>;
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

/** How long a model that was refused is not chosen by itself. Gateways refuse by mistake, too. */
const refusedForMs = 10 * 60_000;

/** Sets up the providers that are configured, and finds those of this machine; Demo when there is no other. */
export function createModels(
  environment: Environment,
  local: LocalServers | null = environment.discovers ? createLocalServers({ clock: systemClock }) : null,
  codex: LocalCodex | null = null,
): Models {
  const configured = createProviders(environment);
  const demo = createDemoProvider();
  /** Those that may keep something open between two runs. */
  const kept = [...configured, ...(codex ? [codex.provider] : [])];
  const lists = new Map<string, AskedList>();
  /** `provider/model` of all that was ever listed. */
  const everListed = new Set<string>();
  /** When a `provider/model` was refused as withdrawn. */
  const refusedMs = new Map<string, number>();
  // So that the first to ask need not wait for it.
  void local?.found();

  return {
    async choose({ lane, model }) {
      const wanted = model === undefined ? await laneModel(lane) : namedModel(model);
      const provider = (await providers()).find(({ id }) => id === wanted.provider);
      if (!provider) throw new ProviderError('withdrawn', `No provider ${wanted.provider}`);
      // A run never waits for a list: of a model that was named, only what is known already counts.
      const list = lists.get(provider.id)?.known;
      const known = list?.find(({ id }) => id === wanted.model);
      if (list && !known && everListed.has(`${provider.id}/${wanted.model}`)) {
        throw new ProviderError('withdrawn', `${provider.name} lists ${wanted.model} no more`, {
          about: { provider, model: wanted.model },
        });
      }
      const description = known ?? { id: wanted.model };
      const traits = traitsOf(description);
      const settings = environment.lanes[lane];
      const effort = settings.effort ?? traits.effort[lane];
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
      for (const provider of kept) provider.prepare?.();
      const unreachable: { provider: string; kind: string }[] = [];
      const listed = await Promise.all(
        (await providers()).map(async (provider) => {
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
      const named = (lane: 'fast' | 'deep') =>
        laneModel(lane).then(
          ({ provider, model }) => `${provider}/${model}`,
          () => null,
        );
      const lanes = { fast: await named('fast'), deep: await named('deep') };
      return { models: listed.flat(), lanes, unreachable };
    },
    async nextBest(name, lane) {
      refusedMs.set(name, performance.now());
      const ownId = parseModelName(name)?.provider;
      const others = (await providers()).filter(({ id }) => id !== 'demo');
      const byNearness = others.toSorted((a, b) => Number(b.id === ownId) - Number(a.id === ownId));
      for (const provider of byNearness) {
        const next = await bestOf(provider, lane).catch(() => undefined);
        if (next) return `${provider.id}/${next.id}`;
      }
      return null;
    },
    async usesServerKey() {
      return (await providers()).some(({ id }) => id !== 'demo');
    },
    close() {
      for (const provider of kept) provider.close?.();
    },
  };

  /** Demo last, so that it is never chosen by itself where there is a real one. */
  async function providers(): Promise<readonly ModelProvider[]> {
    const signedIn = codex && (await codex.isSignedIn()) ? [codex.provider] : [];
    return [...configured, ...signedIn, ...((await local?.found()) ?? []), demo];
  }

  async function laneModel(lane: 'fast' | 'deep'): Promise<ModelName> {
    const configured = lane === 'deep' ? (environment.deepModel ?? environment.fastModel) : environment.fastModel;
    if (configured) return configured;
    const [provider = demo] = await providers();
    // Where all were refused, the best is asked again: a gateway that was away for a moment refuses everything.
    const model = (await bestOf(provider, lane)) ?? (await bestOf(provider, lane, () => true));
    if (!model) throw new ProviderError('withdrawn', `${provider.name} offers no model that writes text`);
    return { provider: provider.id, model: model.id };
  }

  /** The provider's best model for a lane, of those that it does not refuse. */
  async function bestOf(
    provider: ModelProvider,
    lane: 'fast' | 'deep',
    isOpen = (name: string) => !isRefused(name),
  ): Promise<ModelDescription | undefined> {
    const models = (await modelsOf(provider)).filter(({ id }) => isOpen(`${provider.id}/${id}`));
    // Demo's models are one program at several speeds: its own first one, which people can follow, is the usual one.
    if (provider.id === 'demo') return models[0];
    return lane === 'deep' ? chooseDeepModel(models) : chooseFastModel(models);
  }

  function isRefused(name: string): boolean {
    return performance.now() - (refusedMs.get(name) ?? -Infinity) < refusedForMs;
  }

  function modelsOf(provider: ModelProvider): Promise<readonly ModelDescription[]> {
    const known = lists.get(provider.id);
    const nowMs = performance.now();
    if (known && nowMs - known.askedMs < listFreshMs) return known.models;
    const models = provider.listModels(AbortSignal.timeout(listTimeoutMs));
    const asked: AskedList = { askedMs: nowMs, models, known: known?.known ?? null };
    lists.set(provider.id, asked);
    models.then(
      (listed) => {
        asked.known = listed;
        for (const { id } of listed) everListed.add(`${provider.id}/${id}`);
      },
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
