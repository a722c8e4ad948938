'use client';

import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { ReplayFeed } from '../../lib/live/replay-feed.ts';
import type { Replay } from '../../lib/live/replay.ts';
import { isRunning } from '../../lib/session/run-machine.ts';
import { AccessCodeField } from '../models/access-code-field.tsx';
import { RunStrip } from '../run/run-strip.tsx';
import { Timeline } from '../timeline/timeline.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { words } from '../words.ts';
import { useSession } from '../workspace/session-context.tsx';
import { CopyMoment } from './copy-moment.tsx';
import { ForkButton } from './fork-button.tsx';
import { ReplayPlace } from './replay-place.tsx';
import { SpeedSelect } from './speed-select.tsx';

const say = words.replay;

/** Through a session's past: where one is in it, how it goes on, and what can be made of the moment. */
export function ReplayBar({ feed }: { readonly feed: ReplayFeed }) {
  const { replay } = useSession();
  const isPlaying = useStore(feed.view, (view) => view.isPlaying);
  const skipsIdle = useStore(feed.view, (view) => view.skipsIdle);
  const playButton = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // Who came here by a button goes on from it with the keys; a page that was opened on the past keeps its hands still.
    if (document.activeElement !== document.body) playButton.current?.focus();
  }, []);
  const isBroken = useStore(feed.view, (view) => view.isBroken);
  return (
    <section
      aria-label={say.region}
      className="flex flex-col px-3 pb-[max(0.5rem,env(safe-area-inset-bottom))] panes:px-4"
    >
      <AccessCodeField />
      <Timeline feed={feed} />
      <div className="flex min-h-9 flex-wrap items-center gap-x-1 gap-y-1">
        <div className="-ml-1.5 flex items-center">
          <IconButton icon="previous" label={say.previous} onClick={() => feed.step(-1)} />
          <IconButton
            ref={playButton}
            icon={isPlaying ? 'pause' : 'play'}
            label={isPlaying ? say.pause : say.play}
            className="size-8 text-text pointer-coarse:size-10"
            onClick={() => (isPlaying ? feed.pause() : feed.play())}
          />
          <IconButton icon="next" label={say.next} onClick={() => feed.step(1)} />
        </div>
        <ReplayPlace feed={feed} />
        <div className="ml-2 flex min-w-0 flex-1 basis-24">{isBroken ? <Broken feed={feed} /> : <RunStrip />}</div>
        <div className="ml-auto flex items-center gap-1 max-panes:basis-full max-panes:justify-between">
          <IconButton
            icon="hourglass"
            label={say.skipIdle}
            aria-pressed={skipsIdle}
            className="aria-pressed:bg-hover aria-pressed:text-text"
            onClick={() => feed.setSkipsIdle(!skipsIdle)}
          />
          <SpeedSelect feed={feed} />
          <CopyMoment feed={feed} />
          <ForkButton look="plain" label={say.forkHere} />
          {replay ? <BackToLive {...replay} /> : null}
        </div>
      </div>
    </section>
  );
}

function BackToLive({ live, leave }: Replay) {
  const isGoing = useStore(live.view, (view) => isRunning(view.run));
  return (
    <Button size="small" look="main" title={say.backHint} onClick={leave}>
      {isGoing ? <span aria-hidden="true" className="size-1.5 animate-pulse rounded-full bg-ember" /> : null}
      {say.back}
    </Button>
  );
}

function Broken({ feed }: { readonly feed: ReplayFeed }) {
  const { replay } = useSession();
  return (
    <p role="alert" className="flex items-center gap-2 text-12 text-problem">
      {say.broken}
      <Button
        size="small"
        onClick={() => {
          const { sequence } = feed.view.getState();
          replay?.leave();
          replay?.enter(sequence);
        }}
      >
        {words.run.tryAgain}
      </Button>
    </p>
  );
}
