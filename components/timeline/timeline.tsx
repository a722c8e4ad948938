'use client';

import './timeline.css';
import { type CSSProperties, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { ReplayFeed, ReplayView } from '../../lib/live/replay-feed.ts';
import { words } from '../words.ts';
import { densityPath } from './density-path.ts';
import { formatTime } from './format-time.ts';
import { markText } from './mark-text.ts';
import { TimelineTip } from './timeline-tip.tsx';

const say = words.replay;
const parts = 240;
/** So near to a mark a click means the mark. */
const snapPx = 6;
/** With more, names for all of them would be a wall of words; the turns are in the history. */
const mostNamedMarks = 80;

/** A replay's place in time, to be seen and dragged. What moves with every frame is written past React. */
export function Timeline({ feed }: { readonly feed: ReplayFeed }) {
  const root = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [pointed, setPointed] = useState<{ readonly x: number; readonly timeMs: number } | null>(null);
  const marks = useStore(feed.view, (view) => view.marks);
  const skipsIdle = useStore(feed.view, (view) => view.skipsIdle);
  const hasLength = useStore(feed.view, (view) => view.durationMs > 0);
  // A tape that grows is drawn anew now and then, not with every event.
  const drawn = useStore(feed.view, (view) => Math.ceil(view.length / 64));
  const scale = skipsIdle ? 'brief' : 'real';
  // eslint-disable-next-line react/exhaustive-deps -- The tape is drawn anew when it has grown.
  const density = useMemo(() => densityPath(feed.tape.density(parts, scale)), [feed, scale, drawn]);

  useEffect(() => {
    function show(view: ReplayView): void {
      if (!root.current || !input.current) return;
      const { positionMs, sequence, length } = view;
      const isPlaced = view.durationMs > 0 && length >= sequence;
      root.current.style.setProperty('--played', `${isPlaced ? (positionMs / view.durationMs) * 100 : 0}%`);
      root.current.style.setProperty('--duration', String(Math.max(1, view.durationMs)));
      root.current.style.setProperty('--loaded', `${view.loaded * 100}%`);
      root.current.toggleAttribute('data-unplaced', !isPlaced);
      input.current.max = String(Math.max(1, view.durationMs));
      input.current.value = String(positionMs);
      input.current.setAttribute('aria-valuetext', say.place(view.turn, view.turns, timesOf(view)));
    }
    show(feed.view.getState());
    return feed.view.subscribe(show);
  }, [feed]);

  function timeAt(clientX: number): { readonly x: number; readonly timeMs: number } {
    const box = root.current?.getBoundingClientRect();
    const width = box?.width ?? 1;
    const x = Math.min(Math.max(0, clientX - (box?.left ?? 0)), width);
    const { durationMs } = feed.view.getState();
    const near = marks.find(
      (mark) => Math.abs((feed.tape.timeOf(mark.sequence, scale) / durationMs) * width - x) < snapPx,
    );
    return { x, timeMs: near ? feed.tape.timeOf(near.sequence, scale) : (x / width) * durationMs };
  }

  return (
    <div
      ref={root}
      className="timeline"
      onPointerMove={(event) => {
        if (event.pointerType !== 'touch' && hasLength) setPointed(timeAt(event.clientX));
      }}
      onPointerLeave={() => setPointed(null)}
    >
      <svg aria-hidden="true" className="timeline-density" viewBox={`0 0 ${parts} 1`} preserveAspectRatio="none">
        <path d={density} fill="currentColor" />
      </svg>
      <svg aria-hidden="true" className="timeline-played" viewBox={`0 0 ${parts} 1`} preserveAspectRatio="none">
        <path d={density} fill="currentColor" />
      </svg>
      <div className="timeline-rail" />
      {hasLength
        ? marks.map((mark) => (
            <span
              key={mark.sequence}
              {...(marks.length <= mostNamedMarks ? { role: 'img', 'aria-label': markText(mark) } : {})}
              data-kind={mark.kind}
              className="timeline-mark"
              style={{ '--at': feed.tape.timeOf(mark.sequence, scale) } as CSSProperties}
            />
          ))
        : null}
      <input
        ref={input}
        type="range"
        aria-label={say.timeline}
        min={0}
        step="any"
        className="timeline-input"
        onInput={(event) => feed.seek(Number(event.currentTarget.value))}
        onPointerDown={(event) => {
          // The browser has not set the value yet; a mark that is meant counts for more.
          const { timeMs } = timeAt(event.clientX);
          requestAnimationFrame(() => feed.seek(timeMs));
        }}
      />
      <div className="timeline-head" />
      {pointed ? <TimelineTip feed={feed} x={pointed.x} timeMs={pointed.timeMs} scale={scale} /> : null}
    </div>
  );
}

/** `1:24 of 12:40`. */
function timesOf({ positionMs, durationMs }: ReplayView): string {
  return say.times(formatTime(positionMs), formatTime(durationMs));
}
