import type { BudgetUse } from '../generation/token-budget.ts';
import { findRecord, requireEdit } from './access.ts';
import { container } from './container.ts';
import { answer } from './http-error.ts';

/**
 * `GET /api/sessions/:id/budget`: what is used today of the limits on tokens, for who may edit; null where there are none.
 * Of the limit on all sessions together only about how much: what others do in theirs is nobody's business.
 */
export function readBudget(request: Request, sessionId: string): Promise<Response> {
  return answer(async () => {
    const flint = await container();
    requireEdit(request, await findRecord(flint, sessionId));
    const use = await flint.budget.use(sessionId);
    return Response.json({ budget: use && coarsely(use) }, { headers: { 'Cache-Control': 'no-store' } });
  });
}

function coarsely({ session, day, freshAtMs }: BudgetUse) {
  return {
    session: session && { ...session, usedTokens: Math.round(session.usedTokens / 100) * 100 },
    day: day && { usedPercent: Math.min(100, Math.round((day.usedTokens / day.limitTokens) * 20) * 5) },
    freshAtMs,
  };
}
