import { expect, test } from 'vitest';
import type { FrameLine } from '../console-messages.ts';
import { createLineQueue } from './line-queue.ts';

const line = (text: string): FrameLine => ({ level: 'log', text, thrown: false, path: null, line: null });

function setUp() {
  const sent: { lines: readonly FrameLine[]; dropped: number }[] = [];
  const timers: { atMs: number; act: () => void }[] = [];
  let nowMs = 0;
  let described = 0;
  const queue = createLineQueue({
    send: (lines, dropped) => sent.push({ lines, dropped }),
    nowMs: () => nowMs,
    schedule: (delayMs, act) => timers.push({ atMs: nowMs + delayMs, act }),
  });
  return {
    queue,
    sent,
    described: () => described,
    say: (text: string) =>
      queue.add(() => {
        described += 1;
        return line(text);
      }),
    /** Time passes without a timer, as in a loop. */
    loop: (ms: number) => (nowMs += ms),
    advance(ms: number) {
      nowMs += ms;
      for (const timer of timers.splice(0))
        if (timer.atMs <= nowMs) timer.act();
        else timers.push(timer);
    },
  };
}

const texts = (lines: readonly FrameLine[] = []) => lines.map(({ text, times = 1 }) => `${text}×${times}`);

test('lines are told together, twenty times a second', () => {
  const { sent, say, advance } = setUp();
  say('a');
  say('b');
  expect(sent).toEqual([]);
  advance(50);
  expect(sent.map(({ lines }) => texts(lines))).toEqual([['a×1', 'b×1']]);
  advance(50);
  expect(sent).toHaveLength(1);
});

test('equal lines in a row are one, however many', () => {
  const { sent, say, advance } = setUp();
  for (let time = 0; time < 5_000; time += 1) say('again');
  say('other');
  advance(50);
  expect(texts(sent[0]?.lines)).toEqual(['again×5000', 'other×1']);
  expect(sent[0]?.dropped).toBe(0);
});

test('of a flood the first and the last lines are told, and the others are counted without being looked at', () => {
  const { sent, say, advance, described } = setUp();
  const told: boolean[] = [];
  for (let number = 0; number < 100_000; number += 1) told.push(say(`line ${number}`));
  advance(50);
  const [flood] = sent;
  expect(flood?.lines).toHaveLength(200);
  expect(flood?.lines[0]?.text).toBe('line 0');
  expect(flood?.lines.at(-1)?.text).toBe('line 99999');
  expect(flood?.lines.at(-80)?.text).toBe('line 99920');
  expect(flood?.dropped).toBe(99_800);
  expect(described()).toBe(200);
  expect(told.filter(Boolean)).toHaveLength(200);
});

test('after a flood the page is told less often, until it is over', () => {
  const { sent, say, advance } = setUp();
  for (let number = 0; number < 1_000; number += 1) say(`line ${number}`);
  advance(50);
  say('a');
  advance(50);
  expect(sent).toHaveLength(1);
  advance(200);
  expect(sent).toHaveLength(2);
  say('b');
  advance(50);
  expect(sent).toHaveLength(3);
});

test('a loop without end is heard before it ends', () => {
  const { sent, say, loop } = setUp();
  for (let turn = 0; turn < 300; turn += 1) {
    say(`turn ${turn}`);
    loop(1);
  }
  expect(sent.length).toBeGreaterThan(1);
  expect(sent[0]?.lines[0]?.text).toBe('turn 0');
});

test('what was cleared is not told', () => {
  const { queue, sent, say, advance } = setUp();
  say('a');
  queue.clear();
  advance(50);
  expect(sent).toEqual([]);
});
