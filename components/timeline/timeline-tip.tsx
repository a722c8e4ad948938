import { useLayoutEffect, useRef } from 'react';
import type { ReplayFeed } from '../../lib/live/replay-feed.ts';
import type { TimeScale } from '../../lib/live/replay-tape.ts';
import { formatTime } from './format-time.ts';
import { markText } from './mark-text.ts';

interface TimelineTipProps {
  readonly feed: ReplayFeed;
  readonly x: number;
  readonly timeMs: number;
  readonly scale: TimeScale;
}

/** What lies under the pointer: the time, and the mark there or else the turn it falls into. */
export function TimelineTip({ feed, x, timeMs, scale }: TimelineTipProps) {
  const box = useRef<HTMLDivElement>(null);
  const sequence = feed.tape.sequenceAt(timeMs, scale);
  const mark =
    feed.tape.marks.findLast((one) => one.sequence <= sequence && feed.tape.timeOf(one.sequence, scale) === timeMs) ??
    feed.tape.marks.findLast((one) => (one.kind === 'turn' || one.kind === 'race') && one.sequence <= sequence);

  useLayoutEffect(() => {
    const tip = box.current;
    const room = tip?.parentElement?.clientWidth ?? 0;
    if (tip)
      tip.style.left = `${Math.min(Math.max(0, x - tip.offsetWidth / 2), Math.max(0, room - tip.offsetWidth))}px`;
  });

  return (
    <div ref={box} aria-hidden="true" className="timeline-tip flex gap-2 text-12">
      <span className="numbers text-text">{formatTime(timeMs)}</span>
      {mark ? <span className="min-w-0 truncate text-muted">{markText(mark)}</span> : null}
    </div>
  );
}
