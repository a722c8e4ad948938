import { APIConnectionError, APIError, APIUserAbortError } from 'openai';
import { ProviderError, type ProviderErrorKind } from './provider-error.ts';
import { readDurationMs, readRetryAfterMs } from './rate-limits.ts';

const messageLimit = 600;

/**
 * Turns whatever a call through the `openai` package threw into a `ProviderError` (one that already is, stays). The
 * error keeps no `cause`: the package's errors hold response headers and bodies, and some servers send the key back in
 * them. `secrets` are blotted out of the message; so is what looks like a key.
 */
export function readProviderError(error: unknown, secrets: readonly string[] = []): ProviderError {
  if (error instanceof ProviderError) return error;
  if (error instanceof APIUserAbortError) return new ProviderError('network', 'The request was given up.');
  if (error instanceof APIError && error.status !== undefined) {
    const { status, code, type, message, headers } = error;
    return readRefusal({ status, failure: { code, type, message }, headers }, secrets);
  }
  const isNetwork = error instanceof APIConnectionError || isBrokenConnection(wordsOf(error));
  return isNetwork
    ? readBrokenConnection(error, secrets)
    : new ProviderError('invalid', withoutSecrets(wordsOf(error), secrets));
}

/** Turns what was thrown because a server could not be reached, or was lost, into a `ProviderError`. */
export function readBrokenConnection(error: unknown, secrets: readonly string[] = []): ProviderError {
  return new ProviderError('network', withoutSecrets(wordsOf(error), secrets));
}

/** Turns an answer with an error's status into a `ProviderError`. `failure` is what its body says. */
export function readRefusal(
  {
    status,
    failure,
    headers,
  }: { readonly status: number; readonly failure: StreamFailure; readonly headers?: Headers | undefined },
  secrets: readonly string[] = [],
): ProviderError {
  const message = typeof failure.message === 'string' ? failure.message : JSON.stringify(failure);
  const kind = kindOf(status, { ...failure, message });
  const waits = kind === 'rate-limit' || kind === 'overloaded' || kind === 'quota';
  const retryAfterMs =
    (headers && waits ? readRetryAfterMs(headers, kind === 'rate-limit') : undefined) ??
    failure.retryAfterMs ??
    waitInWords(kind, message);
  return new ProviderError(kind, withoutSecrets(message, secrets), { status, retryAfterMs });
}

/** The facts of an error that a provider sends in place of more answer. */
export interface StreamFailure {
  readonly code?: unknown;
  readonly type?: unknown;
  readonly message?: unknown;
  /** How long to wait, where the error itself tells. */
  readonly retryAfterMs?: number | undefined;
}

/**
 * Turns an error that came inside a stream, after a 200, into a `ProviderError`. It has no status and no headers; a code
 * that nobody knows counts as the provider's own trouble, which asking again may get past.
 */
export function readStreamFailure(failure: StreamFailure, secrets: readonly string[] = []): ProviderError {
  const message = typeof failure.message === 'string' ? failure.message : JSON.stringify(failure);
  const status = numericStatus(failure.code);
  const kind = kindOf(status, { ...failure, message });
  return new ProviderError(kind, withoutSecrets(message, secrets), {
    status,
    retryAfterMs: failure.retryAfterMs ?? waitInWords(kind, message),
  });
}

