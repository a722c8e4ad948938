'use client';

import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { ReplayFeed, ReplayView } from '../../lib/live/replay-feed.ts';
import { formatTime } from '../timeline/format-time.ts';
import { words } from '../words.ts';

/** The time and the turn that are shown. The time is written past React. */
export function ReplayPlace({ feed }: { readonly feed: ReplayFeed }) {
  const time = useRef<HTMLSpanElement>(null);
  const duration = useStore(feed.view, (view) => formatTime(view.durationMs));
  const turn = useStore(feed.view, (view) => view.turn);
  const turns = useStore(feed.view, (view) => view.turns);

  useEffect(() => {
    const show = ({ positionMs }: ReplayView) => {
      const text = formatTime(positionMs);
      if (time.current && time.current.textContent !== text) time.current.textContent = text;
    };
    show(feed.view.getState());
    return feed.view.subscribe(show);
  }, [feed]);

  return (
    <p className="ml-1 flex items-baseline gap-2 text-12 whitespace-nowrap text-muted">
      <span className="numbers">
        <span ref={time} className="text-text" />
        {' / '}
        {duration}
      </span>
      {turns > 0 ? <span className="numbers max-panes:hidden">{words.replay.turn(turn, turns)}</span> : null}
    </p>
  );
}
