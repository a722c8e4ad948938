import { expect, test } from 'vitest';
import { changeToJson, replaceRange } from '../document/change.ts';
import { revertRun } from './decide.ts';
import { foldAll } from './fold-session.ts';
import { tellSession } from './session-story.ts';
import { emptySession, findRun, openReviews, revertableRuns } from './session-state.ts';
import { restoreSnapshot, takeSnapshot } from './snapshot.ts';

test('taking a run back keeps what a person typed meanwhile, also inside what the run wrote', () => {
  const story = tellSession();
  const run = story.startRun();
  story.write(run, 'two', 'TWO and more');
  story.type('TWO', '!');
  story.type('three', '?');
  story.end(run);
  expect(story.text()).toBe('one\nTWO! and more\nthree?\n');
  expect(story.command({ type: 'revert-run', runId: run })).toBeNull();
  expect(story.text()).toContain('!');
  expect(story.text().replace('!', '')).toBe('one\ntwo\nthree?\n');
  expect(findRun(story.state, run)?.isReverted).toBe(true);
});

test('a run that was taken back can be brought again, with later typing kept', () => {
  const story = tellSession();
  const run = story.startRun();
  story.write(run, 'two', 'TWO');
  story.end(run);
  story.command({ type: 'revert-run', runId: run });
  story.type('three', '?');
  expect(story.command({ type: 'restore-run', runId: run })).toBeNull();
  expect(story.text()).toBe('one\nTWO\nthree?\n');
  expect(story.command({ type: 'restore-run', runId: run })).toBe('nothing-to-revert');
});

test('an older run is taken back from under a newer one', () => {
  const story = tellSession();
  const first = story.startRun();
  story.write(first, 'one', 'ONE');
  story.end(first);
  const second = story.startRun();
  story.write(second, 'three', 'THREE');
  story.end(second);
  story.command({ type: 'revert-run', runId: first });
  expect(story.text()).toBe('one\ntwo\nTHREE\n');
});

test('one hunk is taken back and the other stays to be decided', () => {
  const story = tellSession({ 'index.html': 'a\nb\nc\nd\ne\n' });
  const run = story.startRun();
  story.write(run, 'a\n', 'A\n');
  story.write(run, 'e\n', 'E\n');
  story.end(run);
  const { id, version } = story.file();
  expect(story.command({ type: 'revert-changes', runId: run, fileId: id, hunk: 0, version })).toBeNull();
  expect(story.text()).toBe('a\nb\nc\nd\nE\n');
  expect(story.command({ type: 'revert-changes', runId: run, fileId: id, hunk: 0, version })).toBe('changed-meanwhile');
  expect(story.command({ type: 'accept-changes', runId: run, fileId: id, hunk: 0 })).toBeNull();
  expect(openReviews(findRun(story.state, run)!)).toEqual([]);
});

test('taking a run back deletes the files it made, unless somebody wrote in them', () => {
  const story = tellSession();
  const run = story.startRun();
  const by = { kind: 'model', runId: run, attempt: 1 } as const;
  for (const path of ['mine.js', 'theirs.js']) {
    story.happen({ type: 'file-created', fileId: `file:${path}`, path, text: '', by });
    story.write(run, '', 'let x;\n', path);
  }
  story.end(run);
  story.type('let x;', ' // kept', 'theirs.js');
  story.command({ type: 'revert-run', runId: run });
  expect(story.state.files.get('file:mine.js')?.isDeleted).toBe(true);
  expect(story.text('theirs.js')).toBe(' // kept');
  story.command({ type: 'restore-run', runId: run });
  expect(story.text('mine.js')).toBe('let x;\n');
});

test('what a file became is found under its new name, and a taken name is refused', () => {
  const story = tellSession({ 'a.js': '1', 'b.js': '2' });
  expect(story.command({ type: 'rename-file', path: 'a.js', newPath: 'b.js' })).toBe('path-taken');
  expect(story.command({ type: 'rename-file', path: 'a.js', newPath: '../c.js' })).toBe('bad-path');
  expect(story.command({ type: 'rename-file', path: 'a.js', newPath: './src/c.js' })).toBeNull();
  expect(story.text('src/c.js')).toBe('1');
  expect(story.command({ type: 'delete-file', path: 'a.js' })).toBe('unknown-file');
});

