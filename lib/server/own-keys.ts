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
export function readOwnKeys(request: Request, environment: Pick<Environment, 'takesBaseUrls'>): OwnKeys | null {
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

/**
 * The providers that these keys are for. OpenAI is asked over HTTP: a socket would stay open on a person's key. An address
 * that they brought is reached only if it is public. Keeps the keys in nothing but what it gives.
 */
export function providersOn(keys: OwnKeys, environment: Accounts): readonly ModelAccount[] {
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
    return {
      provider: keepSecret(provider, key),
      key: `${provider.id} ${createHash('sha256').update(`${key} ${baseUrl}`).digest('base64url')}`,
    };
  });
}

const publicFetch = createPublicFetch();

/** The provider, with errors that tell nothing of the key, whatever the server or a library says. */
function keepSecret(provider: ModelProvider, secret: string): ModelProvider {
  function clean(error: unknown): unknown {
    if (error instanceof DOMException && error.name === 'AbortError') return error;
    if (!(error instanceof ProviderError)) {
      return new ProviderError('network', 'It failed in a way that is not told, as a person’s own key was in use.');
    }
    const { kind, message, status, retryAfterMs } = error;
    return new ProviderError(kind, message.replaceAll(secret, '[key]'), { status, retryAfterMs });
  }
  return {
    id: provider.id,
    name: provider.name,
    isOnOwnKey: true,
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
