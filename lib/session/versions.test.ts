import { expect, test } from 'vitest';
import { decodeEvent, encodeEvent, eventToWireJson } from './event-codec.ts';
import type { SessionEvent } from './session-event.ts';
import { tellSession } from './session-story.ts';

test('a version that is restored makes the files stand as they did, and is itself a moment of the log', () => {
  const story = tellSession({ 'index.html': 'one\ntwo\n', 'a.css': 'a {}' });
  const then = story.state.sequence;
  story.type('two', ' and a half');
  story.command({ type: 'rename-file', path: 'a.css', newPath: 'b.css' });
  story.command({ type: 'create-file', path: 'a.css', text: 'new' });
  story.command({ type: 'delete-file', path: 'index.html' });
  const now = story.state.sequence;
  expect(story.command({ type: 'restore-version', sequence: then })).toBe(null);
  expect(story.text('index.html')).toBe('one\ntwo\n');
  expect(story.text('a.css')).toBe('a {}');
  expect(story.state.sequence).toBeGreaterThan(now);
  expect(story.command({ type: 'restore-version', sequence: now })).toBe(null);
  expect(story.text('b.css')).toBe('a {}');
  expect(story.text('a.css')).toBe('new');
  expect(story.command({ type: 'restore-version', sequence: 10_000 })).toBe('unknown-version');
});

test('two files that swapped their names get them back', () => {
  const story = tellSession({ a: 'A', b: 'B' });
  const then = story.state.sequence;
  story.command({ type: 'rename-file', path: 'a', newPath: 'c' });
  story.command({ type: 'rename-file', path: 'b', newPath: 'a' });
  story.command({ type: 'rename-file', path: 'c', newPath: 'b' });
  story.command({ type: 'restore-version', sequence: then });
  expect([story.text('a'), story.text('b')]).toEqual(['A', 'B']);
});

test('a version keeps its name until it is taken away', () => {
  const story = tellSession();
  const runId = story.startRun();
  expect(story.command({ type: 'name-version', runId, name: 'First try' })).toBe('run-going');
  story.end(runId);
  story.command({ type: 'name-version', runId, name: ' First try ' });
  const [run] = story.state.runs;
  expect(run).toMatchObject({ name: 'First try', endSequence: story.state.sequence - 1 });
  story.command({ type: 'name-version', runId, name: '' });
  expect(story.state.runs[0]?.name).toBe(null);
});

test('a fork of a session in which a run goes on has none going, and keeps what it had written', () => {
  const story = tellSession();
  const runId = story.startRun();
  story.happen({ type: 'session-forked', parent: { sessionId: 'p', sequence: story.state.sequence }, title: 'Mine' });
  expect(story.state.run).toEqual({ status: 'idle', last: { runId, outcome: 'stopped' } });
  expect(story.state.runs[0]?.status).toBe('stopped');
  expect(story.state.parent).toEqual({ sessionId: 'p', sequence: story.state.sequence - 1 });
});

test('whoever follows over the wire sees the restoring of a version at its own place in the log', () => {
  const story = tellSession();
  const then = story.state.sequence;
  story.type('two', '!');
  story.command({ type: 'restore-version', sequence: then });
  const { sequence, atMs, ...body } = story.log.at(-1)!;
  const stored = { sequence, atMs, ...encodeEvent(body) };
  expect(body).toMatchObject({ type: 'version-restored', moment: then });
  expect((JSON.parse(eventToWireJson(stored)) as SessionEvent).sequence).toBe(sequence);
  expect(decodeEvent(stored)).toEqual(story.log.at(-1));
});
