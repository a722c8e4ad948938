import { ok, refuse, type Result } from '../base/result.ts';
import type { TokenLimits } from '../log/token-ledger.ts';
import type { Effort, ServiceTier } from '../providers/model-provider.ts';
import type { OpenAiTransport } from '../providers/openai-responses.ts';
import { usualLocalServers } from '../providers/usual-local-servers.ts';

/** What whoever runs Flint has configured, checked. */
export interface Environment {
  readonly openAi: (Account & { readonly transport: OpenAiTransport }) | null;
  readonly cerebras: Account | null;
  readonly anthropic: Account | null;
  readonly google: Account | null;
  readonly mistral: Account | null;
  readonly openRouter: Account | null;
  readonly compatible: { readonly baseUrl: string; readonly apiKey: string | null } | null;
  /** Whether model servers of this machine are looked for: Ollama, LM Studio, llama.cpp, vLLM. */
  readonly discovers: boolean;
  /** People may bring keys for compatible servers at addresses of their own. */
  readonly takesBaseUrls: boolean;
  /** The local Codex sign-in may be used. */
  readonly usesCodex: boolean;
  readonly fastModel: ModelName | null;
  readonly deepModel: ModelName | null;
  readonly lanes: Readonly<Record<'fast' | 'deep', LaneSettings>>;
  readonly dataDirectory: string;
  /** Postgres, instead of the embedded store in `dataDirectory`. */
  readonly databaseUrl: string | null;
  /** Redis, between several instances. */
  readonly redisUrl: string | null;
  /** Sessions without an event for so many days are erased; null: they are kept for ever. */
  readonly retentionDays: number | null;
  readonly publicUrl: string | null;
  readonly accessCode: string | null;
  /** What may be used of the models in a day, by one session and by all of them. */
  readonly tokenLimits: TokenLimits;
  /** Where the preview gets modules that Flint does not have, without a slash at the end; null: nowhere. */
  readonly moduleCdn: string | null;
  /** Where Python gets packages that Flint does not have, with a slash at the end; null: nowhere. */
  readonly pythonIndex: string | null;
  /** Only this machine can reach the server. */
  readonly isLocalOnly: boolean;
}

/** How a lane's models are asked; null leaves it to what is known of the model, and to the account. */
export interface LaneSettings {
  readonly effort: Effort | null;
  readonly tier: ServiceTier | null;
}

/** A key at a vendor, and where the vendor is asked, unless at its own address. */
export interface Account {
  readonly apiKey: string;
  readonly baseUrl: string | null;
}

/** A model as people name it: `provider/model`. */
export interface ModelName {
  readonly provider: string;
  readonly model: string;
}

/** Which variable is wrong, and what would be right, in one line. */
export interface EnvironmentRefusal {
  readonly name: string;
  readonly message: string;
}

const usualModuleCdn = 'https://esm.sh';
/** Of the Pyodide that Flint serves. */
const usualPythonIndex = 'https://cdn.jsdelivr.net/pyodide/v314.0.7/full/';

const providerIds = ['openai', 'cerebras', 'anthropic', 'google', 'mistral', 'openrouter', 'compatible', 'demo'];
const localProviderIds = usualLocalServers.map(({ id }) => id);

/** Reads the configuration. The first malformed value is told by its name; an empty one counts as absent. */
export function readEnvironment(
  variables: Readonly<Record<string, string | undefined>>,
): Result<Environment, EnvironmentRefusal> {
  try {
    return ok(read(variables));
  } catch (error) {
    if (error instanceof Malformed) return refuse({ name: error.variable, message: error.message });
    throw error;
  }
}

/** Reads `provider/model`; null when it is not one. */
export function parseModelName(text: string): ModelName | null {
  const slash = text.indexOf('/');
  if (slash <= 0 || slash === text.length - 1) return null;
  return { provider: text.slice(0, slash), model: text.slice(slash + 1) };
}

/** The provider of a `provider/model`; empty where it is none. */
export function providerOf(model: string): string {
  return parseModelName(model)?.provider ?? '';
}

