import { createStore } from 'zustand/vanilla';
import { limits } from '../../lib/session/limits.ts';
import type { OfferedModel } from '../models/model-choice.ts';
import { readStored, store } from '../ui/storage.ts';

const key = 'flint:race';

/** Whether the next instruction is raced, and by whom. */
export interface RaceChoice {
  readonly isOn: boolean;
  /** `provider/model` each, in the order they were picked; may hold some that are not offered any more. */
  readonly models: readonly string[];
}

/** One for the page. The models are remembered; that they are to race holds for one instruction. */
export const raceChoice = createStore<RaceChoice>(() => ({ isOn: false, models: [] }));

/** Takes up the models of an earlier visit; where there are none, the first that are offered. */
export function readRaceModels(offered: readonly OfferedModel[]): void {
  if (raceChoice.getState().models.length > 0) return;
  raceChoice.setState({ models: firstRacers(offered, parseModels(readStored('local', key))) });
}

/** Those who raced before and are still offered, filled up with the first others to as many as a race needs. */
export function firstRacers(offered: readonly Pick<OfferedModel, 'id'>[], kept: readonly string[]): readonly string[] {
  const ids = offered.map(({ id }) => id);
  const still = kept.filter((id) => ids.includes(id)).slice(0, limits.mostRacers);
  const others = ids.filter((id) => !still.includes(id));
  return [...still, ...others.slice(0, Math.max(0, limits.fewestRacers - still.length))];
}

/** Lets a model race, or leaves it out. With as many as can race, one more takes nobody's place. */
export function toggleRacer(id: string): void {
  const { models } = raceChoice.getState();
  const isIn = models.includes(id);
  if (!isIn && models.length >= limits.mostRacers) return;
  const next = isIn ? models.filter((one) => one !== id) : [...models, id];
  store('local', key, JSON.stringify(next));
  raceChoice.setState(({ isOn }) => ({ models: next, isOn: isOn && next.length >= limits.fewestRacers }));
}

/** The models that the next instruction goes to; null when it goes to one. */
export function racersForRun(): readonly string[] | null {
  const { isOn, models } = raceChoice.getState();
  return isOn && models.length >= limits.fewestRacers ? models : null;
}

function parseModels(text: string | null): readonly string[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
  } catch {
    return [];
  }
}
