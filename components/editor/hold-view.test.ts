import { expect, test } from 'vitest';
import { replaceRange } from '../../lib/document/change.ts';
import { movedSelection } from './hold-view.ts';

test('text inserted exactly at the cursor comes after it', () => {
  expect(movedSelection(replaceRange(10, 4, 4, 'abc'), 4, 4)).toEqual([4, 4]);
});

test('text inserted before the cursor moves it along', () => {
  expect(movedSelection(replaceRange(10, 3, 3, 'abc'), 4, 4)).toEqual([7, 7]);
});

test('text inserted at the edges of a selection stays outside of it', () => {
  expect(movedSelection(replaceRange(10, 2, 2, 'abc'), 2, 6)).toEqual([5, 9]);
  expect(movedSelection(replaceRange(10, 6, 6, 'abc'), 2, 6)).toEqual([2, 6]);
});

test('text inserted inside a selection is part of it', () => {
  expect(movedSelection(replaceRange(10, 4, 4, 'abc'), 2, 6)).toEqual([2, 9]);
});

test('a selection whose text is gone becomes a cursor', () => {
  const [from, to] = movedSelection(replaceRange(10, 1, 8, ''), 2, 6);
  expect(from).toBe(1);
  expect(to).toBe(1);
});
