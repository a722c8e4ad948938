import { expect, test } from 'vitest';
import { chooseLane, type LaneSituation } from './choose-lane.ts';
import { type LaneCase, laneTable, laterLaneTable } from './lane-table.ts';

const nothing: LaneSituation = { instruction: '', files: 0, characters: 0, selectedCharacters: 0, failedAttempts: 0 };

function laneOf(situation: LaneCase): 'fast' | 'deep' {
  return chooseLane({ ...nothing, ...situation }).lane;
}

test.each([
  [60, laneTable],
  [30, laterLaneTable],
])('it agrees with a person on at least nine of ten of %i instructions', (length, table) => {
  const wrong = table.filter((row) => laneOf(row) !== row.lane);
  const agreement = (length - wrong.length) / length;
  expect(table).toHaveLength(length);
  expect(agreement, wrong.map(({ instruction }) => instruction).join('\n')).toBeGreaterThanOrEqual(0.9);
});

test('accents and capitals make no difference', () => {
  for (const instruction of ['ΓΙΑΤΙ ΔΕΝ ΔΟΥΛΕΥΕΙ;', 'Γιατί δεν δουλεύει;', 'WHY does it flicker?']) {
    expect(chooseLane({ ...nothing, instruction })).toEqual({ lane: 'deep', reason: 'asks-why' });
  }
});

test('a word inside another one says nothing', () => {
  for (const instruction of ['show the report', 'a whyte balance slider', 'make it explainable', 'a support page']) {
    expect(chooseLane({ ...nothing, instruction }).lane).toBe('fast');
  }
});

test('a small selection stays fast, unless the cause of something is asked for', () => {
  const selected = { ...nothing, files: 3, characters: 80_000, selectedCharacters: 300 };
  expect(chooseLane({ ...selected, instruction: 'refactor this' })).toEqual({ lane: 'fast', reason: 'selection' });
  expect(chooseLane({ ...selected, instruction: 'why is this slow?' }).lane).toBe('deep');
});

test('one failure goes deep only with a complaint, two always', () => {
  const page = { ...nothing, files: 2, characters: 4_000 };
  expect(chooseLane({ ...page, failedAttempts: 1, instruction: 'a red button' }).lane).toBe('fast');
  expect(chooseLane({ ...page, failedAttempts: 1, instruction: 'it still jumps' }).reason).toBe('tried-before');
  expect(chooseLane({ ...page, failedAttempts: 2, instruction: 'a red button' }).reason).toBe('tried-before');
});

test('the longest instruction there can be is read in a moment', () => {
  const instruction = 'split the rewrite, and turn it into '.repeat(900);
  const startMs = performance.now();
  chooseLane({ ...nothing, instruction });
  expect(performance.now() - startMs).toBeLessThan(250);
});
