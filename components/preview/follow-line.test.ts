import { expect, test } from 'vitest';
import { textOf } from '../../lib/document/change.ts';
import { followLine } from './follow-line.ts';

const follow = (before: string, after: string, line: number) => followLine(textOf(before), textOf(after), line);

test('a line moves with what is written or deleted above it', () => {
  expect(follow('a\nb\nc', 'new\na\nb\nc', 2)).toBe(3);
  expect(follow('a\nb\nc', 'c', 3)).toBe(1);
  expect(follow('a\nb\nc', 'a\nb\nc\nd', 2)).toBe(2);
});

test('a line that was changed or deleted is not there any more', () => {
  expect(follow('a\nb\nc', 'a\nbb\nc', 2)).toBeNull();
  expect(follow('a\nb\nc', 'a\nc', 2)).toBeNull();
  expect(follow('a', 'a', 2)).toBeNull();
});
