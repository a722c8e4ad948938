import { createStore } from 'zustand/vanilla';
import { expect, test } from 'vitest';
import { createManualClock } from '../../lib/base/clock.ts';
import { textOf } from '../../lib/document/change.ts';
import type { SessionView } from '../../lib/live/session-view.ts';
import type { Problem } from '../../lib/preview/problem.ts';
import type { RunState } from '../../lib/session/run-machine.ts';
import { createStillClient } from '../workspace/still-client.ts';
import { createProblemKeeper } from './keep-problems.ts';
import { createProblemStore, toldProblem } from './problem-store.ts';

const idle: RunState = { status: 'idle', last: null };
const writing: RunState = { status: 'writing', runId: 'r', attempt: 1, sinceMs: 0 };
const broken: Problem = {
  kind: 'runtime',
  message: 'ReferenceError: x is not defined',
  path: 'app.js',
  line: 2,
  column: 1,
};

function setUp() {
  const clock = createManualClock(10_000);
  const still = createStillClient({ kind: 'draft', files: [{ path: 'app.js', text: '' }] });
  let text = textOf('a();\nx();\nb();');
  let changed = (_fileId: string) => {};
  const view = createStore<SessionView>(() => still.view.getState());
  const store = createProblemStore();
  let wellness = 0;
  const keeper = createProblemKeeper({
    clock,
    store,
    client: {
      view,
      textOf: () => text,
      listenToAnyText(listener) {
        changed = listener;
        return () => {};
      },
    },
    onWell: () => (wellness += 1),
  });
  return {
    clock,
    keeper,
    store,
    wellness: () => wellness,
    lines: () => store.getState().problems.map(({ path, line }) => `${path}:${line}`),
    run: (run: RunState) => view.setState({ run }),
    type(next: string) {
      text = textOf(next);
      changed('app.js');
    },
  };
}

test('a problem of code at rest is told at once', () => {
  const { keeper, lines } = setUp();
  keeper.report(broken);
  expect(lines()).toEqual(['app.js:2']);
});

test('nobody is told of a problem in what they are typing until they pause', () => {
  const { clock, keeper, lines, type } = setUp();
  type('a();\nx');
  keeper.report(broken);
  clock.advance(799);
  expect(lines()).toEqual([]);
  clock.advance(1);
  expect(lines()).toEqual(['app.js:2']);
});

test('while a model writes nothing is told, and afterwards what is still true', () => {
  const { clock, keeper, lines, run, type } = setUp();
  keeper.report(broken);
  run(writing);
  expect(lines()).toEqual([]);
  keeper.begun();
  type('a();\n\nc(');
  keeper.report({ ...broken, message: 'SyntaxError: Unexpected end of input', line: 3 });
  clock.advance(5_000);
  expect(lines()).toEqual([]);
  run(idle);
  expect(lines()).toEqual([]);
  clock.advance(800);
  expect(lines()).toEqual(['app.js:3']);
});

test('a problem moves with its line, and is gone when the line is changed', () => {
  const { keeper, lines, type } = setUp();
  keeper.report(broken);
  type('// new\na();\nx();\nb();');
  expect(lines()).toEqual(['app.js:3']);
  type('// new\na();\ny();\nb();');
  expect(lines()).toEqual([]);
});

test('the next good build takes all problems away', () => {
  const { keeper, lines } = setUp();
  keeper.report(broken);
  keeper.begun();
  expect(lines()).toEqual([]);
});

test('the same problem again and again is one, and a flood of others is bounded', () => {
  const { keeper, lines } = setUp();
  for (let time = 0; time < 50; time += 1) keeper.report(broken);
  expect(lines()).toHaveLength(1);
  for (let time = 0; time < 50; time += 1) keeper.report({ ...broken, message: `Error: ${time}` });
  expect(lines()).toHaveLength(20);
});

test('a program that could not be built has no older problems', () => {
  const { keeper, store } = setUp();
  keeper.report(broken);
  keeper.report({ ...broken, kind: 'compile', message: 'SyntaxError: no' });
  keeper.report({ ...broken, kind: 'compile', message: 'SyntaxError: nor this' });
  expect(store.getState().problems.map(({ message }) => message)).toEqual(['SyntaxError: no', 'SyntaxError: nor this']);
});

test('the next build that fails has problems of its own', () => {
  const { clock, keeper, store, type } = setUp();
  keeper.report({ ...broken, kind: 'compile', message: 'SyntaxError: no', line: 1 });
  type('a();\nx();\nb(;');
  keeper.report({ ...broken, kind: 'compile', message: 'SyntaxError: not that', line: 3 });
  clock.advance(800);
  expect(store.getState().problems.map(({ message }) => message)).toEqual(['SyntaxError: not that']);
});

test('a problem that was put away stays away until the program has been well after a run', () => {
  const { clock, keeper, store, run, wellness } = setUp();
  keeper.report(broken);
  store.setState({ dismissed: broken.message });
  keeper.begun();
  keeper.report(broken);
  expect(toldProblem(store.getState())).toBeNull();
  run(writing);
  keeper.begun();
  run(idle);
  clock.advance(15_000);
  expect(wellness()).toBe(1);
  keeper.report(broken);
  expect(toldProblem(store.getState())?.message).toBe(broken.message);
});

test('a run after which the program fails is no success', () => {
  const { clock, keeper, run, wellness } = setUp();
  run(writing);
  keeper.begun();
  run(idle);
  clock.advance(12_000);
  keeper.report(broken);
  clock.advance(30_000);
  expect(wellness()).toBe(0);
});

test('a program that has not begun since the run is not known to be well', () => {
  const { clock, keeper, run, wellness } = setUp();
  keeper.begun();
  run(writing);
  run(idle);
  clock.advance(60_000);
  expect(wellness()).toBe(0);
  keeper.begun();
  clock.advance(15_000);
  expect(wellness()).toBe(1);
});
