import { expect, test } from 'vitest';
import { isCutShort } from './worth-running.ts';

test('half a program of Python does not run, half a page is shown', () => {
  expect(isCutShort('main.py', 'print(1)\nprint(', 15)).toBe(true);
  expect(isCutShort('index.html', '<p>Half a', 9)).toBe(false);
  expect(isCutShort('index.html', '<p>A</p><script>half(', 21)).toBe(true);
});
