'use client';

import { raceOn } from '../../lib/live/race-view.ts';
import { Button } from '../ui/button.tsx';
import { words } from '../words.ts';
import { useView } from '../workspace/session-context.tsx';
import { foldRace } from './race-fold.ts';
import { useRaceShown } from './use-race-shown.ts';

/** Says that a race is on, while the files lie before it. */
export function RaceBehind() {
  const count = useView((view) => raceOn(view)?.racers.length ?? 0);
  const isShown = useRaceShown();
  if (count === 0 || isShown) return null;
  return (
    <div className="flex items-center justify-between gap-3 text-13">
      <p className="text-muted">{words.race.isOn(count)}</p>
      <Button size="small" onClick={() => foldRace(null)}>
        {words.race.show}
      </Button>
    </div>
  );
}
