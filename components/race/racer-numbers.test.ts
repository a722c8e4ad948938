import { expect, test } from 'vitest';
import type { Race, Racer } from '../../lib/session/session-state.ts';
import { tellSession } from '../../lib/session/session-story.ts';
import { lastMoment, racerNumbers } from './racer-numbers.ts';

function raceWith(more: Partial<Racer>, record: Partial<Racer['record']>): [Race, Racer] {
  const story = tellSession();
  story.command({ type: 'start-race', instruction: 'go', models: ['p/a', 'p/b'] });
  const race = { ...story.state.races[0]!, startedAtMs: 1_000 };
  const first = race.racers[0]!;
  const racer = { ...first, lastAtMs: 1_000, ...more, record: { ...first.record, ...record } };
  return [{ ...race, racers: [racer, { ...race.racers[1]!, lastAtMs: 1_200 }] }, racer];
}

test('while it writes its clock goes on, and its speed counts from its first token', () => {
  const [race, racer] = raceWith({ writingSinceMs: 2_000, lastAtMs: 4_000 }, { tokens: 600, timeToFirstTokenMs: 900 });
  expect(racerNumbers(race, racer, 4_500)).toEqual({
    clockMs: 3_500,
    timeToFirstTokenMs: 900,
    tokensPerSecond: 300,
    tokens: 600,
  });
  expect(lastMoment(race)).toBe(4_000);
});

test('in its first moments it has no speed, and once it has ended its clock stands', () => {
  const [race, young] = raceWith({ writingSinceMs: 2_000, lastAtMs: 2_050 }, { tokens: 40 });
  expect(racerNumbers(race, young, 2_060).tokensPerSecond).toBeNull();
  const [over, ended] = raceWith({ writingSinceMs: 2_000, lastAtMs: 3_000 }, { status: 'stopped', tokens: 40 });
  expect(racerNumbers(over, ended, 90_000).clockMs).toBe(2_000);
});
