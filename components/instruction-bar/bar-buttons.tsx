'use client';

import { raceOn } from '../../lib/live/race-view.ts';
import type { RunAppearance } from '../run/describe-run.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { words } from '../words.ts';
import { useSession, useView } from '../workspace/session-context.tsx';

/** Run when idle; Stop and Redirect while running, the second as soon as there is something to turn to. */
export function BarButtons({ appearance, hasText }: { readonly appearance: RunAppearance; readonly hasText: boolean }) {
  const { controls } = useSession();
  const isPaused = useView((view) => view.run.status === 'paused');
  const isRace = useView((view) => raceOn(view) !== null);
  if (!appearance.isRunning && isRace) return null;
  if (!appearance.isRunning) {
    return (
      <Button look="main" disabled={!hasText} onClick={() => void controls.run()}>
        {words.bar.run}
      </Button>
    );
  }
  return (
    <>
      {isPaused ? <Button onClick={() => void controls.resume()}>{words.bar.resume}</Button> : null}
      {isRace ? null : (
        <Button
          look={hasText ? 'main' : 'quiet'}
          className={hasText ? '' : 'max-panes:hidden'}
          disabled={!hasText || appearance.isStopping}
          onClick={() => void controls.redirect()}
        >
          {words.bar.redirect}
        </Button>
      )}
      <Button
        look={appearance.isStopping ? 'plain' : 'live'}
        disabled={appearance.isStopping}
        onClick={() => void controls.stop()}
      >
        <Icon name="stop" className="-ml-0.5 scale-75" />
        {words.bar.stop}
      </Button>
    </>
  );
}