function read(variables: Readonly<Record<string, string | undefined>>): Environment {
  const text = (name: string) => variables[name]?.trim() || null;
  const url = (name: string) => {
    const value = text(name);
    if (value === null) return null;
    const parsed = URL.canParse(value) ? new URL(value) : null;
    if (parsed?.protocol !== 'http:' && parsed?.protocol !== 'https:') {
      throw new Malformed(name, `${name} must be an http or https address`);
    }
    return value.replace(/\/+$/, '');
  };
  const source = (name: string, usual: string) => {
    const value = text(name);
    if (value === 'off') return null;
    if (value !== null && !/^https?:\/\/[\w.:[\]-]+(?:\/[\w.~%@+/-]*)?$/.test(value)) {
      throw new Malformed(name, `${name} must be an http or https address without a query, or off`);
    }
    return (url(name) ?? usual).replace(/\/+$/, '');
  };
  /** Never told in a refusal: there may be a password in it. */
  const serviceUrl = (name: string, schemes: readonly string[]) => {
    const value = text(name);
    if (value === null) return null;
    const scheme = URL.canParse(value) ? new URL(value).protocol.slice(0, -1) : '';
    if (!schemes.includes(scheme)) {
      const forms = schemes.map((each) => `${each}://`).join(' or ');
      throw new Malformed(
        name,
        `${name} must be a ${forms} address, with what is special in its password percent-encoded`,
      );
    }
    return value;
  };
  /** A base URL alone is a server of one's own that asks for no key. */
  const account = (prefix: string): Account | null => {
    const apiKey = text(`${prefix}_API_KEY`);
    const baseUrl = url(`${prefix}_BASE_URL`);
    return apiKey !== null || baseUrl !== null ? { apiKey: apiKey ?? 'none', baseUrl } : null;
  };
  const modelName = (name: string) => {
    const value = text(name);
    if (value === null) return null;
    const parsed = parseModelName(value);
    const known = [...providerIds, ...localProviderIds, 'codex'];
    if (!parsed || !known.includes(parsed.provider)) {
      throw new Malformed(name, `${name} must be provider/model, with a provider of ${known.join(', ')}`);
    }
    return parsed;
  };
  const oneOf = <Value extends string>(name: string, values: readonly Value[]): Value | null => {
    const value = text(name);
    if (value === null) return null;
    const known = values.find((each) => each === value);
    if (known === undefined) throw new Malformed(name, `${name} must be one of ${values.join(', ')}`);
    return known;
  };
  const tokens = (name: string): number | null => {
    const value = text(name);
    if (value === null) return null;
    const count = /^\d+(_\d+)*$/.test(value) ? Number(value.replaceAll('_', '')) : 0;
    if (count < 1 || !Number.isSafeInteger(count)) {
      throw new Malformed(name, `${name} must be a whole number of tokens from 1 on, such as 200_000`);
    }
    return count;
  };
  const lane = (name: 'FAST' | 'DEEP'): LaneSettings => ({
    effort: oneOf(`FLINT_${name}_EFFORT`, ['minimal', 'low', 'medium', 'high']),
    tier: oneOf(`FLINT_${name}_TIER`, ['auto', 'default', 'flex', 'priority', 'fast', 'ultrafast']),
  });

  const openAi = account('OPENAI');
  const transport = oneOf('FLINT_OPENAI_TRANSPORT', ['auto', 'http', 'websocket']) ?? 'auto';
  const compatibleUrl = url('FLINT_COMPATIBLE_BASE_URL');
  const compatibleKey = text('FLINT_COMPATIBLE_API_KEY');
  if (compatibleKey !== null && compatibleUrl === null) {
    throw new Malformed(
      'FLINT_COMPATIBLE_API_KEY',
      'FLINT_COMPATIBLE_API_KEY needs FLINT_COMPATIBLE_BASE_URL beside it',
    );
  }
  checkPort(variables['PORT']?.trim());
  const usesCodex = oneOf('FLINT_CODEX', ['0', '1']) === '1';
  if (usesCodex && !isLoopback(text('HOST') ?? 'localhost')) {
    throw new Malformed(
      'FLINT_CODEX',
      'FLINT_CODEX=1 would lend this machine’s Codex sign-in to whoever reaches it: HOST must be a loopback address',
    );
  }
  const environment: Environment = {
    openAi: openAi && { ...openAi, transport },
    cerebras: account('CEREBRAS'),
    anthropic: account('ANTHROPIC'),
    google: account('GOOGLE_GENERATIVE_AI'),
    mistral: account('MISTRAL'),
    openRouter: account('OPENROUTER'),
    compatible: compatibleUrl === null ? null : { baseUrl: compatibleUrl, apiKey: compatibleKey },
    takesBaseUrls: oneOf('FLINT_CUSTOM_BASE_URLS', ['0', '1']) === '1',
    usesCodex,
    discovers: compatibleUrl === null && readSwitch('FLINT_DISCOVER', text('FLINT_DISCOVER')),
    fastModel: modelName('FLINT_FAST_MODEL'),
    deepModel: modelName('FLINT_DEEP_MODEL'),
    lanes: { fast: lane('FAST'), deep: lane('DEEP') },
    dataDirectory: text('FLINT_DATA_DIR') ?? '.flint',
    databaseUrl: serviceUrl('DATABASE_URL', ['postgres', 'postgresql']),
    redisUrl: serviceUrl('REDIS_URL', ['redis', 'rediss']),
    retentionDays: readRetentionDays(text('FLINT_RETENTION_DAYS')),
    publicUrl: url('FLINT_PUBLIC_URL'),
    accessCode: text('FLINT_ACCESS_CODE'),
    tokenLimits: { session: tokens('FLINT_SESSION_TOKENS'), day: tokens('FLINT_DAILY_TOKENS') },
    moduleCdn: source('FLINT_ESM_CDN', usualModuleCdn),
    pythonIndex: withSlash(source('FLINT_PYTHON_INDEX', usualPythonIndex)),
    isLocalOnly: isLoopback(text('HOST') ?? ''),
  };
  for (const name of ['FLINT_FAST_MODEL', 'FLINT_DEEP_MODEL'] as const) {
    const wanted = name === 'FLINT_FAST_MODEL' ? environment.fastModel : environment.deepModel;
    if (wanted && !isConfigured(environment, wanted.provider)) {
      throw new Malformed(name, `${name} names ${wanted.provider}, which has no key or address here`);
    }
  }
  return environment;
}

