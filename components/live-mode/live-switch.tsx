'use client';

import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { LiveState } from '../../lib/live/proposing.ts';
import { Button } from '../ui/button.tsx';
import { Switch } from '../ui/switch.tsx';
import { words } from '../words.ts';
import { liveMode, switchLiveMode, tryAgainAfterChoices } from './live-mode.ts';

const say = words.live;

/** Live mode's switch, and beside it what it does. */
export function LiveSwitch() {
  const { isOn, state } = useStore(liveMode);
  useEffect(tryAgainAfterChoices, []);
  return (
    <div className="flex min-w-0 shrink items-center gap-2 px-2">
      <p
        role="status"
        className="line-clamp-2 text-balance max-w-[min(22rem,40vw)] min-w-0 text-right text-12 leading-tight text-faint"
      >
        {isOn ? <Told state={state} /> : null}
      </p>
      <span className="shrink-0 whitespace-nowrap">
        <Switch label={say.name} title={say.hint} isOn={isOn} onChange={switchLiveMode} />
      </span>
    </div>
  );
}

function Told({ state }: { readonly state: LiveState }) {
  switch (state.kind) {
    case 'waiting':
      return <Countdown code={state.code} untilMs={state.untilMs} />;
    case 'ready':
      return (
        <>
          <span className="pointer-coarse:hidden">{say.ready}</span>
          <span className="hidden pointer-coarse:inline">
            <Button
              size="small"
              // The editor keeps the focus: without it the proposal would be put away.
              onPointerDown={(event) => event.preventDefault()}
              onClick={state.take}
            >
              {say.takeIt}
            </Button>
          </span>
        </>
      );
    case 'failed':
      return <span className="text-muted">{say.failed[state.code] ?? say.failed['other']}</span>;
    default:
      return say[state.kind];
  }
}

function Countdown({ code, untilMs }: { readonly code: string; readonly untilMs: number }) {
  const [leftMs, setLeftMs] = useState(() => untilMs - performance.now());
  useEffect(() => {
    const timer = setInterval(() => setLeftMs(untilMs - performance.now()), 1_000);
    return () => clearInterval(timer);
  }, [untilMs]);
  const seconds = Math.ceil(leftMs / 1_000);
  // The next pause asks again.
  if (seconds <= 0) return null;
  return (
    <span aria-live="off" className="numbers">
      {(say.waiting[code] ?? say.waitingFor)(seconds)}
    </span>
  );
}
