import { expect, test } from 'vitest';
import { createTerminalText } from './terminal-text.ts';

function written(...texts: readonly string[]) {
  const terminal = createTerminalText(100);
  for (const text of texts) terminal.write(text, '');
  return terminal;
}

const lines = (terminal: ReturnType<typeof written>) =>
  terminal.lines.map(({ runs }) => runs.map(({ text }) => text).join(''));

test('lines end where they are ended, in however many pieces they come', () => {
  expect(lines(written('a', 'b\nc\r\n', 'd'))).toEqual(['ab', 'c', 'd']);
});

test('a progress bar writes over itself', () => {
  expect(lines(written('10 %\r', '20 %\r', '100 %\n', 'done'))).toEqual(['100 %', 'done']);
  expect(lines(written('abcdef\rxy'))).toEqual(['xycdef']);
  expect(lines(written('abcdef\r\u001b[Kxy'))).toEqual(['xy']);
  expect(lines(written('abc\b\bX'))).toEqual(['aXc']);
});

test('colours are known, other escapes are left out', () => {
  const terminal = written('\u001b[1;31mred\u001b[0m plain\u001b[?25l\u001b[3;4H!');
  expect(terminal.lines[0]?.runs).toEqual([
    { text: 'red', look: 'ink-red ink-bold' },
    { text: ' plain!', look: '' },
  ]);
});

test('a screen that is cleared is empty', () => {
  expect(lines(written('a\nb\u001b[2Jc'))).toEqual(['c']);
});

test('the last lines are kept, and those that went are counted', () => {
  const terminal = createTerminalText(100);
  for (let at = 0; at < 1_000; at += 1) terminal.write(`${at}\n`, '');
  expect(terminal.lines.length).toBeLessThanOrEqual(151);
  expect(terminal.lines.at(-2)?.runs[0]?.text).toBe('999');
  expect(terminal.dropped + terminal.lines.length).toBe(1_001);
});

test('a line without an end is broken', () => {
  const terminal = createTerminalText(100);
  for (let at = 0; at < 30; at += 1) terminal.write('x'.repeat(1_000), '');
  expect(terminal.lines).toHaveLength(2);
});
