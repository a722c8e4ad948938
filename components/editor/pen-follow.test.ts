import { expect, test } from 'vitest';
import { createManualClock } from '../../lib/base/clock.ts';
import { createPenFollow } from './pen-follow.ts';

function following() {
  const clock = createManualClock();
  const told: boolean[] = [];
  const follow = createPenFollow({ nowMs: clock.monotonicMs, changed: (isFollowing) => told.push(isFollowing) });
  return { clock, told, follow };
}

test('the view follows until the person moves, and again when they ask for it', () => {
  const { follow, told } = following();
  expect(follow.isFollowing).toBe(true);
  follow.personMoved();
  follow.personMoved();
  expect(follow.isFollowing).toBe(false);
  follow.resume();
  expect(follow.isFollowing).toBe(true);
  expect(told).toEqual([false, true]);
});

test('a new run is followed again', () => {
  const { follow } = following();
  follow.personMoved();
  follow.runStarted('a');
  expect(follow.isFollowing).toBe(true);
});

test('a new run does not carry off somebody who is typing in that file', () => {
  const { follow, clock } = following();
  follow.personTyped('a');
  clock.advance(1_000);
  follow.runStarted('a');
  expect(follow.isFollowing).toBe(false);
  follow.runStarted('b');
  expect(follow.isFollowing).toBe(true);
  follow.personMoved();
  clock.advance(10_000);
  follow.runStarted('a');
  expect(follow.isFollowing).toBe(true);
});
