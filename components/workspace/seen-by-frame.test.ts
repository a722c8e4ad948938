import { expect, test } from 'vitest';
import { createStillClient } from './still-client.ts';
import { seeByFrame } from './seen-by-frame.ts';

function setUp() {
  const { view } = createStillClient({ kind: 'draft', files: [] });
  let due: (() => void)[] = [];
  const seen = seeByFrame(view, (act) => {
    due.push(act);
    return () => {
      due = due.filter((one) => one !== act);
    };
  });
  const told: [now: number, before: number][] = [];
  const end = seen.subscribe((now, before) => told.push([now.sequence, before.sequence]));
  const frame = () => {
    for (const act of due.splice(0)) act();
  };
  return { view, seen, told, end, frame, waiting: () => due.length };
}

test('What a run tells of itself is told once behind the frame, with the state before all of it', () => {
  const { view, seen, told, frame } = setUp();
  view.setState({ sequence: 1 });
  view.setState({ sequence: 2, penFileId: 'a' });
  view.setState({ sequence: 3, turns: [] });
  expect(told).toEqual([]);
  expect(seen.getState().sequence).toBe(3);
  frame();
  expect(told).toEqual([[3, 0]]);
  view.setState({ sequence: 4 });
  frame();
  expect(told).toEqual([
    [3, 0],
    [4, 3],
  ]);
});

test('Anything else is told at once, with what waited', () => {
  const { view, told, frame, waiting } = setUp();
  view.setState({ sequence: 1 });
  view.setState({ title: 'Another' });
  expect(told).toEqual([[1, 0]]);
  expect(waiting()).toBe(0);
  frame();
  expect(told).toEqual([[1, 0]]);
});

test('Who has left is told nothing, and who comes later nothing of before', () => {
  const { view, seen, told, end, frame, waiting } = setUp();
  view.setState({ sequence: 1 });
  end();
  expect(waiting()).toBe(0);
  view.setState({ sequence: 2 });
  frame();
  expect(told).toEqual([]);
  const later: number[] = [];
  seen.subscribe((_now, before) => later.push(before.sequence));
  view.setState({ sequence: 3 });
  frame();
  expect(later).toEqual([2]);
});
