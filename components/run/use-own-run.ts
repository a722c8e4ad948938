import { useEffect, useState } from 'react';
import { useSession } from '../workspace/session-context.tsx';
import { watchOwnRun } from './watch-own-run.ts';

/** The run that was last asked for in this page; null before one was. Others who edit have pages of their own for theirs. */
export function useOwnRun(): string | null {
  const { client, desk } = useSession();
  const [ownRunId, setOwnRunId] = useState<string | null>(null);
  useEffect(() => watchOwnRun(client.view, desk, setOwnRunId), [client, desk]);
  return ownRunId;
}
