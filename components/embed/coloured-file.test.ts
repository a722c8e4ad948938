import { expect, test } from 'vitest';
import { colouredFile } from './coloured-file.ts';

const file = { id: 'f', path: 'main.js', text: 'let a;', version: 1 };

test('a file that changes fast is coloured once for all who look on', async () => {
  const first = await colouredFile('one', file);
  expect(await colouredFile('one', { ...file, text: 'let b;', version: 2 })).toBe(first);
  expect(await colouredFile('two', { ...file, text: 'let b;' })).not.toBe(first);
  expect(await colouredFile('one', { ...file, path: 'main.css' })).not.toBe(first);
});
