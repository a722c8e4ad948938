'use client';

import { useEffect, useRef } from 'react';
import { formatCount, formatDuration } from '../run/format.ts';
import { useReplayFeed } from '../replay/use-replay-feed.ts';
import { words } from '../words.ts';
import { useSession } from '../workspace/session-context.tsx';
import { lastMoment, racerNumbers } from './racer-numbers.ts';

/** How often a clock moves on by itself, while nothing happens. */
const tickMs = 100;

/** The ticking numbers of a racer, written into the page past React. */
export function RacerFigures({ runId }: { readonly runId: string }) {
  const { client } = useSession();
  const isPast = useReplayFeed() !== null;
  const clock = useRef<HTMLSpanElement>(null);
  const speed = useRef<HTMLSpanElement>(null);
  const first = useRef<HTMLSpanElement>(null);
  const tokens = useRef<HTMLSpanElement>(null);

  useEffect(() => {
    let momentMs = Number.NEGATIVE_INFINITY;
    let seenAtMs = 0;
    function show(): void {
      const race = client.view.getState().racing;
      const racer = race?.racers.find(({ record }) => record.id === runId);
      if (!race || !racer) return;
      const lastMs = lastMoment(race);
      if (lastMs !== momentMs) [momentMs, seenAtMs] = [lastMs, performance.now()];
      // What is past waits for nobody: there its clock stands at what happened last.
      const nowMs = momentMs + (isPast ? 0 : performance.now() - seenAtMs);
      const now = racerNumbers(race, racer, nowMs);
      const wait = now.timeToFirstTokenMs;
      put(clock.current, `${(now.clockMs / 1000).toFixed(1)} s`);
      put(speed.current, now.tokensPerSecond === null ? '–' : formatCount(now.tokensPerSecond));
      put(first.current, wait === null ? '–' : formatDuration(wait));
      put(tokens.current, formatCount(now.tokens));
    }
    show();
    const timer = setInterval(show, tickMs);
    return () => clearInterval(timer);
  }, [client, runId, isPast]);

  return (
    <p
      aria-hidden="true"
      className="flex h-5 min-w-0 flex-1 flex-wrap gap-x-3 overflow-hidden text-12 leading-5 whitespace-nowrap text-muted"
    >
      <span ref={clock} className="numbers min-w-[5ch] text-text" />
      <span>
        <span ref={speed} className="numbers text-text" /> {words.run.tokensPerSecond}
      </span>
      <span>
        <span ref={first} className="numbers text-text" /> {words.run.toFirstToken}
      </span>
      <span>
        <span ref={tokens} className="numbers text-text" /> {words.run.tokens}
      </span>
    </p>
  );
}

function put(element: HTMLElement | null, text: string): void {
  if (element && element.textContent !== text) element.textContent = text;
}
