import { expect, test } from 'vitest';
import { replaceRange } from '../../lib/document/change.ts';
import type { Author } from '../../lib/session/session-event.ts';
import { createUnseenPen } from './unseen-pen.ts';

const model: Author = { kind: 'model', runId: 'r1', attempt: 1 };

test('the pen of what was written last is told once', () => {
  const pen = createUnseenPen();
  pen.follow({ change: replaceRange(0, 0, 0, 'one\n'), by: model, penAt: 4 });
  pen.follow({ change: replaceRange(4, 4, 4, 'two\n'), by: model, penAt: 8 });
  expect(pen.take()).toBe(8);
  expect(pen.take()).toBeNull();
});

test('what a person types above it moves it along', () => {
  const pen = createUnseenPen();
  pen.follow({ change: replaceRange(0, 0, 0, 'one\n'), by: model, penAt: 4 });
  pen.follow({ change: replaceRange(4, 0, 0, '// '), by: null });
  expect(pen.take()).toBe(7);
});

test('a run that is taken back before anything of it was seen leaves the pen where it began', () => {
  const pen = createUnseenPen();
  pen.follow({ change: replaceRange(3, 3, 3, 'written'), by: model, penAt: 10 });
  pen.follow({ change: replaceRange(10, 3, 10, ''), by: null });
  expect(pen.take()).toBe(3);
});

test('a person alone has no pen', () => {
  const pen = createUnseenPen();
  pen.follow({ change: replaceRange(0, 0, 0, 'mine'), by: null });
  expect(pen.take()).toBeNull();
});
