import { useEffect, useState } from 'react';
import { createLaneSource, type LaneSource } from '../../lib/live/lane-source.ts';
import { useSession } from '../workspace/session-context.tsx';

/** A racer's copy of the files, as long as the component is there; null in its first drawing. */
export function useLane(runId: string): LaneSource | null {
  const { client } = useSession();
  const [lane, setLane] = useState<LaneSource | null>(null);
  useEffect(() => {
    const source = createLaneSource(client, runId);
    setLane(source);
    return source.close;
  }, [client, runId]);
  return lane;
}
