import { readStored, store } from '../ui/storage.ts';

const key = (sessionId: string) => `flint:ideas:${sessionId}`;

/** Keeps what a starter suggests to ask for, for the session that is made of it. */
export function keepIdeas(sessionId: string, ideas: readonly string[]): void {
  store('session', key(sessionId), JSON.stringify(ideas));
}

/** What was kept for a session; null when it was not made of a starter here. */
export function readIdeas(sessionId: string): readonly string[] | null {
  try {
    const kept: unknown = JSON.parse(readStored('session', key(sessionId)) ?? 'null');
    return Array.isArray(kept) && kept.every((idea) => typeof idea === 'string') ? kept : null;
  } catch {
    return null;
  }
}
