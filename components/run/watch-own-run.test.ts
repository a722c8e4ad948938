import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { idle, type RunState } from '../../lib/session/run-machine.ts';
import { watchOwnRun } from './watch-own-run.ts';

function page() {
  const view = createStore<{ run: RunState }>(() => ({ run: idle }));
  const desk = createStore<{ pending: { kind: string } | null }>(() => ({ pending: null }));
  const own: (string | null)[] = [];
  watchOwnRun(view, desk, (runId) => own.push(runId));
  return {
    own,
    ask: () => desk.setState({ pending: { kind: 'run' } }),
    settle: () => desk.setState({ pending: null }),
    see: (run: RunState) => view.setState({ run }),
  };
}

const connecting = (runId: string): RunState => ({ status: 'connecting', runId, attempt: 1, sinceMs: 0 });
const failed = (runId: string): RunState => ({ status: 'failed', runId, failure: { code: 'rate-limit' } });

test('a run that was asked for here is this page’s own, and one of somebody else is not', () => {
  const { own, ask, settle, see } = page();
  ask();
  see(connecting('mine'));
  settle();
  see(failed('mine'));
  see(connecting('theirs'));
  expect(own).toEqual(['mine']);
});

test('a run that has failed before the page saw it begin is its own too', () => {
  const { own, ask, settle, see } = page();
  ask();
  see(failed('first'));
  settle();
  ask();
  see(failed('second'));
  expect(own).toEqual(['first', 'second']);
});

test('of a command that was refused no run comes: the next one may be somebody else’s', () => {
  const { own, ask, settle, see } = page();
  ask();
  settle();
  see(connecting('theirs'));
  expect(own).toEqual([]);
});
