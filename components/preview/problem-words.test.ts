import { expect, test } from 'vitest';
import { describeProblem, fixInstruction } from './problem-words.ts';

const title = (message: string, kind: 'compile' | 'runtime' = 'runtime') => describeProblem({ kind, message }).title;

test('usual errors are said in plain words', () => {
  expect(title('Uncaught ReferenceError: x is not defined')).toBe('“x” is used, but nothing is called that.');
  expect(title("Uncaught TypeError: Cannot read properties of undefined (reading 'map')")).toBe(
    '“map” was asked of something that is undefined.',
  );
  expect(title('TypeError: items.forEach is not a function')).toBe('“items.forEach” is called, but is no function.');
  expect(title("NameError: name 'y' is not defined")).toBe('“y” is used, but nothing is called that.');
  expect(title('Expected ";" but found "}"', 'compile')).toBe('The code cannot be read as it stands.');
  expect(title('Something else')).toBe('The program stopped at an error.');
});

test('what the program said is kept, without the browser’s preface', () => {
  expect(describeProblem({ kind: 'runtime', message: 'Uncaught (in promise) Error: no' }).said).toBe('Error: no');
});

test('the history says what is to be mended, and where', () => {
  const problem = { message: 'Uncaught ReferenceError: x is not defined', path: 'main.tsx', line: 12 };
  expect(fixInstruction(problem)).toBe('Fix: x is not defined (main.tsx:12)');
  expect(fixInstruction({ ...problem, path: null })).toBe('Fix: x is not defined');
  expect(fixInstruction({ message: `Error: ${'long '.repeat(100)}\nmore`, path: 'a.js', line: null })).toMatch(
    /^Fix: long .{140,170}… \(a\.js\)$/,
  );
});
