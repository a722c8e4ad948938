import { createStore } from 'zustand/vanilla';
import { readStored, store } from '../ui/storage.ts';
import { words } from '../words.ts';

/** Whom a person can bring a key for, by the provider's id. */
export const keyProviders = [
  'openai',
  'cerebras',
  'anthropic',
  'google',
  'mistral',
  'openrouter',
  'compatible',
] as const;

export type KeyProvider = (typeof keyProviders)[number];

export interface OwnKey {
  readonly key: string;
  /** Of a compatible server of one's own, with `/v1`. */
  readonly baseUrl?: string;
}

export type OwnKeys = { readonly [Provider in KeyProvider]?: OwnKey };

const storageKey = 'flint:provider-keys';

/** The person's own keys. They are kept in this browser, and go to the server with what asks a model, and with nothing else. */
export const ownKeys = createStore<{ readonly keys: OwnKeys }>(() => ({
  keys: readKeys(readStored('local', storageKey)),
}));

if (typeof window !== 'undefined') {
  // Another tab keeps or forgets one.
  window.addEventListener('storage', ({ key, newValue }) => {
    if (key === storageKey || key === null) ownKeys.setState({ keys: readKeys(key === null ? null : newValue) });
  });
}

/** Keeps a key for this and later visits. */
export function keepKey(provider: KeyProvider, key: OwnKey): void {
  keep({ ...ownKeys.getState().keys, [provider]: key });
}

export function forgetKey(provider: KeyProvider): void {
  const { [provider]: _forgotten, ...others } = ownKeys.getState().keys;
  keep(others);
}

/** All keys as `X-Flint-Provider-Keys` takes them; null where there are none. */
export function keysHeader(): string | null {
  const { keys } = ownKeys.getState();
  if (Object.keys(keys).length === 0) return null;
  const bytes = new TextEncoder().encode(JSON.stringify(keys));
  return btoa(String.fromCodePoint(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

/** Whether a model (`provider/model`) is asked on a key of the person's own. */
export function isOnOwnKey(keys: OwnKeys, model: string): boolean {
  return Object.hasOwn(keys, model.slice(0, model.indexOf('/')));
}

/** Whether there is a key for a provider, by the name that people read. */
export function hasKeyFor(keys: OwnKeys, providerName: string | undefined): boolean {
  const names: Readonly<Record<KeyProvider, string>> = words.models.keys.names;
  return keyProviders.some((provider) => names[provider] === providerName && keys[provider] !== undefined);
}

function keep(keys: OwnKeys): void {
  store('local', storageKey, Object.keys(keys).length === 0 ? null : JSON.stringify(keys));
  ownKeys.setState({ keys });
}

/** What is stored may be from another version, or somebody's doing: only what has the right form counts. */
function readKeys(stored: string | null): OwnKeys {
  let found: unknown;
  try {
    found = JSON.parse(stored ?? '{}');
  } catch {
    return {};
  }
  if (typeof found !== 'object' || found === null) return {};
  const all = found as Readonly<Record<string, Partial<OwnKey> | null>>;
  return Object.fromEntries(
    keyProviders.flatMap((provider) => {
      const { key, baseUrl } = all[provider] ?? {};
      if (typeof key !== 'string' || key === '') return [];
      return [[provider, { key, ...(typeof baseUrl === 'string' ? { baseUrl } : {}) }]];
    }),
  );
}
