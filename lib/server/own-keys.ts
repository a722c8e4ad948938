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

/**
 * The keys that came with a request; null where none did. Throws an `HttpError` where they cannot be read, or name an
 * address that may not be asked; it never quotes them.
 */
export function readOwnKeys(
  request: Request,
  environment: Pick<Environment, 'takesBaseUrls' | 'compatible'>,
): OwnKeys | null {
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
  if (keys.compatible?.baseUrl !== undefined) requireAllowed(keys.compatible.baseUrl, environment);
  else if (keys.compatible && !environment.compatible) {
    const message =
      'This Flint has no compatible server that your key could be for: give its address, or forget the key.';
    throw new HttpError(422, 'no-compatible-server', message);
  }
  return Object.values(keys).some((one) => one !== undefined) ? keys : null;
}

function readJson(header: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(header, 'base64url')));
  } catch {
    return undefined;
  }
}

function requireAllowed(baseUrl: string, { takesBaseUrls }: Pick<Environment, 'takesBaseUrls'>): void {
  if (!takesBaseUrls) {
    throw new HttpError(403, 'custom-base-url', 'This Flint asks no servers at addresses of one’s own.');
  }
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  if (url?.protocol !== 'https:' || url.username || url.password || url.search || url.hash) {
    throw new HttpError(
      422,
      'bad-base-url',
      'The address must begin with https:// and have neither a password nor a query.',
    );
  }
}

/** A provider asked on a person's own key. */
export interface OwnAccount extends ModelAccount {
  /**
   * Whether the key is what it is asked on. A server that whoever runs Flint asks without a key takes any key there is,
   * and is paid for by them.
   */
  readonly isPaid: boolean;
}

/**
 * The providers that these keys are for. OpenAI is asked over HTTP: a socket would stay open on a person's key. An address
 * that they brought is reached only if it is public. Keeps the keys in nothing but what it gives.
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
        return await provider.listModels(signal);
      } catch (error) {
        throw clean(error);
      }
    },
  };
}
