import { expect, test } from 'vitest';
import type { SessionEvent, SessionEventBody } from '../session/session-event.ts';
import { createReplayTape } from './replay-tape.ts';

const receipt = {
  timeToFirstTokenMs: 1,
  tokensPerSecond: 1,
  tokens: 1,
  durationMs: 1,
  provider: 'p',
  model: 'm',
  tier: null,
  tokensAfterStop: 0,
  attempts: 1,
};
const by = { kind: 'model', runId: 'r1', attempt: 1 } as const;
const run = (runId: string): SessionEventBody => ({
  type: 'run-started',
  runId,
  instruction: `Do ${runId}`,
  lane: 'fast',
  clientId: 'ann',
});

/** Events at these times, in seconds. */
function tapeOf(...timed: readonly (readonly [number, SessionEventBody])[]) {
  const tape = createReplayTape();
  const events = timed.map(([seconds, body], index): SessionEvent => ({
    ...body,
    sequence: index + 1,
    atMs: 50_000 + seconds * 1_000,
  }));
  tape.append(events);
  return { tape, events };
}

const named = (title: string): SessionEventBody => ({ type: 'session-renamed', title });

test('waits are as long as they were, or a second at most', () => {
  const { tape } = tapeOf([0, named('a')], [0.4, named('b')], [100, named('c')], [101, named('d')], [101, named('e')]);
  expect([1, 2, 3, 4, 5].map((sequence) => tape.timeOf(sequence, 'real'))).toEqual([0, 400, 100_000, 101_000, 101_000]);
  expect([1, 2, 3, 4, 5].map((sequence) => tape.timeOf(sequence, 'brief'))).toEqual([0, 400, 1_400, 2_400, 2_400]);
  expect([tape.durationMs('real'), tape.durationMs('brief')]).toEqual([101_000, 2_400]);
});

test('at every time the last event that has happened is known', () => {
  const { tape } = tapeOf([0, named('a')], [1, named('b')], [1, named('c')], [9, named('d')]);
  expect([-1, 0, 999, 1_000, 8_999, 9_000, 99_000].map((timeMs) => tape.sequenceAt(timeMs, 'real'))).toEqual([
    1, 1, 1, 3, 3, 4, 4,
  ]);
});

test('a clock that was set back takes no time and turns none back', () => {
  const { tape } = tapeOf([10, named('a')], [12, named('b')], [3, named('c')], [12.5, named('d')]);
  expect([1, 2, 3, 4].map((sequence) => tape.timeOf(sequence, 'real'))).toEqual([0, 2_000, 2_000, 2_500]);
});

test('turns, redirects, stops and errors are marked', () => {
  const { tape } = tapeOf(
    [0, named('a')],
    [1, run('r1')],
    [2, { type: 'redirect-requested', runId: 'r1', instruction: 'Blue', revert: false, clientId: 'ann' }],
    [3, { type: 'stop-requested', runId: 'r1', revert: false, clientId: 'ann' }],
    [3, { type: 'run-ended', runId: 'r1', outcome: 'stopped', receipt }],
    [5, run('r2')],
    [6, { type: 'run-ended', runId: 'r2', outcome: 'failed', receipt, failure: { code: 'network' } }],
  );
  expect(tape.marks).toEqual([
    { kind: 'turn', sequence: 2, turn: 1, instruction: 'Do r1' },
    { kind: 'redirect', sequence: 3, turn: 1, instruction: 'Blue' },
    { kind: 'stop', sequence: 4, turn: 1 },
    { kind: 'turn', sequence: 6, turn: 2, instruction: 'Do r2' },
    { kind: 'error', sequence: 7, turn: 2, failure: { code: 'network' } },
  ]);
  expect([1, 2, 5, 6, 7].map((sequence) => tape.turnAt(sequence))).toEqual([0, 1, 1, 2, 2]);
});

test('it knows which file was being written anew', () => {
  const pen = (at: number): SessionEventBody => ({ type: 'pen-moved', runId: 'r1', attempt: 1, fileId: 'page', at });
  const { tape } = tapeOf(
    [0, named('a')],
    [1, run('r1')],
    [2, pen(0)],
    [3, { type: 'text-changed', fileId: 'page', version: 1, change: [[0, 'x']], by }],
    [4, pen(7)],
    [5, pen(0)],
    [6, { type: 'run-ended', runId: 'r1', outcome: 'done', receipt }],
  );
  expect([2, 3, 4, 5, 6, 7].map((sequence) => tape.rewrittenFileAt(sequence))).toEqual([
    null,
    'page',
    'page',
    null,
    'page',
    null,
  ]);
});

test('it knows in which file something happened last', () => {
  const write = (fileId: string): SessionEventBody => ({ type: 'text-changed', fileId, version: 1, change: [4], by });
  const { tape } = tapeOf(
    [0, named('a')],
    [1, write('page')],
    [2, write('page')],
    [3, { type: 'pen-moved', runId: 'r1', attempt: 1, fileId: 'style', at: 4 }],
    [4, named('b')],
    [5, write('page')],
  );
  expect([1, 2, 3, 4, 5, 6].map((sequence) => tape.fileAt(sequence))).toEqual([
    null,
    'page',
    'page',
    'style',
    'style',
    'page',
  ]);
});

test('it grows at its end, once, and without a gap', () => {
  const { tape, events } = tapeOf([0, named('a')], [1, named('b')]);
  const third: SessionEvent = { type: 'session-renamed', title: 'c', sequence: 3, atMs: 60_000 };
  tape.append([...events, third]);
  expect(tape.length).toBe(3);
  expect(() => tape.append([{ ...third, sequence: 5 }])).toThrow(RangeError);
  expect(tape.slice(1, 3).map(({ sequence }) => sequence)).toEqual([2, 3]);
});

test('it tells where much happens', () => {
  const write = (text: string): SessionEventBody => ({
    type: 'text-changed',
    fileId: 'page',
    version: 1,
    change: [4, [2, text, text]],
    by,
  });
  const { tape } = tapeOf([0, named('a')], [1, write('abcd')], [9, write('a')], [10, named('b')]);
  expect(tape.density(5, 'real')).toEqual([13, 0, 0, 0, 7]);
  expect(createReplayTape().density(3, 'brief')).toEqual([0, 0, 0]);
});
