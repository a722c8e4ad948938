import { expect, test } from 'vitest';
import { createDesk, withClosed, withFiles, withOpen } from './desk.ts';

const files = [
  { id: 'a', path: 'app.js' },
  { id: 'b', path: 'index.html' },
  { id: 'c', path: 'style.css' },
];

test('the page is open at first, or the file that was asked for', () => {
  expect(createDesk(files).getState()).toMatchObject({ openFileIds: ['b'], activeFileId: 'b' });
  expect(createDesk(files, 'style.css').getState()).toMatchObject({ openFileIds: ['c'], activeFileId: 'c' });
  expect(createDesk(files, 'gone.css').getState()).toMatchObject({ activeFileId: 'b' });
  expect(createDesk([]).getState()).toMatchObject({ openFileIds: [], activeFileId: null });
});

test('a closed tab gives way to its neighbour', () => {
  const desk = { ...createDesk(files).getState(), openFileIds: ['a', 'b', 'c'], activeFileId: 'b' };
  expect(withClosed(desk, 'b')).toEqual({ openFileIds: ['a', 'c'], activeFileId: 'c' });
  expect(withClosed({ ...desk, activeFileId: 'c' }, 'c')).toEqual({ openFileIds: ['a', 'b'], activeFileId: 'b' });
  expect(withClosed(desk, 'a')).toEqual({ openFileIds: ['b', 'c'] });
});

test('a file opens once', () => {
  const desk = createDesk(files).getState();
  expect(withOpen(desk, 'a')).toEqual({ openFileIds: ['b', 'a'], activeFileId: 'a' });
  expect(withOpen({ ...desk, openFileIds: ['b', 'a'] }, 'b')).toEqual({ openFileIds: ['b', 'a'], activeFileId: 'b' });
});

test('tabs of deleted files go, and another file comes forward', () => {
  const desk = { ...createDesk(files).getState(), selected: { fileId: 'b', from: 0, to: 1, lines: 1 } };
  expect(withFiles(desk, files)).toEqual({});
  expect(withFiles(desk, [{ id: 'c', path: 'style.css' }])).toMatchObject({
    openFileIds: ['c'],
    activeFileId: 'c',
    selected: null,
  });
  expect(withFiles(desk, [])).toMatchObject({ openFileIds: [], activeFileId: null });
});
