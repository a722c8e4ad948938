import type { ModelEvent, ModelRequest } from '../providers/model-provider.ts';
import type { SpentBudget } from '../session/session-event.ts';
import { type CallEnd, createCallTally } from './call-tally.ts';
import type { AttemptOutcome } from './run-attempt.ts';
import type { PlannedCall, TokenBudget } from './token-budget.ts';
import { unlessAborted } from './unless-aborted.ts';

/**
 * Makes a call of a model within the budget: sets its worst case aside, lets `ask` make it, perhaps with a shorter longest
 * answer, and settles what it took, however it ends. `ask` tells every event that comes, and makes no other call. Resolves
 * to `spent` where nothing was asked, and where the answer ended because no more was left.
 */
export async function withinBudget({
  budget,
  call,
  signal,
  ask,
}: {
  readonly budget: TokenBudget;
  readonly call: PlannedCall;
  readonly signal: AbortSignal;
  ask(request: ModelRequest, saw: (event: ModelEvent) => void): Promise<AttemptOutcome>;
}): Promise<AttemptOutcome | { readonly status: 'spent'; readonly spent: SpentBudget }> {
  const setting = budget.setAside(call);
  const allowance = await unlessAborted(setting, signal);
  if (!allowance) {
    void setting.then((late) => (late.status === 'allowed' ? late.settle(0) : undefined)).catch(() => {});
    return { status: 'aborted' };
  }
  if (allowance.status === 'spent') return allowance;
  const tally = createCallTally(allowance.inputTokens);
  let end: CallEnd = { status: 'aborted' };
  try {
    const outcome = await ask({ ...call.request, maxOutputTokens: allowance.outputTokens }, tally.saw);
    end = outcome;
    const isCut = outcome.status === 'ended' && outcome.reason === 'length' && allowance.cutBy;
    return isCut ? { status: 'spent', spent: isCut } : outcome;
  } catch (error) {
    end = signal.aborted ? { status: 'aborted' } : { status: 'failed', error };
    throw error;
  } finally {
    await allowance.settle(tally.used(end));
  }
}
