import type { Clock } from '../base/clock.ts';
import { createCompatible } from './compatible.ts';
import type { ModelProvider } from './model-provider.ts';
import { type LocalServer, usualLocalServers } from './usual-local-servers.ts';

/** The model servers of this machine that answer by themselves. */
export interface LocalServers {
  /**
   * Those that were there when last looked. Waits for a look only the first time, and then `patienceMs` at most; an older
   * look is renewed behind the answer.
   */
  found(): Promise<readonly ModelProvider[]>;
}

/** How long a server on loopback may take to list its models. */
const patienceMs = 300;

/** How long a look is taken as current. */
const freshMs = 30_000;

/** A list of models is never near this long: what is, is something else on that port. */
const longestList = 2_000_000;

/**
 * Looks for model servers on loopback: all at once, quickly, and again from time to time. What answers on one of the ports
 * is known by the list it gives: another program there is left alone, and another model server gets its own name.
 */
export function createLocalServers({
  clock,
  servers = usualLocalServers,
}: {
  readonly clock: Clock;
  readonly servers?: readonly LocalServer[];
}): LocalServers {
  /** By id and address: a provider remembers what its server refuses. */
  const providers = new Map<string, ModelProvider>();
  let last: readonly ModelProvider[] | null = null;
  let looking: Promise<readonly ModelProvider[]> | null = null;
  let lookedMs = -Infinity;

  async function look(): Promise<readonly ModelProvider[]> {
    const answers = await Promise.all(servers.map((server) => recognize(server, servers)));
    const found = new Map<string, ModelProvider>();
    for (const server of answers) {
      if (server && !found.has(server.id)) found.set(server.id, providerOf(server));
    }
    lookedMs = clock.monotonicMs();
    return (last = [...found.values()]);
  }

  function providerOf({ id, name, baseUrl }: LocalServer): ModelProvider {
    const key = `${id} ${baseUrl}`;
    const provider = providers.get(key) ?? createCompatible({ id, name, baseUrl });
    providers.set(key, provider);
    return provider;
  }

  return {
    async found() {
      if (last && clock.monotonicMs() - lookedMs < freshMs) return last;
      looking ??= look().finally(() => (looking = null));
      return last ?? looking;
    },
  };
}

/** Which server answers at this address; null when none does, or something that lists no models. */
async function recognize(expected: LocalServer, known: readonly LocalServer[]): Promise<LocalServer | null> {
  try {
    const response = await fetch(`${expected.baseUrl}/models`, {
      signal: AbortSignal.timeout(patienceMs),
      redirect: 'error',
      headers: { Accept: 'application/json' },
    });
    if (!response.ok || !response.headers.get('content-type')?.includes('json')) {
      await response.body?.cancel();
      return null;
    }
    const owners = ownersIn(await readShort(response));
    if (!owners) return null;
    const self = known.find(({ ownedBy }) => owners.includes(ownedBy));
    return self ? { ...expected, id: self.id, name: self.name } : expected;
  } catch {
    // Nobody there, too slow, or not a model server: it is not offered.
    return null;
  }
}

async function readShort(response: Response): Promise<unknown> {
  if (!response.body) return null;
  const parts: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const part of response.body) {
    sizeBytes += part.byteLength;
    if (sizeBytes > longestList) throw new Error('Too long for a list of models.');
    parts.push(part);
  }
  return JSON.parse(await new Blob(parts as Uint8Array<ArrayBuffer>[]).text());
}

/** Who owns the models of a list; null where it is no list of models. */
function ownersIn(body: unknown): readonly unknown[] | null {
  if (typeof body !== 'object' || body === null || !('data' in body) || !Array.isArray(body.data)) return null;
  const entries = body.data as readonly unknown[];
  const models = entries.filter((entry) => typeof entry === 'object' && entry !== null && 'id' in entry);
  if (models.length < entries.length) return null;
  return models.map((model) => ('owned_by' in model ? model.owned_by : undefined));
}
