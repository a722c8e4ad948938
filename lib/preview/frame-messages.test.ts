import { expect, test } from 'vitest';
import { readFrameMessage } from './frame-messages.ts';

const line = { level: 'log', text: 'hello', thrown: false, path: null, line: null };

test('messages of the frame are read', () => {
  expect(readFrameMessage({ type: 'painted' })).toEqual({ type: 'painted' });
  expect(readFrameMessage({ type: 'wrote', tookMs: 3 })).toEqual({ type: 'wrote', tookMs: 3 });
  expect(readFrameMessage({ type: 'lines', lines: [line], dropped: 2 })).toEqual({
    type: 'lines',
    lines: [line],
    dropped: 2,
  });
});

test('what is no message is dropped', () => {
  for (const value of [null, 1, 'painted', {}, { type: 'run' }, { type: 'lines', lines: 'x' }]) {
    expect(readFrameMessage(value)).toBeNull();
  }
});

test('lines of another form are dropped, long ones are cut, and too many are counted', () => {
  const message = readFrameMessage({
    type: 'lines',
    lines: [
      { level: 'shout', text: 'x' },
      { level: 'log', text: 7 },
      null,
      { ...line, text: 'y'.repeat(9_000), line: -1, path: 5 },
    ],
    dropped: Number.NaN,
  });
  expect(message).toEqual({ type: 'lines', lines: [{ ...line, text: 'y'.repeat(4_000) }], dropped: 0 });
  const flood = readFrameMessage({ type: 'lines', lines: Array.from({ length: 450 }, () => line), dropped: 1 });
  expect(flood?.type === 'lines' && [flood.lines.length, flood.dropped]).toEqual([200, 251]);
});

test('how far a program is, and what is wrong with it, is read and cut to size', () => {
  expect(readFrameMessage({ type: 'state', state: 'loading', note: 'n'.repeat(900), progress: 7 })).toEqual({
    type: 'state',
    state: 'loading',
    note: 'n'.repeat(200),
    progress: 1,
  });
  expect(readFrameMessage({ type: 'state', state: 'finished' })).toEqual({
    type: 'state',
    state: 'finished',
    note: null,
    progress: null,
  });
  expect(readFrameMessage({ type: 'state', state: 'asleep' })).toBeNull();
  const problem = { kind: 'compile', message: 'Unexpected token', path: 'App.tsx', line: 3, column: 8 };
  expect(readFrameMessage({ type: 'problem', problem })).toEqual({ type: 'problem', problem });
  expect(
    readFrameMessage({
      type: 'problem',
      problem: { ...problem, line: 0, column: '8', path: '', message: 'm'.repeat(9_000) },
    }),
  ).toEqual({
    type: 'problem',
    problem: { kind: 'compile', message: 'm'.repeat(4_000), path: null, line: null, column: null },
  });
  expect(readFrameMessage({ type: 'problem', problem: { kind: 'other', message: 'x' } })).toBeNull();
});
