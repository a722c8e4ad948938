import type { RaceView, RacerView } from '../../lib/live/race-view.ts';
import type { OfferedModel } from '../models/model-choice.ts';
import { describeRun, type RunAppearance } from '../run/describe-run.ts';
import { words } from '../words.ts';

/** What a racer is called: by the name that its model is offered under, else by the model's own. */
export function racerName({ asked }: Pick<RacerView, 'asked'>, offered: readonly OfferedModel[]): string {
  return offered.find(({ id }) => id === asked)?.name ?? asked.slice(asked.indexOf('/') + 1);
}

/** How a racer looks, in the words that every run is told in. */
export function describeRacer({ state }: RacerView): RunAppearance {
  return describeRun(state, null);
}

/** How a race looks as a whole: a word that every run has, and how many it holds for. */
export function describeRace(race: RaceView): RunAppearance {
  const all = race.racers.map(describeRacer);
  const going = all.filter(({ isRunning }) => isRunning);
  const most = going.find(({ text }) => text === words.run.writing) ?? going.find(({ isLive }) => isLive) ?? going[0];
  if (most) {
    const alike = going.filter(({ text }) => text === most.text).length;
    return { ...most, text: words.race.going(most.text, alike, all.length) };
  }
  const isDone = race.racers.some(({ outcome }) => outcome === 'done');
  const isStopped = race.racers.some(({ outcome }) => outcome === 'stopped');
  const text = isStopped ? words.run.stopped : isDone ? words.run.done : words.run.failed;
  return {
    text: words.race.waiting(text),
    isRunning: false,
    isLive: false,
    isStopping: false,
    awaitsProvider: false,
    reason: null,
    tone: isDone || isStopped ? 'quiet' : 'problem',
  };
}
