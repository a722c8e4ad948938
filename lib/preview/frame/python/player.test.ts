import { expect, test } from 'vitest';
import { createPlayer } from './player.ts';
import { createScene } from './scene.ts';
import type { StageStep } from './stage-step.ts';

const pen = ['black', 1] as const;

function play(...steps: readonly StageStep[]) {
  const scene = createScene();
  const player = createPlayer(scene);
  player.add(steps);
  return { scene, player };
}

test('a movement is seen on its way, and leaves its line when it is over', () => {
  const { scene, player } = play(['go', 1, 100, 0, pen, 1_000]);
  player.advance(0);
  player.advance(250);
  expect(scene.turtles.get(1)).toMatchObject({ x: 25, y: 0 });
  expect(scene.moving?.points).toEqual([
    [0, 0],
    [25, 0],
  ]);
  expect(scene.marks).toHaveLength(0);
  player.advance(1_000);
  expect(scene.turtles.get(1)).toMatchObject({ x: 100, y: 0 });
  expect(scene.marks).toHaveLength(1);
  expect(scene.moving).toBeNull();
  expect(player.isDone()).toBe(true);
});

test('one movement begins when the one before is over, also when nobody looked at that moment', () => {
  const { scene, player } = play(['go', 1, 100, 0, pen, 100], ['turn', 1, 90, 90, 100], ['go', 1, 100, 50, null, 100]);
  player.advance(0);
  player.advance(150);
  expect(scene.turtles.get(1)).toMatchObject({ x: 100, heading: 45 });
  player.advance(10_000);
  expect(scene.turtles.get(1)).toMatchObject({ x: 100, y: 50, heading: 90 });
  expect(scene.marks).toHaveLength(1);
});

test('steps without a time are done at once', () => {
  const { scene, player } = play(
    ['ground', 'navy', 0],
    ['dot', 1, 5, 5, 10, 'red', 0],
    ['write', 1, 0, 0, 'Hi', 'black', 'left', ['Arial', 8, 'normal'], 0],
  );
  player.advance(0);
  expect(scene.ground).toBe('navy');
  expect(scene.marks.map(({ kind }) => kind)).toEqual(['dot', 'text']);
});

test('a filling lies below the lines around it', () => {
  const corners = [
    [0, 0],
    [10, 0],
    [10, 10],
  ] as const;
  const { scene, player } = play(
    ['fill', 1, 0],
    ['go', 1, 10, 0, pen, 0],
    ['go', 1, 10, 10, pen, 0],
    ['filled', 1, 'gold', corners, 0],
  );
  player.advance(0);
  expect(scene.marks.map(({ kind }) => kind)).toEqual(['fill', 'line', 'line']);
  expect(scene.marks[0]).toMatchObject({ color: 'gold', points: corners });
});

test('what one turtle takes back or clears leaves what others drew', () => {
  const { scene, player } = play(
    ['dot', 1, 0, 0, 5, 'red', 0],
    ['dot', 2, 0, 0, 5, 'blue', 0],
    ['dot', 1, 9, 9, 5, 'red', 0],
    ['erase', 1, 1, 0],
  );
  player.advance(0);
  expect(scene.marks.map(({ turtle }) => turtle)).toEqual([1, 2]);
  player.add([['clear', 1, 0]]);
  player.advance(1);
  expect(scene.marks.map(({ turtle }) => turtle)).toEqual([2]);
});

test('a program that ran far ahead is played faster', () => {
  const { scene, player } = play(
    ...Array.from({ length: 300 }, (_, at): StageStep => ['go', 1, at + 1, 0, null, 1_000]),
  );
  player.advance(0);
  player.advance(1_000);
  expect(scene.turtles.get(1)?.x).toBeGreaterThan(5);
});
