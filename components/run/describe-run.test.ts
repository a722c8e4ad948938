import { expect, test } from 'vitest';
import type { RunState } from '../../lib/session/run-machine.ts';
import { describeRun, describeWait } from './describe-run.ts';

const at = { runId: 'r', attempt: 1, sinceMs: 0 };
const writing: RunState = { status: 'writing', ...at };

test('every state starts with its word', () => {
  const states: [RunState, string][] = [
    [{ status: 'idle', last: null }, 'Idle'],
    [{ status: 'idle', last: { runId: 'r', outcome: 'done' } }, 'Done'],
    [{ status: 'idle', last: { runId: 'r', outcome: 'stopped' } }, 'Stopped'],
    [{ status: 'connecting', ...at }, 'Connecting'],
    [{ status: 'queued', ...at, position: 3 }, 'Queued, number 3'],
    [{ status: 'thinking', ...at }, 'Thinking'],
    [writing, 'Writing'],
    [{ status: 'paused', runId: 'r', attempt: 1, fileId: 'f' }, 'Writing is paused'],
    [{ status: 'stopping', runId: 'r', attempt: 1, revert: false }, 'Stopping'],
    [{ status: 'redirecting', runId: 'r', attempt: 1, instruction: 'x', revert: false }, 'Connecting'],
    [{ status: 'failed', runId: 'r', failure: { code: 'auth' } }, 'Failed'],
  ];
  for (const [run, text] of states) expect(describeRun(run, null).text.startsWith(text), text).toBe(true);
});

test('what was asked is shown at once', () => {
  expect(describeRun({ status: 'idle', last: null }, { kind: 'run' }).text).toBe('Connecting');
  expect(describeRun(writing, { kind: 'stop', runId: 'r' }).text).toBe('Stopping');
  expect(describeRun(writing, { kind: 'redirect', runId: 'r', attempt: 1 }).text).toContain('Connecting');
});

test('what was asked of an earlier run or attempt does not count', () => {
  expect(describeRun(writing, { kind: 'stop', runId: 'q' }).text).toBe('Writing');
  expect(describeRun({ ...writing, attempt: 2 }, { kind: 'redirect', runId: 'r', attempt: 1 }).text).toBe('Writing');
});

test('a provider that has not answered for two seconds is told, with how long it has been', () => {
  expect(describeWait(1_999)).toBeNull();
  expect(describeWait(2_000)).toEqual({ what: 'waiting for the provider', howLong: '2 s' });
  expect(describeWait(63_400)).toEqual({ what: 'waiting for the provider', howLong: '63 s' });
});

test('only a run that is connecting waits for its provider', () => {
  const connecting: RunState = { status: 'connecting', ...at };
  expect(describeRun(connecting, null).awaitsProvider).toBe(true);
  expect(describeRun(connecting, { kind: 'stop', runId: 'r' }).awaitsProvider).toBe(false);
  expect(describeRun({ status: 'idle', last: null }, { kind: 'run' }).awaitsProvider).toBe(false);
  expect(describeRun(writing, null).awaitsProvider).toBe(false);
});
