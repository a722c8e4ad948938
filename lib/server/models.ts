import { systemClock } from '../base/clock.ts';
import { createDemoProvider } from '../providers/demo/demo-provider.ts';
import { createLocalServers, type LocalServers } from '../providers/local-servers.ts';
import type { ModelProvider } from '../providers/model-provider.ts';
import { chooseAmong, type ModelOffer } from './choose-models.ts';
import { createProviders } from './configured-providers.ts';
import { type Environment, providerOf } from './environment.ts';
import type { LocalCodex } from './local-codex.ts';
import { createModelLists, type ModelAccount } from './model-lists.ts';
import type { HttpError } from './http-error.ts';
import { type OwnKeys, providersOn, refusalOfCompatible } from './own-keys.ts';

/** The models this server can ask. */
export interface Models extends ModelOffer {
  /**
   * The models for somebody who brings keys of their own: those come first, and in place of the server's at the same
   * providers. Without `sharesServerKeys` there is nothing else but Demo. Keeps none of the keys.
   */
  withKeys(keys: OwnKeys, options: { readonly sharesServerKeys: boolean }): KeyedModels;
  /** Whether asking this provider costs whoever runs the server something. */
  usesServerKey(): Promise<boolean>;
  /** Closes what the providers keep open for a next request. */
  close(): void;
}

/** Models of which some are asked on a person's own keys. */
export interface KeyedModels extends ModelOffer {
  /** Whether asking this provider costs whoever runs the server nothing. */
  isFree(providerId: string): boolean;
  /**
   * What is said to who asks these providers, where one is a server of their own that may not be asked; null where none
   * is. Where no provider is named, it is said to who has no other key.
   */
  refusal(providerIds: readonly string[]): HttpError | null;
}

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
  const lists = createModelLists();
  // So that the first to ask need not wait for it.
  void local?.found();
  const offer = chooseAmong({ accounts: serverAccounts, lists, settings: environment });

  return {
    ...offer,
    list() {
      // Whoever looks at the list has a page open, and asks for something soon.
      for (const provider of kept) provider.prepare?.();
      return offer.list();
    },
    withKeys(keys, { sharesServerKeys }) {
      const refused = refusalOfCompatible(keys, environment);
      const asked = refused ? { ...keys, compatible: undefined } : keys;
      // Without a share in what the server pays for, a key that nobody checks opens nothing.
      const own = providersOn(asked, environment).filter(({ isPaid }) => isPaid || sharesServerKeys);
      const ownIds = new Set([...own.map(({ provider }) => provider.id), ...(refused ? ['compatible'] : [])]);
      const paidIds = new Set(own.filter(({ isPaid }) => isPaid).map(({ provider }) => provider.id));
      const offered = chooseAmong({
        async accounts() {
          const others = sharesServerKeys ? await serverAccounts() : [{ provider: demo, key: demo.id }];
          return [...own, ...others.filter(({ provider }) => !ownIds.has(provider.id))];
        },
        lists,
        // The settings name models of the server's accounts; who brings a key means to use it.
        settings: {
          lanes: environment.lanes,
          fastModel: ownOnly(environment.fastModel),
          deepModel: ownOnly(environment.deepModel),
        },
      });
      return {
        ...offered,
        async list() {
          const listed = await offered.list();
          if (!refused) return listed;
          return { ...listed, unreachable: [...listed.unreachable, { provider: 'compatible', kind: 'not-allowed' }] };
        },
        refusal: (ids) => ((ids.length === 0 ? own.length === 0 : ids.includes('compatible')) ? refused : null),
        isFree: (providerId) => providerId === demo.id || paidIds.has(providerId),
        isOwn: (model) => ownIds.has(providerOf(model)),
      };

      function ownOnly(model: Environment['fastModel']): Environment['fastModel'] {
        return model && ownIds.has(model.provider) ? model : null;
      }
    },
    async usesServerKey() {
      return (await serverAccounts()).some(({ provider }) => provider.id !== demo.id);
    },
    close() {
      for (const provider of kept) provider.close?.();
    },
  };

  /** Demo last, so that it is never chosen by itself where there is a real one. */
  async function serverAccounts(): Promise<readonly ModelAccount[]> {
    const signedIn = codex && (await codex.isSignedIn()) ? [codex.provider] : [];
    const providers: readonly ModelProvider[] = [...configured, ...signedIn, ...((await local?.found()) ?? []), demo];
    return providers.map((provider) => ({ provider, key: provider.id }));
  }
}
