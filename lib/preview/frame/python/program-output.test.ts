import { expect, test } from 'vitest';
import { createProgramOutput, type OutputPiece } from './program-output.ts';

function setUp() {
  const pieces: OutputPiece[] = [];
  const clock = { ms: 0 };
  const output = createProgramOutput(
    (piece) => pieces.push(piece),
    () => clock.ms,
  );
  return { pieces, clock, output };
}

test('what is written now and then is told at once', () => {
  const { pieces, clock, output } = setUp();
  output.write('a', false);
  clock.ms = 100;
  output.write('b\n', false);
  expect(pieces.map(({ text }) => text)).toEqual(['a', 'b\n']);
});

test('what is written in quick succession is told together, also when the program then writes no more', () => {
  const { pieces, clock, output } = setUp();
  for (const letter of 'abcd') output.write(letter, false);
  expect(pieces.map(({ text }) => text)).toEqual(['a']);
  clock.ms = 16;
  output.tick();
  expect(pieces.map(({ text }) => text)).toEqual(['a', 'bcd']);
});

test('errors and other output keep their order', () => {
  const { pieces, output } = setUp();
  output.write('a', false);
  output.write('b', false);
  output.write('c', true);
  output.write('d', false);
  output.flush();
  expect(pieces.map(({ text, isError }) => [text, isError])).toEqual([
    ['a', false],
    ['b', false],
    ['c', true],
    ['d', false],
  ]);
});

test('of a flood the last lines are told, four times a second at most, and how many were left out', () => {
  const { pieces, clock, output } = setUp();
  for (let line = 0; line < 200_000; line += 1) {
    output.write(`${line}\n`, false);
    clock.ms += 0.005;
  }
  output.flush();
  expect(pieces.length).toBeLessThan(10);
  expect(pieces.at(-1)?.text.endsWith('199999\n')).toBe(true);
  const told = pieces.reduce((sum, { text, leftOut }) => sum + text.split('\n').length - 1 + leftOut, 0);
  expect(told).toBe(200_000);
});

test('one endless line does not fill the memory', () => {
  const { pieces, output } = setUp();
  for (let count = 0; count < 100; count += 1) output.write('x'.repeat(50_000), false);
  output.flush();
  expect(pieces.at(-1)?.text.length).toBeLessThanOrEqual(200_000);
});
