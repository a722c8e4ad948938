import type { ModelEvent } from './model-provider.ts';
import { ProviderError } from './provider-error.ts';
import { readRateLimits } from './rate-limits.ts';

/** What is left at the provider, as its response headers tell. */
export function rateLimitEvents(headers: Headers): readonly ModelEvent[] {
  const limits = readRateLimits(headers);
  return limits ? [{ type: 'rate-limit', ...limits }] : [];
}

/** Reads one frame's JSON, an object. Throws a `ProviderError` of kind `protocol` where it is none. */
export function parseEvent<Event extends object>(data: string): Event {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    // Falls through to the same failure.
  }
  if (typeof value === 'object' && value !== null) return value as Event;
  throw new ProviderError('protocol', 'The provider sent an event that is not a JSON object.');
}
