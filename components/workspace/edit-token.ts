import { readStored, store } from '../ui/storage.ts';

const key = (sessionId: string) => `flint:edit:${sessionId}`;

/** The secret that lets this browser edit a session; null for those who only watch. */
export function readEditToken(sessionId: string): string | null {
  const held = (window as { readonly flintEditToken?: unknown }).flintEditToken;
  return readStored('local', key(sessionId)) ?? (typeof held === 'string' ? held : null);
}

export function keepEditToken(sessionId: string, editToken: string): void {
  store('local', key(sessionId), editToken);
}
