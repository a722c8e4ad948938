import { createHash } from 'node:crypto';
import { z } from 'zod';
import { createCompatible } from '../providers/compatible.ts';
import type { ModelProvider } from '../providers/model-provider.ts';
import { ProviderError } from '../providers/provider-error.ts';
import { createPublicFetch } from './public-fetch.ts';
import { type Accounts, createProviders } from './configured-providers.ts';
import type { Environment } from './environment.ts';
import { HttpError } from './http-error.ts';
import type { ModelAccount } from './model-lists.ts';

/** The header that a person's own keys come in, with nothing but what asks a model, or lists models. */
export const ownKeysHeader = 'x-flint-provider-keys';

/** Well within what Node and the usual proxies take for all headers together. */
const headerLimit = 6_000;

const account = z.strictObject({ key: z.string().regex(/^[\x21-\x7e]{1,500}$/) });

const keysSchema = z.strictObject({
  openai: account.optional(),
  cerebras: account.optional(),
  anthropic: account.optional(),
  google: account.optional(),
  mistral: account.optional(),
  openrouter: account.optional(),
  /** With `/v1`; without an address it is the server's own compatible one. */
  compatible: account.extend({ baseUrl: z.string().max(500).optional() }).optional(),
});

/** A person's own keys, for as long as one request or one run needs them. */
export type OwnKeys = z.infer<typeof keysSchema>;

/** The keys that came with a request; null where none did. Throws an `HttpError` that never quotes them where they cannot be read. */
export function readOwnKeys(request: Request): OwnKeys | null {
  const header = request.headers.get(ownKeysHeader);
  if (header === null) return null;
  const parsed = keysSchema.safeParse(header.length <= headerLimit ? readJson(header) : undefined);
  if (!parsed.success) {
    throw new HttpError(
      400,
      'bad-provider-keys',
      `X-Flint-Provider-Keys must be base64url of JSON such as {"openai":{"key":"…"}}, of ${headerLimit / 1_000} KB at most.`,
    );
  }
  const keys = parsed.data;
  return Object.values(keys).some((one) => one !== undefined) ? keys : null;
}

function readJson(header: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(header, 'base64url')));
  } catch {
    return undefined;
  }
}

/**
 * What is said to who asks on the key for a compatible server where that may not be asked, or there is none; null where
 * it may be. A browser can have kept a key from before that was so: it stands in the way of nothing else.
 */
export function refusalOfCompatible(
  { compatible }: OwnKeys,
  environment: Pick<Environment, 'takesBaseUrls' | 'compatible'>,
): HttpError | null {
  if (!compatible) return null;
  const { baseUrl } = compatible;
  if (baseUrl === undefined) {
    if (environment.compatible) return null;
    const message =
      'This Flint has no compatible server that your key could be for: give its address, or forget the key.';
    return new HttpError(422, 'no-compatible-server', message);
  }
  if (!environment.takesBaseUrls) {
    const message =
      'This Flint asks no servers at addresses of one’s own: forget the key for yours, or take another model.';
    return new HttpError(403, 'custom-base-url', message);
  }
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  if (url?.protocol === 'https:' && !url.username && !url.password && !url.search && !url.hash) return null;
  const message = 'The address must begin with https:// and have neither a password nor a query.';
  return new HttpError(422, 'bad-base-url', message);
}

/** A provider asked on a person's own key. */
export interface OwnAccount extends ModelAccount {
  readonly isOwn: true;
  /**
   * Whether the key is what it is asked on. A server that whoever runs Flint asks without a key takes any key there is,
   * and is paid for by them.
   */
  readonly isPaid: boolean;
}

/**
 * The providers that these keys are for; whether the compatible one may be asked is for the caller to know. OpenAI is asked
 * over HTTP: a socket would stay open on a person's key. An address that they brought is reached only if it is public.
 * Keeps the keys in nothing but what it gives.
 */
export function providersOn(keys: OwnKeys, environment: Accounts): readonly OwnAccount[] {
  const { openai, cerebras, anthropic, google, mistral, openrouter, compatible } = keys;
  const on = (own: { readonly key: string } | undefined, server: { readonly baseUrl: string | null } | null) =>
    own ? { apiKey: own.key, baseUrl: server?.baseUrl ?? null } : null;
  const openAi = on(openai, environment.openAi);
  const atServers = environment.compatible?.baseUrl;
  const providers = createProviders({
    openAi: openAi && { ...openAi, transport: 'http' },
    cerebras: on(cerebras, environment.cerebras),
    anthropic: on(anthropic, environment.anthropic),
    google: on(google, environment.google),
    mistral: on(mistral, environment.mistral),
    openRouter: on(openrouter, environment.openRouter),
    compatible:
      compatible && compatible.baseUrl === undefined && atServers !== undefined
        ? { apiKey: compatible.key, baseUrl: atServers }
        : null,
  });
  const elsewhere =
    compatible?.baseUrl === undefined
      ? []
      : [
          createCompatible({
            apiKey: compatible.key,
            baseUrl: compatible.baseUrl.replace(/\/+$/, ''),
            fetch: publicFetch,
          }),
        ];
  return [...providers, ...elsewhere].map((provider) => {
    const { key, baseUrl = '' } = { ...keys[provider.id as keyof OwnKeys] } as { key: string; baseUrl?: string };
    const isPaid = baseUrl !== '' || checksKeys(provider.id, environment);
    return {
      provider: keepSecret(provider, isPaid),
      isPaid,
      isOwn: true,
      key: `${provider.id} ${createHash('sha256').update(`${key} ${baseUrl}`).digest('base64url')}`,
    };
  });
}

/** Vendors do at their own addresses; elsewhere it is known where the server's own account needs a key. */
function checksKeys(
  providerId: string,
  { openAi, cerebras, anthropic, google, mistral, openRouter, compatible }: Accounts,
): boolean {
  if (providerId === 'compatible') return compatible?.apiKey != null;
  const accounts = { openai: openAi, cerebras, anthropic, google, mistral, openrouter: openRouter };
  const server = accounts[providerId as keyof typeof accounts];
  return server === null || server.baseUrl === null || server.apiKey !== 'none';
}

const publicFetch = createPublicFetch();

/** So much of what somebody's server lists is kept. */
const mostModels = 1_000;

/** The provider, with errors that tell nothing of what it said: providers quote keys, whole, in part and masked. */
function keepSecret(provider: ModelProvider, isPaid: boolean): ModelProvider {
  function clean(error: unknown): unknown {
    if (error instanceof DOMException && error.name === 'AbortError') return error;
    const { kind, status, retryAfterMs } = error instanceof ProviderError ? error : new ProviderError('network', '');
    const told = `${provider.name}, asked on a person’s own key: ${kind}${status === undefined ? '' : `, status ${status}`}`;
    return new ProviderError(kind, told, { status, retryAfterMs });
  }
  return {
    id: provider.id,
    name: provider.name,
    ...(isPaid && { isOnOwnKey: true }),
    ...(provider.reservesOutput && { reservesOutput: true }),
    async *generate(request, signal) {
      try {
        yield* provider.generate(request, signal);
      } catch (error) {
        throw clean(error);
      }
    },
    async listModels(signal) {
      try {
        const listed = await provider.listModels(signal);
        return listed.filter(({ id, name = '' }) => id.length <= 200 && name.length <= 200).slice(0, mostModels);
      } catch (error) {
        throw clean(error);
      }
    },
  };
}
