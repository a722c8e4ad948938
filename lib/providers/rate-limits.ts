/** One limit as the headers tell it: `x-ratelimit-remaining-tokens-minute` and its reset. */
interface Limit {
  readonly unit: 'requests' | 'tokens';
  readonly remaining: number | undefined;
  readonly resetMs: number | undefined;
}

/** What is left at a provider. */
export interface RateLimits {
  readonly remainingRequests?: number;
  readonly remainingTokens?: number;
  readonly resetMs?: number;
}

/**
 * Reads the `x-ratelimit-*` headers: OpenAI's, with durations like `6m0s`, and those with a window at the end
 * (`-minute`, `-hour`, `-day`, as Cerebras has), with seconds. Of several windows the tightest counts. `resetMs` is when
 * what is used up comes back; with nothing used up, when the first limit is renewed. `undefined` when there are none.
 */
export function readRateLimits(headers: Headers): RateLimits | undefined {
  const limits = limitsOf(headers);
  const remainingRequests = least(limits.filter(({ unit }) => unit === 'requests').map(({ remaining }) => remaining));
  const remainingTokens = least(limits.filter(({ unit }) => unit === 'tokens').map(({ remaining }) => remaining));
  const resetMs = resetOf(limits);
  if (remainingRequests === undefined && remainingTokens === undefined && resetMs === undefined) return undefined;
  return {
    ...(remainingRequests !== undefined && { remainingRequests }),
    ...(remainingTokens !== undefined && { remainingTokens }),
    ...(resetMs !== undefined && { resetMs }),
  };
}

/**
 * How long the provider asks to wait: `retry-after-ms`, then `retry-after` (seconds or an HTTP date), then the reset of
 * the limits, where `withResets` says that a limit was the reason.
 */
export function readRetryAfterMs(headers: Headers, withResets: boolean, nowMs = Date.now()): number | undefined {
  const inMs = numberOf(headers.get('retry-after-ms'));
  if (inMs !== undefined) return inMs;
  const retryAfter = headers.get('retry-after');
  const inSeconds = numberOf(retryAfter);
  if (inSeconds !== undefined) return inSeconds * 1000;
  const dateMs = retryAfter ? Date.parse(retryAfter) : Number.NaN;
  if (!Number.isNaN(dateMs)) return Math.max(0, dateMs - nowMs);
  return withResets ? resetOf(limitsOf(headers)) : undefined;
}

/** Milliseconds of `20ms`, `1.5s`, `6m0s`, `1h2m3s`, or a bare number of seconds. */
export function readDurationMs(text: string): number | undefined {
  const seconds = numberOf(text);
  if (seconds !== undefined) return seconds * 1000;
  if (!/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(text)) return undefined;
  let sumMs = 0;
  for (const [, amount, unit] of text.matchAll(/([\d.]+)(ms|s|m|h|d)/g))
    sumMs += Number(amount) * unitMs[unit as keyof typeof unitMs];
  return Math.round(sumMs);
}

const unitMs = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function limitsOf(headers: Headers): Limit[] {
  const limits: Limit[] = [];
  for (const unit of ['requests', 'tokens'] as const) {
    for (const window of ['', '-minute', '-hour', '-day']) {
      const remaining = numberOf(headers.get(`x-ratelimit-remaining-${unit}${window}`));
      const resetMs = readDurationMs(headers.get(`x-ratelimit-reset-${unit}${window}`) ?? '');
      if (remaining !== undefined || resetMs !== undefined) limits.push({ unit, remaining, resetMs });
    }
  }
  return limits;
}

function resetOf(limits: readonly Limit[]): number | undefined {
  const usedUp = limits.filter(({ remaining, resetMs }) => remaining === 0 && resetMs !== undefined);
  if (usedUp.length > 0) return Math.max(...usedUp.map(({ resetMs }) => resetMs ?? 0));
  return least(limits.map(({ resetMs }) => resetMs));
}

function least(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}

function numberOf(text: string | null): number | undefined {
  return text !== null && /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : undefined;
}
