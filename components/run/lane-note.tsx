'use client';

import type { TurnView } from '../../lib/live/session-view.ts';
import { words } from '../words.ts';

/** Where a run went, and why, where Auto took it there. */
export function describeLane(lane: TurnView['lane']): string | null {
  if (!lane) return null;
  return lane.reason === null
    ? words.lanes[lane.lane]
    : `${words.lanes[lane.lane]}: ${words.lanes.reasons[lane.reason]}`;
}

/** The lane beside the state of the run. */
export function LaneNote({ lane }: { readonly lane: TurnView['lane'] }) {
  const text = describeLane(lane);
  return text === null ? null : (
    <span className="min-w-0 shrink truncate text-12 leading-5 text-muted @max-[19rem]:hidden">{text}</span>
  );
}
