import { afterEach, beforeEach } from 'vitest';

// Runs around every unit test: an error on the console that the test did not ask for (by spying on it) fails the test.
const print = console.error;
let unexpected: unknown[][] = [];

beforeEach(() => {
  unexpected = [];
  console.error = (...words: unknown[]) => {
    unexpected.push(words);
    print(...words);
  };
});

afterEach(() => {
  console.error = print;
  if (unexpected.length > 0) throw new Error(`Unexpected on the console: ${String(unexpected[0]?.[0])}`);
});
