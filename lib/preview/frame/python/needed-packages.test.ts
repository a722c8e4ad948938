import { expect, test } from 'vitest';
import { neededFor, type Lock } from './needed-packages.ts';

const locked = (name: string, imports: string[], depends: string[] = []) => ({
  [name]: { name, file_name: `${name}.whl`, imports, depends },
});

const lock: Lock = {
  ...locked('numpy', ['numpy']),
  ...locked('python-dateutil', ['dateutil'], ['six']),
  ...locked('six', ['six']),
  ...locked('pandas', ['pandas'], ['numpy', 'python-dateutil']),
  ...locked('pillow', ['PIL']),
  ...locked('one', ['one'], ['other']),
  ...locked('other', ['other'], ['one', 'gone']),
};

test('an import needs its package, by whatever name, and first what that depends on', () => {
  expect([...neededFor(['pandas', 'PIL'], lock)]).toEqual([
    ['pandas', ['numpy', 'six', 'python-dateutil', 'pandas']],
    ['PIL', ['pillow']],
  ]);
});

test('an import that no package provides is left to Python to tell of', () => {
  expect(neededFor(['numpi'], lock).size).toBe(0);
});

test('packages that need each other, or one that is not there, end the search all the same', () => {
  expect(neededFor(['one'], lock).get('one')).toEqual(['other', 'one']);
});
