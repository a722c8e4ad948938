import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readCoverage } from './font-coverage.ts';

test('a font tells which characters it has', () => {
  const has = readCoverage(readFileSync('node_modules/geist/dist/fonts/geist-mono/GeistMono-Regular.ttf'));
  const missing = [...'Az09 {}[]=>ü€–·'].filter((letter) => !has(letter.codePointAt(0)!));
  expect(missing).toEqual([]);
  for (const letter of '漢😀\u0001') expect(has(letter.codePointAt(0)!), letter).toBe(false);
});
