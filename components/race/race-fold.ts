import { createStore } from 'zustand/vanilla';

/** The race that lies behind the files for now, because somebody wants to see those. */
export const foldedRace = createStore<{ readonly raceId: string | null }>(() => ({ raceId: null }));

/** Puts a race behind the files; null brings it back. */
export function foldRace(raceId: string | null): void {
  foldedRace.setState({ raceId });
}
