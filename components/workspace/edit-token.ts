import { readStored, store } from '../ui/storage.ts';

const key = (sessionId: string) => `flint:edit:${sessionId}`;
const formerKey = (sessionId: string) => `flint:edit-before:${sessionId}`;

/** The secret that lets this browser edit a session; null for those who only watch. */
export function readEditToken(sessionId: string): string | null {
  const held = (window as { readonly flintEditToken?: unknown }).flintEditToken;
  return readStored('local', key(sessionId)) ?? (typeof held === 'string' ? held : null);
}

export function keepEditToken(sessionId: string, editToken: string): void {
  const former = readStored('local', key(sessionId));
  if (former !== null && former !== editToken) store('local', formerKey(sessionId), former);
  store('local', key(sessionId), editToken);
}

/**
 * Another secret than the one that was refused: a newer one that another tab kept, or the one that was there before a link
 * brought this one. Anybody can send a link with a wrong secret in it, and must not take the right to edit away by it.
 */
export function otherEditToken(sessionId: string, refused: string | null): string | null {
  const kept = readEditToken(sessionId);
  if (kept !== refused) return kept;
  const former = readStored('local', formerKey(sessionId));
  if (former === null || former === refused) return null;
  store('local', formerKey(sessionId), null);
  store('local', key(sessionId), former);
  return former;
}

/** The secret is not valid any more. */
export function forgetEditToken(sessionId: string): void {
  store('local', key(sessionId), null);
  store('local', formerKey(sessionId), null);
  delete (window as { flintEditToken?: unknown }).flintEditToken;
}

/**
 * An edit link opened where its session is open already only changes the end of the address: the page loads again with
 * the right to edit. Returns what ends it.
 */
export function takeEditLinks(): () => void {
  const take = () => {
    const token = /^#edit=([\w-]+)$/.exec(location.hash)?.[1];
    const sessionId = /^\/s\/([\w-]+)/.exec(location.pathname)?.[1];
    if (!token || !sessionId) return;
    keepEditToken(sessionId, token);
    history.replaceState(history.state, '', location.pathname + location.search);
    location.reload();
  };
  window.addEventListener('hashchange', take);
  return () => window.removeEventListener('hashchange', take);
}