test('several redirects: the latest wins, none is lost from the history, one wish to revert counts', () => {
  const story = tellSession();
  const run = story.startRun('first');
  story.command({ type: 'redirect-run', instruction: 'second', revert: true });
  story.command({ type: 'redirect-run', instruction: 'third' });
  expect(story.state.run).toMatchObject({ status: 'redirecting', instruction: 'third', revert: true });
  expect(findRun(story.state, run)?.instructions.map(({ text }) => text)).toEqual(['first', 'second', 'third']);
});

test('the run takes commands as its table says', () => {
  const story = tellSession();
  expect(story.command({ type: 'stop-run' })).toBe('no-run');
  expect(story.command({ type: 'redirect-run', instruction: 'x' })).toBe('no-run');
  expect(story.command({ type: 'start-run', instruction: '   ' })).toBe('empty-instruction');
  const run = story.startRun();
  expect(story.command({ type: 'start-run', instruction: 'x' })).toBe('run-already-going');
  expect(story.command({ type: 'revert-run', runId: run })).toBe('run-going');
  expect(story.command({ type: 'stop-run' })).toBeNull();
  expect(story.command({ type: 'stop-run' })).toBe('run-stopping');
  expect(story.command({ type: 'redirect-run', instruction: 'x' })).toBe('run-stopping');
  story.end(run, 'stopped');
  expect(story.state.run).toEqual({ status: 'idle', last: { runId: run, outcome: 'stopped' } });
  story.end(story.startRun(), 'failed');
  expect(story.state.run.status).toBe('failed');
  expect(story.command({ type: 'redirect-run', instruction: 'x' })).toBe('no-run');
  expect(story.command({ type: 'start-run', instruction: 'x' })).toBeNull();
});

test('what comes from an older attempt does not change the run', () => {
  const story = tellSession();
  const runId = story.startRun();
  story.command({ type: 'redirect-run', instruction: 'b' });
  story.happen({
    type: 'attempt-started',
    runId,
    attempt: 2,
    instruction: 'b',
    provider: 'p',
    model: 'm',
    reason: 'redirect',
  });
  story.happen({ type: 'attempt-writing', runId, attempt: 1, timeToFirstTokenMs: 1 });
  expect(story.state.run).toMatchObject({ status: 'connecting', attempt: 2 });
});

test('a snapshot taken after any event leads to the same end as the whole log', () => {
  const story = tellSession();
  const run = story.startRun();
  story.write(run, 'two', 'TWO\n2');
  story.type('TWO', '!');
  story.end(run);
  story.command({ type: 'revert-run', runId: run });
  story.type('three', '.');
  story.command({ type: 'restore-run', runId: run });
  const end = JSON.stringify(takeSnapshot(story.state));
  for (let cut = 0; cut <= story.log.length; cut++) {
    const early = foldAll(emptySession, story.log.slice(0, cut));
    const revived = restoreSnapshot(JSON.parse(JSON.stringify(takeSnapshot(early))));
    expect(JSON.stringify(takeSnapshot(foldAll(revived, story.log.slice(cut))))).toBe(end);
  }
});

test('a file, the number of files and a title have their limits', () => {
  const story = tellSession();
  expect(story.command({ type: 'create-file', path: 'big.txt', text: 'x'.repeat(512 * 1024 + 1) })).toBe('too-large');
  expect(story.command({ type: 'create-file', path: 'index.html' })).toBe('path-taken');
  for (let count = 1; count < 200; count++)
    expect(story.command({ type: 'create-file', path: `f${count}` })).toBeNull();
  expect(story.command({ type: 'create-file', path: 'one-more' })).toBe('too-large');
  const { id: fileId } = story.file('f1');
  story.command({ type: 'delete-file', fileId });
  expect(story.command({ type: 'create-file', path: 'one-more' })).toBeNull();
  expect(story.command({ type: 'restore-file', fileId })).toBe('too-large');
  for (let count = 0; count < 2_000; count++) {
    story.command({ type: 'delete-file', path: 'one-more' });
    if (story.command({ type: 'create-file', path: 'one-more' }) !== null) break;
  }
  expect(story.state.files.size).toBe(2_000);
});

