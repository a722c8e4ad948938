import type { ModelDescription, ModelProvider } from '../providers/model-provider.ts';

/** What providers said they offer, and what they refused, kept for a while. */
export interface ModelLists {
  /** As the provider lists them now, or did a short while ago. Throws a `ProviderError`. */
  of(account: ModelAccount): Promise<readonly ModelDescription[]>;
  /** What is known already, without asking; null where nothing is. */
  known(account: ModelAccount): readonly ModelDescription[] | null;
  /** Whether this provider ever listed a model. */
  wasListed(account: ModelAccount, model: string): boolean;
  /** A model was refused as withdrawn. */
  refuse(account: ModelAccount, model: string): void;
  /** Whether it was refused lately. Gateways refuse by mistake, too, so that does not count for long. */
  isRefused(account: ModelAccount, model: string): boolean;
}

/** A provider, asked on one account of it. */
export interface ModelAccount {
  readonly provider: ModelProvider;
  /** Tells accounts apart: a key may see other models than the next one. */
  readonly key: string;
  /** It is a person's, not the server's. */
  readonly isOwn?: true;
}

interface AccountLists {
  asked: { readonly atMs: number; readonly models: Promise<readonly ModelDescription[]> } | null;
  /** The list once it is here; until then the one before it. */
  known: readonly ModelDescription[] | null;
  readonly everListed: Set<string>;
  readonly refusedMs: Map<string, number>;
}

/** How long a provider's list of models is taken as current. */
const listFreshMs = 5 * 60_000;
const listTimeoutMs = 5_000;

/** How long a model that was refused is not chosen by itself. */
const refusedForMs = 10 * 60_000;

/** So many accounts of people are remembered; the one that was added first goes first. The server's are few, and stay. */
const mostOwnAccounts = 200;

/** Remembers in this process only. */
export function createModelLists(): ModelLists {
  const ofServer = new Map<string, AccountLists>();
  const ofPeople = new Map<string, AccountLists>();

  function listsOf({ key, isOwn }: ModelAccount): AccountLists {
    const accounts = isOwn ? ofPeople : ofServer;
    const known = accounts.get(key);
    if (known) return known;
    const lists: AccountLists = { asked: null, known: null, everListed: new Set(), refusedMs: new Map() };
    accounts.set(key, lists);
    for (const oldest of ofPeople.keys()) {
      if (ofPeople.size <= mostOwnAccounts) break;
      ofPeople.delete(oldest);
    }
    return lists;
  }

  return {
    of(account) {
      const lists = listsOf(account);
      const nowMs = performance.now();
      if (lists.asked && nowMs - lists.asked.atMs < listFreshMs) return lists.asked.models;
      const models = account.provider.listModels(AbortSignal.timeout(listTimeoutMs));
      const asked = { atMs: nowMs, models };
      lists.asked = asked;
      models.then(
        (listed) => {
          lists.known = listed;
          for (const { id } of listed) lists.everListed.add(id);
        },
        // A failure is not kept: the next one who asks tries again.
        () => {
          if (lists.asked === asked) lists.asked = null;
        },
      );
      return models;
    },
    known: (account) => listsOf(account).known,
    wasListed: (account, model) => listsOf(account).everListed.has(model),
    refuse: (account, model) => void listsOf(account).refusedMs.set(model, performance.now()),
    isRefused: (account, model) =>
      performance.now() - (listsOf(account).refusedMs.get(model) ?? -Infinity) < refusedForMs,
  };
}
