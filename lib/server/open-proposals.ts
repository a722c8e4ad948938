import type { Clock } from '../base/clock.ts';
import type { ModelEvent } from '../providers/model-provider.ts';

/** Proposals that are being asked for in this process, and how long a provider is left to the runs. */
export interface OpenProposals {
  /** A page asks: what it asked before is called off. The signal is aborted by whoever calls it off. */
  begin(page: string): AbortController;
  /** It is over, however it ended. */
  end(page: string, call: AbortController): void;
  /** How long an account is not to be asked for proposals; 0 when it may be. */
  waitMs(account: string): number;
  /** What a provider tells of its limits, while it answers. */
  saw(account: string, event: ModelEvent): void;
  /** An account refused a call, for so long as it said, or for a while. */
  refused(account: string, retryAfterMs: number | undefined): void;
}

/** What is left to the runs of a limit: a proposal is never worth a run that fails. */
const requestsForRuns = 3;
const tokensForRuns = 20_000;

/** Where a provider does not say how long. */
const usualWaitMs = 20_000;
const longestWaitMs = 10 * 60_000;

export function createOpenProposals(clock: Clock): OpenProposals {
  const calls = new Map<string, AbortController>();
  const blockedUntilMs = new Map<string, number>();

  function block(account: string, waitMs: number | undefined): void {
    const untilMs = clock.monotonicMs() + Math.min(waitMs ?? usualWaitMs, longestWaitMs);
    // Pages that never ask again leave nothing behind.
    for (const [other, endMs] of blockedUntilMs) if (endMs <= clock.monotonicMs()) blockedUntilMs.delete(other);
    blockedUntilMs.set(account, Math.max(untilMs, blockedUntilMs.get(account) ?? 0));
  }

  return {
    begin(page) {
      calls.get(page)?.abort();
      const call = new AbortController();
      calls.set(page, call);
      return call;
    },
    end(page, call) {
      if (calls.get(page) === call) calls.delete(page);
    },
    waitMs(account) {
      const leftMs = (blockedUntilMs.get(account) ?? 0) - clock.monotonicMs();
      if (leftMs <= 0) blockedUntilMs.delete(account);
      return Math.max(0, Math.ceil(leftMs));
    },
    saw(account, event) {
      if (event.type !== 'rate-limit') return;
      const { remainingRequests = Infinity, remainingTokens = Infinity, resetMs } = event;
      if (remainingRequests <= requestsForRuns || remainingTokens <= tokensForRuns) block(account, resetMs);
    },
    refused: block,
  };
}
