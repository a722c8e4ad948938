import { useSyncExternalStore } from 'react';
import type { ReplayFeed } from '../../lib/live/replay-feed.ts';
import { useSession } from '../workspace/session-context.tsx';

/** The replay that is open in this page; null while it shows the session as it is. */
export function useReplayFeed(): ReplayFeed | null {
  const { replay } = useSession();
  return useSyncExternalStore(
    (listener) => replay?.open.subscribe(listener) ?? (() => {}),
    () => replay?.open.getState().feed ?? null,
    () => null,
  );
}
