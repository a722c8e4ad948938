import { backoffMs } from '../base/backoff.ts';
import type { Clock } from '../base/clock.ts';
import { StoreError } from '../log/event-store.ts';
import type { TokenLedger, TokenLimits } from '../log/token-ledger.ts';
import type { ModelProvider, ModelRequest } from '../providers/model-provider.ts';
import type { SpentBudget } from '../session/session-event.ts';
import { mostInputTokens } from './call-tally.ts';

/** A call of a model that is about to be made. */
export interface PlannedCall {
  readonly sessionId: string;
  readonly provider: ModelProvider;
  readonly request: ModelRequest;
}

/** What a call may take. Whoever is allowed to makes the call, and settles it however it ends. */
export interface Allowance {
  readonly status: 'allowed';
  readonly inputTokens: number;
  /** The longest answer: what was wanted, or less where less is left. */
  readonly outputTokens: number;
  /** What to say when the answer ends there; null where as much was given as was wanted. */
  readonly cutBy: SpentBudget | null;
  /** Says how many tokens it took. Never rejects: while the store is away it is tried again later. */
  settle(usedTokens: number): Promise<void>;
}

/** What is used of a limit. */
export interface LimitUse {
  readonly usedTokens: number;
  readonly limitTokens: number;
}

/**
 * Guards the keys of whoever runs the server: before a model is asked the worst case is set aside, the whole question and
 * the longest answer, and settled when it is known what it took.
 */
export interface TokenBudget {
  /** Throws a `StoreError`: without the ledger nothing is spent. */
  setAside(call: PlannedCall): Promise<Allowance | { readonly status: 'spent'; readonly spent: SpentBudget }>;
  /** What is used today of each limit that is set, by this session and by all of them; null where none is. */
  use(sessionId: string): Promise<BudgetUse | null>;
}

export interface BudgetUse {
  readonly session: LimitUse | null;
  readonly day: LimitUse | null;
  /** When the next day begins. */
  readonly freshAtMs: number;
}

/** Nothing is limited, and nothing counted. */
export const unlimitedBudget: TokenBudget = {
  setAside: ({ request }) => Promise.resolve(uncounted(request)),
  use: () => Promise.resolve(null),
};

/** An answer that has to be shorter than this is not worth what its question costs. */
const leastAnswerTokens = 2_000;

const dayMs = 24 * 60 * 60_000;

/** How often a settling is tried that the store could not take: for about a quarter of an hour. */
const mostTries = 20;

export function createTokenBudget({
  ledger,
  limits,
  clock,
  isCounted,
  report,
}: {
  readonly ledger: TokenLedger;
  readonly limits: TokenLimits;
  readonly clock: Clock;
  /** Whether asking this model costs whoever runs the server something. */
  isCounted(asked: { readonly provider: ModelProvider; readonly model: string }): boolean;
  /** For the server's log. */
  report(error: unknown, facts: { readonly sessionId: string }): void;
}): TokenBudget {
  if (limits.session === null && limits.day === null) return unlimitedBudget;
  const today = () => Math.floor(clock.nowMs() / dayMs);

  return {
    async setAside({ sessionId, provider, request }) {
      const { model, maxOutputTokens: wantedTokens } = request;
      if (!isCounted({ provider, model })) return uncounted(request);
      const day = today();
      const inputTokens = mostInputTokens(request);
      const leastTokens = inputTokens + Math.min(leastAnswerTokens, wantedTokens);
      const reserved = await ledger.reserve({
        sessionId,
        day,
        leastTokens,
        mostTokens: inputTokens + wantedTokens,
        limits,
      });
      const spentOf = (limit: keyof TokenLimits, leftTokens: number, isCut: boolean): SpentBudget => ({
        limit,
        leftTokens,
        neededTokens: leastTokens,
        freshAtMs: (day + 1) * dayMs,
        isCut,
      });
      if (reserved.status === 'refused') {
        return { status: 'spent', spent: spentOf(reserved.limit, reserved.leftTokens, false) };
      }
      return {
        status: 'allowed',
        inputTokens,
        outputTokens: reserved.tokens - inputTokens,
        cutBy: reserved.cutBy && spentOf(reserved.cutBy, 0, true),
        settle: (usedTokens) => settle(sessionId, reserved.id, Math.ceil(usedTokens), 0),
      };
    },
    async use(sessionId) {
      const day = today();
      const used = await ledger.use({ sessionId, day });
      const usedOf = (limit: keyof TokenLimits): LimitUse | null => {
        const limitTokens = limits[limit];
        return limitTokens === null ? null : { usedTokens: used[limit], limitTokens };
      };
      return { session: usedOf('session'), day: usedOf('day'), freshAtMs: (day + 1) * dayMs };
    },
  };

  async function settle(sessionId: string, reservationId: string, usedTokens: number, tries: number): Promise<void> {
    try {
      await ledger.settle(reservationId, usedTokens);
    } catch (error) {
      const mayPass = error instanceof StoreError && (error.kind === 'unreachable' || error.kind === 'full');
      if (tries === 0 || !mayPass) report(error, { sessionId });
      if (!mayPass || tries >= mostTries) return;
      clock.schedule(backoffMs(tries, { firstMs: 500, mostMs: 60_000 }), () => {
        void settle(sessionId, reservationId, usedTokens, tries + 1);
      });
    }
  }
}

function uncounted({ maxOutputTokens }: ModelRequest): Allowance {
  return {
    status: 'allowed',
    inputTokens: 0,
    outputTokens: maxOutputTokens,
    cutBy: null,
    settle: () => Promise.resolve(),
  };
}
