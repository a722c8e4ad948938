import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { modelChoice } from '../models/model-choice.ts';
import { useSession, useView } from '../workspace/session-context.tsx';

/** What is used today of the limits on tokens, as the server tells those who may edit. */
export interface TokenUse {
  readonly session: { readonly usedTokens: number; readonly limitTokens: number } | null;
  /** Of all sessions together. */
  readonly day: { readonly usedPercent: number } | null;
}

/** Asked for after each run, where there are limits. Null before, and for who only watches. */
export function useTokenUse(): TokenUse | null {
  const { client } = useSession();
  const isLimited = useStore(modelChoice, (choice) => choice.limitsTokens);
  const sessionId = useView((view) => view.sessionId);
  const canEdit = useView((view) => view.canEdit);
  const receipt = useView((view) => view.turns.at(-1)?.receipt ?? null);
  const [use, setUse] = useState<TokenUse | null>(null);
  useEffect(() => {
    const token = client.editToken();
    if (!isLimited || !canEdit || sessionId === null || token === null || receipt === null) {
      setUse(null);
      return;
    }
    const closing = new AbortController();
    void readTokenUse(sessionId, token, closing.signal).then((read) => {
      if (!closing.signal.aborted) setUse(read);
    });
    return () => closing.abort();
  }, [client, isLimited, sessionId, canEdit, receipt]);
  return use;
}

async function readTokenUse(sessionId: string, token: string, signal: AbortSignal): Promise<TokenUse | null> {
  try {
    const response = await fetch(`/api/sessions/${sessionId}/budget`, {
      headers: { Authorization: `Bearer ${token}` },
      signal,
    });
    if (!response.ok) return null;
    return ((await response.json()) as { readonly budget: TokenUse | null }).budget;
  } catch {
    // Without an answer nothing is told: the next run asks again.
    return null;
  }
}
