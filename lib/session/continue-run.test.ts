import { expect, test } from 'vitest';
import { tellSession } from './session-story.ts';
import { restoreSnapshot, type SessionSnapshot, takeSnapshot } from './snapshot.ts';

test('a run that broke off is gone on with by a new one, which asks for the same and says what it continues', () => {
  const story = tellSession();
  const broken = story.startRun('make it blue');
  story.write(broken, 'two', 'TW');
  story.end(broken, 'failed');
  expect(story.command({ type: 'continue-run', runId: broken }, 'bob')).toBeNull();
  const run = story.state.runs.at(-1)!;
  expect(run).toMatchObject({ continues: broken, clientId: 'bob', status: 'running' });
  expect(run.instructions.map(({ text }) => text)).toEqual(['make it blue']);
  expect(story.text()).toBe('one\nTW\nthree\n');
});

test('after redirects the latest instruction is what is continued', () => {
  const story = tellSession();
  const runId = story.startRun('red');
  story.happen({ type: 'redirect-requested', runId, instruction: 'blue', revert: false, clientId: 'ann' });
  story.end(runId, 'stopped');
  story.command({ type: 'continue-run', runId });
  expect(story.state.runs.at(-1)?.instructions.map(({ text }) => text)).toEqual(['blue']);
});

test('only what broke off or was stopped, and still stands, can be continued, and not while something runs', () => {
  const story = tellSession();
  const done = story.startRun();
  expect(story.command({ type: 'continue-run', runId: done })).toBe('run-already-going');
  story.write(done, 'two', 'TWO');
  story.end(done);
  expect(story.command({ type: 'continue-run', runId: done })).toBe('nothing-to-continue');
  expect(story.command({ type: 'continue-run', runId: 'none' })).toBe('unknown-run');
  const stopped = story.startRun();
  story.write(stopped, 'TWO', '2');
  story.end(stopped, 'stopped');
  story.command({ type: 'revert-run', runId: stopped });
  expect(story.command({ type: 'continue-run', runId: stopped })).toBe('nothing-to-continue');
  story.command({ type: 'restore-run', runId: stopped });
  expect(story.command({ type: 'continue-run', runId: stopped })).toBeNull();
});

test('a snapshot from before runs could be continued is read as one without any', () => {
  const story = tellSession();
  story.end(story.startRun());
  const earlier = JSON.parse(JSON.stringify(takeSnapshot(story.state))) as { runs: { continues?: unknown }[] };
  for (const run of earlier.runs) delete run.continues;
  expect(restoreSnapshot(earlier as unknown as SessionSnapshot)).toEqual(story.state);
});
