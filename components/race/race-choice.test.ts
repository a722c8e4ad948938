import { expect, test } from 'vitest';
import { firstRacers, raceChoice, racersForRun, toggleRacer } from './race-choice.ts';

const offered = ['p/a', 'p/b', 'p/c', 'q/d', 'q/e'].map((id) => ({ id, name: id, providerName: 'P' }));

test('who raced before races again, as far as they are still offered, and others fill up to two', () => {
  expect(firstRacers(offered, [])).toEqual(['p/a', 'p/b']);
  expect(firstRacers(offered, ['q/d', 'gone/x'])).toEqual(['q/d', 'p/a']);
  expect(firstRacers(offered, ['q/e', 'p/b', 'p/a'])).toEqual(['q/e', 'p/b', 'p/a']);
  expect(firstRacers(offered.slice(0, 1), [])).toEqual(['p/a']);
});

test('a fifth model takes nobody’s place, and with only one left nobody races', () => {
  raceChoice.setState({ isOn: true, models: ['p/a', 'p/b', 'p/c', 'q/d'] });
  toggleRacer('q/e');
  expect(racersForRun()).toEqual(['p/a', 'p/b', 'p/c', 'q/d']);
  for (const id of ['p/a', 'p/b']) toggleRacer(id);
  expect(racersForRun()).toEqual(['p/c', 'q/d']);
  toggleRacer('p/c');
  expect(racersForRun()).toBeNull();
  expect(raceChoice.getState().isOn).toBe(false);
});
