import { expect, test } from 'vitest';
import { cssString } from './css-string.ts';

test('plain letters and digits stand as they are', () => {
  expect(cssString('Ada7')).toBe('"Ada7"');
});

test('nothing in a name ends the string or begins a rule', () => {
  expect(cssString('";}*\\')).toBe('"\\22 \\3b \\7d \\2a \\5c "');
});

test('letters beyond the first plane are one number each', () => {
  expect(cssString('é👩')).toBe('"\\e9 \\1f469 "');
});
