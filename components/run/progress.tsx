'use client';

import { useEffect, useRef } from 'react';
import type { ProgressView } from '../../lib/live/session-view.ts';
import { words } from '../words.ts';
import { useSession } from '../workspace/session-context.tsx';
import { formatCount, formatDuration } from './format.ts';
import { sparklinePath } from './sparkline-path.ts';

const size = { width: 56, height: 16 };

/** The ticking numbers of a run. Written into the page past React: a tick draws nothing else again. */
export function Progress() {
  const { client } = useSession();
  const speed = useRef<HTMLSpanElement>(null);
  const tokens = useRef<HTMLSpanElement>(null);
  const first = useRef<HTMLSpanElement>(null);
  const line = useRef<SVGPathElement>(null);

  useEffect(() => {
    function show(progress: ProgressView | null): void {
      const wait = progress?.timeToFirstTokenMs ?? null;
      if (speed.current)
        speed.current.textContent = progress?.tokensPerSecond == null ? '–' : formatCount(progress.tokensPerSecond);
      if (tokens.current) tokens.current.textContent = formatCount(progress?.tokens ?? 0);
      if (first.current) first.current.textContent = wait === null ? '–' : formatDuration(wait);
      line.current?.setAttribute('d', sparklinePath(progress?.samples ?? [], size));
    }
    show(client.view.getState().progress);
    return client.view.subscribe((now, before) => {
      if (now.progress !== before.progress) show(now.progress);
    });
  }, [client]);

  return (
    <div
      aria-hidden="true"
      className="flex h-5 min-w-0 flex-1 flex-wrap gap-x-3 overflow-hidden text-12 leading-5 whitespace-nowrap text-muted"
    >
      {/* Past the first line nothing is seen: what has no room is left out whole. */}
      <span className="flex h-5 items-center">
        <svg {...size} viewBox={`0 0 ${size.width} ${size.height}`} className="overflow-visible text-ember">
          <path ref={line} fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" />
        </svg>
      </span>
      <span>
        <span ref={speed} className="numbers inline-block min-w-[5ch] text-right text-text" />{' '}
        {words.run.tokensPerSecond}
      </span>
      <span>
        <span ref={tokens} className="numbers text-text" /> {words.run.tokens}
      </span>
      <span>
        <span ref={first} className="numbers text-text" /> {words.run.toFirstToken}
      </span>
    </div>
  );
}