/** Codes, types and statuses: OpenAI's and its followers', then Anthropic's, Google's and Mistral's. */
const kindOfCode: ReadonlyMap<string, ProviderErrorKind> = new Map([
  ['invalid_api_key', 'auth'],
  ['wrong_api_key', 'auth'],
  ['authentication_error', 'auth'],
  ['permission_denied', 'auth'],
  ['permission_error', 'auth'],
  ['model_not_found', 'withdrawn'],
  ['model_not_available', 'withdrawn'],
  ['model_decommissioned', 'withdrawn'],
  ['model_deprecated', 'withdrawn'],
  ['insufficient_quota', 'quota'],
  ['billing_hard_limit_reached', 'quota'],
  ['billing_not_active', 'quota'],
  ['rate_limit_exceeded', 'rate-limit'],
  ['rate_limit_error', 'rate-limit'],
  ['request_quota_exceeded', 'rate-limit'],
  ['token_quota_exceeded', 'rate-limit'],
  ['too_many_requests_error', 'rate-limit'],
  ['queue_exceeded', 'overloaded'],
  ['context_length_exceeded', 'context'],
  ['exceed_context_size_error', 'context'],
  ['string_above_max_length', 'context'],
  ['content_filter', 'refused'],
  ['content_policy_violation', 'refused'],
  ['invalid_prompt', 'refused'],
  ['bio_policy', 'refused'],
  ['cyber_policy', 'refused'],
  ['misalignment_policy_violation', 'refused'],
  ['server_error', 'overloaded'],
  ['server_is_overloaded', 'overloaded'],
  ['slow_down', 'overloaded'],
  ['overloaded_error', 'overloaded'],
  ['not_found_error', 'withdrawn'],
  ['billing_error', 'quota'],
  ['request_too_large', 'context'],
  ['api_error', 'overloaded'],
  ['timeout_error', 'overloaded'],
  ['UNAUTHENTICATED', 'auth'],
  ['PERMISSION_DENIED', 'auth'],
  ['API_KEY_INVALID', 'auth'],
  ['NOT_FOUND', 'withdrawn'],
  ['QUOTA_OF_THE_DAY', 'quota'],
  ['RESOURCE_EXHAUSTED', 'rate-limit'],
  ['UNAVAILABLE', 'overloaded'],
  ['INTERNAL', 'overloaded'],
  ['DEADLINE_EXCEEDED', 'overloaded'],
  ['invalid_model', 'withdrawn'],
  ['rate_limited', 'rate-limit'],
  ['service_tier_capacity_exceeded', 'overloaded'],
  ['internal_server_error', 'overloaded'],
]);

function kindOf(status: number | undefined, { code, type, message }: StreamFailure): ProviderErrorKind {
  const known = kindOfCode.get(String(code)) ?? kindOfCode.get(String(type));
  if (known) return known;
  if (isAboutMoney(message)) return 'quota';
  if (status === 403 && /moderation|flagged/i.test(String(message))) return 'refused';
  if (status === 401 || status === 403) return 'auth';
  if (status === 402) return 'quota';
  if (status === 404 || status === 410) return 'withdrawn';
  if (status === 413) return 'context';
  if (status === 429) return 'rate-limit';
  if (status === undefined || status >= 500 || status === 408 || status === 409) {
    return isAboutLength(message) ? 'context' : 'overloaded';
  }
  if (/not a valid model|invalid model/i.test(String(message))) return 'withdrawn';
  return isAboutLength(message) ? 'context' : 'invalid';
}

/** Anthropic says it with a 400. */
function isAboutMoney(message: unknown): boolean {
  return /credit balance is too low|insufficient credits/i.test(String(message));
}

/** Compatible servers say it in words only, each in its own. */
function isAboutLength(message: unknown): boolean {
  return /context (length|window|size)|maximum (context|prompt) length|prompt is too long|input token count/i.test(
    String(message),
  );
}

function numericStatus(code: unknown): number | undefined {
  const status = Number(code);
  return Number.isInteger(status) && status >= 400 && status < 600 ? status : undefined;
}

/** OpenAI says it in words too: "Please try again in 1.2s". In mid-stream there are only the words. */
function waitInWords(kind: ProviderErrorKind, message: string): number | undefined {
  if (kind !== 'rate-limit') return undefined;
  const duration = /try again in ((?:\d+(?:\.\d+)?(?:ms|[smhd]))+)/i.exec(message)?.[1];
  return duration === undefined ? undefined : readDurationMs(duration);
}

/** `fetch failed` and `terminated` say nothing; the reason is in the causes, and for two addresses in a list of them. */
function wordsOf(error: unknown): string {
  const words: string[] = [];
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const inner = at instanceof AggregateError ? at.errors.map(wordsOf).join(', ') : '';
    const code = 'code' in at && typeof at.code === 'string' && !at.message.includes(at.code) ? ` (${at.code})` : '';
    words.push(`${at.message}${code}${inner && `: ${inner}`}`);
  }
  return words.length > 0 ? words.join(': ') : String(error);
}

function isBrokenConnection(words: string): boolean {
  return /terminated|fetch failed|socket|network|other side closed|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|UND_ERR/i.test(
    words,
  );
}

function withoutSecrets(message: string, secrets: readonly string[]): string {
  let clean = message;
  for (const secret of secrets) if (secret !== '') clean = clean.replaceAll(secret, '[key]');
  return clean
    .replace(/\b(sk|csk|gsk)-[\w*-]{6,}/gi, '[key]')
    .replace(/\bBearer\s+\S+/gi, 'Bearer [key]')
    .replace(/\/\/[^/@\s]+@/g, '//[key]@')
    .slice(0, messageLimit);
}
