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