test('what is written after a revert-and-redirect can be taken back and brought again', () => {
  const story = tellSession({ 'index.html': 'a\nb\n' });
  const runId = story.startRun('first');
  story.write(runId, 'a', 'AAA');
  story.command({ type: 'redirect-run', instruction: 'second', revert: true });
  story.happen(...revertRun(story.state, findRun(story.state, runId)!, { kind: 'person', clientId: 'ann' }));
  story.happen({
    type: 'attempt-started',
    runId,
    attempt: 2,
    instruction: 'second',
    provider: 'p',
    model: 'm',
    reason: 'redirect',
  });
  story.happen({ type: 'attempt-writing', runId, attempt: 2, timeToFirstTokenMs: 5 });
  story.write(runId, 'b', 'BBBBB');
  story.end(runId);
  expect(story.text()).toBe('a\nBBBBB\n');
  expect(openReviews(findRun(story.state, runId)!)).toHaveLength(1);
  expect(story.command({ type: 'restore-run', runId })).toBe('nothing-to-revert');
  expect(story.command({ type: 'revert-run', runId })).toBeNull();
  expect(story.text()).toBe('a\nb\n');
  expect(story.command({ type: 'restore-run', runId })).toBeNull();
  expect(story.text()).toBe('a\nBBBBB\n');
});

test('what is taken back without a new place of the pen leaves the pen within the text', () => {
  const story = tellSession({ 'index.html': '' });
  const runId = story.startRun();
  story.write(runId, '', 'a long line');
  story.happen({
    type: 'text-changed',
    fileId: story.file().id,
    version: 2,
    change: changeToJson(replaceRange(11, 1, 11, '')),
    by: { kind: 'model', runId, attempt: 1 },
  });
  expect(findRun(story.state, runId)?.pen).toEqual({ fileId: story.file().id, at: 1 });
});

test('files that a run renamed in a chain, in a circle, or onto the name of one it deleted go back to their names', () => {
  const by = (runId: string) => ({ kind: 'model', runId, attempt: 1 }) as const;
  const chain = tellSession({ a: '1' });
  const first = chain.startRun();
  chain.happen({ type: 'file-renamed', fileId: 'file:a', path: 'b', by: by(first) });
  chain.happen({ type: 'file-renamed', fileId: 'file:a', path: 'c', by: by(first) });
  chain.end(first);
  chain.command({ type: 'revert-run', runId: first });
  expect(chain.text('a')).toBe('1');
  chain.command({ type: 'restore-run', runId: first });
  expect(chain.text('c')).toBe('1');

  const circle = tellSession({ a: '1', b: '2' });
  const second = circle.startRun();
  circle.happen({ type: 'file-renamed', fileId: 'file:a', path: 'c', by: by(second) });
  circle.happen({ type: 'file-renamed', fileId: 'file:b', path: 'a', by: by(second) });
  circle.happen({ type: 'file-renamed', fileId: 'file:a', path: 'b', by: by(second) });
  circle.end(second);
  circle.command({ type: 'revert-run', runId: second });
  expect([circle.text('a'), circle.text('b')]).toEqual(['1', '2']);
  circle.command({ type: 'restore-run', runId: second });
  expect([circle.text('a'), circle.text('b')]).toEqual(['2', '1']);

  const onto = tellSession({ a: '1', b: '2' });
  const third = onto.startRun();
  onto.happen({ type: 'file-deleted', fileId: 'file:a', by: by(third) });
  onto.happen({ type: 'file-renamed', fileId: 'file:b', path: 'a', by: by(third) });
  onto.happen({ type: 'file-created', fileId: 'file:new', path: 'b', text: '', by: by(third) });
  onto.write(third, '', '3', 'b');
  onto.end(third);
  onto.command({ type: 'revert-run', runId: third });
  expect([onto.text('a'), onto.text('b')]).toEqual(['1', '2']);
  onto.command({ type: 'restore-run', runId: third });
  expect([onto.text('a'), onto.text('b')]).toEqual(['2', '3']);
});

test('a run too old to be taken back is refused as a whole, and not taken back in part', () => {
  const story = tellSession({ a: '1', b: '2' });
  const runId = story.startRun();
  const by = { kind: 'model', runId, attempt: 1 } as const;
  story.write(runId, '1', 'one', 'a');
  story.happen({ type: 'file-deleted', fileId: 'file:b', by });
  story.end(runId);
  for (let count = 0; count < revertableRuns; count++) story.end(story.startRun());
  expect(story.command({ type: 'revert-run', runId })).toBe('nothing-to-revert');
  expect(story.text('a')).toBe('one');
});
