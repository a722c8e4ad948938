import { readStored, store } from '../ui/storage.ts';
import type { OpenSession } from '../workspace/session-context.tsx';

const key = (sessionId: string | null) => `flint:draft:${sessionId ?? 'new'}`;

/** Brings back the instruction that was being written in this tab, and keeps it from now on. Returns what ends it. */
export function keepDraft({ client, desk }: Pick<OpenSession, 'client' | 'desk'>): () => void {
  const kept = readStored('session', key(client.view.getState().sessionId));
  if (kept !== null) desk.setState({ draft: kept });
  return desk.subscribe(({ draft }, before) => {
    if (draft !== before.draft) store('session', key(client.view.getState().sessionId), draft === '' ? null : draft);
  });
}
