import { expect, test } from 'vitest';
import { foldAll } from '../../lib/session/fold-session.ts';
import { emptySession } from '../../lib/session/session-state.ts';
import { changedFiles } from './changed-files.ts';

const files = [
  { fileId: 'a', path: 'a.html', text: 'one' },
  { fileId: 'b', path: 'b.css', text: 'two' },
];
const past = foldAll(emptySession, [{ type: 'session-started', title: '', files, sequence: 1, atMs: 0 }]);

test('files that are the same are not among the changed ones', () => {
  expect(
    changedFiles(past, [
      { id: 'a', path: 'a.html', text: 'one' },
      { id: 'b', path: 'b.css', text: 'two!' },
    ]),
  ).toEqual([{ id: 'b', path: 'b.css', before: 'two', after: 'two!' }]);
});

test('files that came, went or got another name are', () => {
  expect(
    changedFiles(past, [
      { id: 'a', path: 'index.html', text: 'one' },
      { id: 'c', path: 'c.js', text: '' },
    ]),
  ).toEqual([
    { id: 'b', path: 'b.css', before: 'two', after: null },
    { id: 'c', path: 'c.js', before: null, after: '' },
    { id: 'a', path: 'index.html', before: 'one', after: 'one' },
  ]);
});
