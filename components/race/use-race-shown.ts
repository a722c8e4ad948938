import { useStore } from 'zustand';
import { raceOn } from '../../lib/live/race-view.ts';
import { useView } from '../workspace/session-context.tsx';
import { foldedRace } from './race-fold.ts';

/** Whether a race stands in the place of the code and the program. */
export function useRaceShown(): boolean {
  const raceId = useView((view) => raceOn(view)?.raceId ?? null);
  const folded = useStore(foldedRace, (fold) => fold.raceId);
  return raceId !== null && raceId !== folded;
}
