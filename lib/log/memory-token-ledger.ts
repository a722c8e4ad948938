import { allow, firstKeptDay, type TokenLedger } from './token-ledger.ts';

/** A ledger that lasts as long as the process: for tests, and for trying things out. */
export function createMemoryTokenLedger(): TokenLedger {
  const days = new Map<number, { total: number; readonly sessions: Map<string, number> }>();
  const reserved = new Map<string, { readonly sessionId: string; readonly day: number; readonly tokens: number }>();
  let ids = 0;

  return {
    async reserve(wish) {
      const { sessionId, day } = wish;
      const allowed = allow(wish, usedBy(sessionId, day));
      if (allowed.status === 'refused') return allowed;
      if (!days.has(day)) forgetBefore(firstKeptDay(day));
      const id = `reservation-${++ids}`;
      reserved.set(id, { sessionId, day, tokens: allowed.tokens });
      add(sessionId, day, allowed.tokens);
      return { ...allowed, id };
    },
    async settle(reservationId, usedTokens) {
      const reservation = reserved.get(reservationId);
      if (!reservation) return;
      reserved.delete(reservationId);
      add(reservation.sessionId, reservation.day, usedTokens - reservation.tokens);
    },
    use: async ({ sessionId, day }) => usedBy(sessionId, day),
  };

  function usedBy(sessionId: string, day: number) {
    const used = days.get(day);
    return { session: used?.sessions.get(sessionId) ?? 0, day: used?.total ?? 0 };
  }

  function add(sessionId: string, day: number, tokens: number): void {
    const used = days.get(day) ?? { total: 0, sessions: new Map<string, number>() };
    days.set(day, used);
    used.total += tokens;
    used.sessions.set(sessionId, (used.sessions.get(sessionId) ?? 0) + tokens);
  }

  function forgetBefore(day: number): void {
    for (const old of days.keys()) if (old < day) days.delete(old);
    for (const [id, reservation] of reserved) if (reservation.day < day) reserved.delete(id);
  }
}
