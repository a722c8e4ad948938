import type { RunFailure } from '../../lib/session/session-event.ts';

/** So many times in a row a run goes on by itself; after that a person is to say so. */
const mostGoes = 5;

/** Longer waits are for a person to decide: nobody sits before a page that starts to write after ten minutes. */
const longestWaitMs = 10 * 60_000;

/** How long to wait until a run goes on by itself, or null where waiting does not help or is not known to. */
export function waitBeforeGoingOn(failure: RunFailure, goes: number): number | null {
  const { code, retryAfterMs } = failure;
  if (code !== 'rate-limit' && code !== 'overloaded') return null;
  if (retryAfterMs === undefined || retryAfterMs > longestWaitMs || goes >= mostGoes) return null;
  // At once would be a second request in the moment that was too full already.
  return Math.max(1_000, retryAfterMs);
}

/** Whether a key of the person's own may do what this one did not. */
export function mayUseOwnKey({ code }: RunFailure): boolean {
  return code === 'rate-limit' || code === 'quota' || code === 'auth' || code === 'budget';
}

/** Whether another model may do what this one did not. */
export function mayAskAnother({ code }: RunFailure): boolean {
  return (
    code === 'rate-limit' ||
    code === 'overloaded' ||
    code === 'quota' ||
    code === 'context' ||
    code === 'withdrawn' ||
    code === 'refused' ||
    code === 'auth'
  );
}
