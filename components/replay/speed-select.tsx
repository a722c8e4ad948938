'use client';

import { useStore } from 'zustand';
import { type ReplayFeed, type ReplaySpeed, replaySpeeds } from '../../lib/live/replay-feed.ts';
import { words } from '../words.ts';

/** How fast a replay goes. */
export function SpeedSelect({ feed }: { readonly feed: ReplayFeed }) {
  const speed = useStore(feed.view, (view) => view.speed);
  return (
    <select
      aria-label={words.replay.speed}
      title={words.replay.speed}
      value={speed}
      onChange={(event) => feed.setSpeed(Number(event.target.value) as ReplaySpeed)}
      className="numbers h-7 shrink-0 rounded-md bg-transparent text-12 text-muted hover:bg-hover hover:text-text pointer-coarse:h-9"
    >
      {replaySpeeds.map((one) => (
        <option key={one} value={one}>
          {words.replay.speedOf(one)}
        </option>
      ))}
    </select>
  );
}
