import type { ModelSource } from '../generation/model-source.ts';
import {
  chooseDeepModel,
  chooseFastModel,
  isKnownModel,
  maxOutputTokensFor,
  type ModelLane,
  type SpeedClass,
  traitsOf,
} from '../providers/catalog.ts';
import type { ModelDescription } from '../providers/model-provider.ts';
import { ProviderError } from '../providers/provider-error.ts';
import { type Environment, type ModelName, parseModelName } from './environment.ts';
import type { ModelAccount, ModelLists } from './model-lists.ts';

/** A model as the page's list shows it. */
export interface ListedModel {
  /** `provider/model`. */
  readonly id: string;
  readonly name: string;
  readonly provider: string;
  readonly providerName: string;
  /** Null of Demo, which is no model. */
  readonly traits: ListedTraits | null;
}

/** What is known of a model beforehand, for whoever chooses one. */
export interface ListedTraits {
  readonly contextTokens: number;
  /** The lanes it suits; none for what writes no code. */
  readonly lanes: readonly ModelLane[];
  /** Null where nothing is known of the model but its name: then the context is a guess too. */
  readonly speed: SpeedClass | null;
  /** Whether it can be told how much to think. */
  readonly canThink: boolean;
  /** Its provider said lately that there is no such model. */
  readonly isRefused: boolean;
}

/** All models that can be asked. */
export interface ListedModels {
  readonly models: readonly ListedModel[];
  /** Whom each lane asks by itself. */
  readonly lanes: Readonly<Record<'fast' | 'deep', string | null>>;
  /** Providers that do not answer, each with its failure's kind; `not-allowed` is a person's own that is not even asked. */
  readonly unreachable: readonly { readonly provider: string; readonly kind: string }[];
}

/** Models to choose from: by name, or a lane's own, or the next best. */
export interface ModelOffer extends ModelSource {
  list(): Promise<ListedModels>;
}

/**
 * The longest answer that is asked for: several files of the longest kind that is still written whole. Of a short context
 * it gets half at most, so that there is room for a question.
 */
const answerTokens = 16_000;

/** Chooses among the models of these accounts; a lane's own model is of the first of them, unless the settings name one. */
export function chooseAmong({
  accounts,
  lists,
  settings,
}: {
  accounts(): Promise<readonly ModelAccount[]>;
  readonly lists: ModelLists;
  readonly settings: Pick<Environment, 'fastModel' | 'deepModel' | 'lanes'>;
}): ModelOffer {
  return {
    async choose({ lane, model }) {
      const wanted = model === undefined ? await laneModel(lane) : namedModel(model);
      const account = (await accounts()).find(({ provider }) => provider.id === wanted.provider);
      if (!account) throw new ProviderError('withdrawn', `No provider ${wanted.provider}`);
      const { provider } = account;
      // A run never waits for a list: of a model that was named, only what is known already counts.
      const list = lists.known(account);
      const known = list?.find(({ id }) => id === wanted.model);
      if (list && !known && lists.wasListed(account, wanted.model)) {
        throw new ProviderError('withdrawn', `${provider.name} lists ${wanted.model} no more`, {
          about: { provider, model: wanted.model },
        });
      }
      const description = known ?? { id: wanted.model };
      const traits = traitsOf(description);
      const { tier } = settings.lanes[lane];
      const effort = settings.lanes[lane].effort ?? traits.effort[lane];
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
        ...(tier && { tier }),
        ...(provider.reservesOutput && { tightLimit: (wanted: number) => limitFor(Math.min(wanted, answerTokens)) }),
      };
    },
    async list() {
      const unreachable: { provider: string; kind: string }[] = [];
      const listed = await Promise.all(
        (await accounts()).map(async (account) => {
          try {
            return (await lists.of(account)).map((model) => describe(account, model));
          } catch (error) {
            unreachable.push({
              provider: account.provider.id,
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
      const refused = parseModelName(name);
      const all = await accounts();
      const own = all.find(({ provider }) => provider.id === refused?.provider);
      if (own && refused) lists.refuse(own, refused.model);
      const others = all.filter(({ provider }) => provider.id !== 'demo');
      for (const account of others.toSorted((a, b) => Number(b === own) - Number(a === own))) {
        const next = await bestOf(account, lane).catch(() => undefined);
        if (next) return `${account.provider.id}/${next.id}`;
      }
      return null;
    },
  };

  async function laneModel(lane: 'fast' | 'deep'): Promise<ModelName> {
    const configured = lane === 'deep' ? (settings.deepModel ?? settings.fastModel) : settings.fastModel;
    if (configured) return configured;
    const [account] = await accounts();
    if (!account) throw new ProviderError('withdrawn', 'There is no provider');
    // Where all were refused, the best is asked again: a gateway that was away for a moment refuses everything.
    const model = (await bestOf(account, lane)) ?? (await bestOf(account, lane, () => true));
    if (!model) throw new ProviderError('withdrawn', `${account.provider.name} offers no model that writes text`);
    return { provider: account.provider.id, model: model.id };
  }

  /** The account's best model for a lane, of those that it does not refuse. */
  async function bestOf(
    account: ModelAccount,
    lane: 'fast' | 'deep',
    isOpen = (model: string) => !lists.isRefused(account, model),
  ): Promise<ModelDescription | undefined> {
    const models = (await lists.of(account)).filter(({ id }) => isOpen(id));
    // Demo's models are one program at several speeds: its own first one, which people can follow, is the usual one.
    if (account.provider.id === 'demo') return models[0];
    return lane === 'deep' ? chooseDeepModel(models) : chooseFastModel(models);
  }

  function describe(account: ModelAccount, model: ModelDescription): ListedModel {
    const { provider } = account;
    const { contextTokens, lanes, speed, effort } = traitsOf(model);
    return {
      id: `${provider.id}/${model.id}`,
      name: model.name ?? model.id,
      provider: provider.id,
      providerName: provider.name,
      traits:
        provider.id === 'demo'
          ? null
          : {
              contextTokens,
              lanes,
              speed: isKnownModel(model) ? speed : null,
              canThink: Object.keys(effort).length > 0,
              isRefused: lists.isRefused(account, model.id),
            },
    };
  }
}

function namedModel(name: string): ModelName {
  const parsed = parseModelName(name);
  // Some adapters put the name into an address.
  if (!parsed || /[?#\\%\s]|(^|\/)\.{1,2}(\/|$)/.test(name)) throw new ProviderError('withdrawn', 'Not a model’s name');
  return parsed;
}
