import OpenAI, { APIError } from 'openai';
import { createOptionalFields, type OptionalFields } from './optional-fields.ts';

/** What reaches a server that speaks OpenAI's HTTP. */
export interface OpenAiClientOptions {
  readonly apiKey?: string | undefined;
  readonly baseUrl: string;
  /** Node's own unless given. */
  readonly fetch?: typeof fetch | undefined;
}

/**
 * The `openai` package's client, kept from all that it does unasked: retries, log lines, and reading keys and
 * organizations out of the environment, which would then go to whichever server this is.
 */
export function createOpenAiClient({ apiKey, baseUrl, fetch: ask = fetch }: OpenAiClientOptions): OpenAI {
  return new OpenAI({
    apiKey: apiKey || 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    baseURL: baseUrl,
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: 'off',
    fetch: withErrorBody(ask),
    ...(!apiKey && { defaultHeaders: { Authorization: null } }),
  });
}

/** The fields that a server which speaks OpenAI's HTTP may not know (400 or 422), as it names them. */
export function createOpenAiOptionalFields(more: readonly string[] = []): OptionalFields {
  return createOptionalFields(
    [
      'reasoning.summary',
      'reasoning.effort',
      'reasoning_effort',
      'service_tier',
      'prediction',
      'stream_options',
      ...more,
    ],
    (error, field) => {
      if (!(error instanceof APIError) || (error.status !== 400 && error.status !== 422)) return false;
      return error.param ? error.param.startsWith(field) : error.message.includes(field);
    },
  );
}

/** Beyond every patience: how long to wait is not the package's to say. */
const timeoutMs = 24 * 3_600_000;

/**
 * The package keeps what stands under `error` in a refusal's body and drops all else. Cerebras puts `message`, `type` and
 * `code` at the top, FastAPI servers `detail`, Ollama a bare string: so it is put where the package looks.
 */
function withErrorBody(ask: typeof fetch): typeof fetch {
  return async (url, init) => {
    const response = await ask(url, init);
    if (response.ok) return response;
    const text = await response.text();
    let body: unknown = text;
    try {
      body = JSON.parse(text);
    } catch {
      // Not JSON, as from a proxy: the package quotes it as it is.
    }
    const headers = new Headers(response.headers);
    headers.delete('content-length');
    headers.delete('content-encoding');
    return new Response(typeof body === 'object' ? JSON.stringify({ error: errorIn(body) }) : text.slice(0, 2_000), {
      status: response.status,
      headers,
    });
  };
}

/** What a refusal's body says of the error, wherever the server puts it. */
export function errorIn(body: object | null): unknown {
  if (body === null) return undefined;
  const error = 'error' in body ? body.error : body;
  if (typeof error === 'string') return { message: error };
  if (typeof error === 'object' && error !== null && 'detail' in error && !('message' in error)) {
    return { ...error, message: error.detail };
  }
  return error;
}