function withSlash(address: string | null): string | null {
  return address === null ? null : `${address}/`;
}

/** Whether a name always means the machine itself. */
export function isLoopback(hostName: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/.test(hostName);
}

function isConfigured(environment: Environment, provider: string): boolean {
  switch (provider) {
    case 'openai':
      return environment.openAi !== null;
    case 'cerebras':
      return environment.cerebras !== null;
    case 'anthropic':
      return environment.anthropic !== null;
    case 'google':
      return environment.google !== null;
    case 'mistral':
      return environment.mistral !== null;
    case 'openrouter':
      return environment.openRouter !== null;
    case 'compatible':
      return environment.compatible !== null;
    case 'codex':
      return environment.usesCodex;
    default:
      return provider === 'demo' || (environment.discovers && localProviderIds.includes(provider));
  }
}

function readSwitch(name: string, value: string | null): boolean {
  if (value !== null && value !== 'on' && value !== 'off') throw new Malformed(name, `${name} must be on or off`);
  return value !== 'off';
}

function readRetentionDays(days: string | null): number | null {
  if (days === null) return 90;
  if (!/^\d{1,5}$/.test(days)) {
    throw new Malformed(
      'FLINT_RETENTION_DAYS',
      'FLINT_RETENTION_DAYS must be a whole number of days, or 0 to keep sessions for ever',
    );
  }
  return Number(days) || null;
}

function checkPort(port: string | undefined): void {
  if (!port) return;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new Malformed('PORT', 'PORT must be a number from 0 to 65535');
}

class Malformed extends Error {
  readonly variable: string;

  constructor(variable: string, message: string) {
    super(message);
    this.variable = variable;
  }
}
