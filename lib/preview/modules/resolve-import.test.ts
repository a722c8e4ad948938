import { expect, test } from 'vitest';
import { gatherFiles } from './find-imports.ts';
import { resolveImport } from './resolve-import.ts';

const files = ['main.tsx', 'src/app.tsx', 'src/ui/index.ts', 'src/ui/button.tsx', 'data.json', 'shared/clock.ts'];
const resolve = (specifier: string, from = 'src/app.tsx', importMap = {}) =>
  resolveImport(specifier, from, (path) => files.includes(path), importMap);

test("the session's own files are found as bundlers find them", () => {
  expect(resolve('./ui/button')).toEqual({ kind: 'file', path: 'src/ui/button.tsx', query: '' });
  expect(resolve('./ui')).toEqual({ kind: 'file', path: 'src/ui/index.ts', query: '' });
  expect(resolve('./ui/')).toEqual({ kind: 'file', path: 'src/ui/index.ts', query: '' });
  expect(resolve('../shared/clock.js')).toEqual({ kind: 'file', path: 'shared/clock.ts', query: '' });
  expect(resolve('/data.json')).toEqual({ kind: 'file', path: 'data.json', query: '' });
  expect(resolve('../data.json?raw')).toEqual({ kind: 'file', path: 'data.json', query: 'raw' });
  expect(resolve('@/ui/button')).toEqual({ kind: 'file', path: 'src/ui/button.tsx', query: '' });
  expect(resolve('~/shared/clock')).toEqual({ kind: 'file', path: 'shared/clock.ts', query: '' });
});

test('what looks like a file and is none is missing; the rest are packages and addresses', () => {
  expect(resolve('./nowhere')).toEqual({ kind: 'missing', path: 'src/nowhere' });
  expect(resolve('@/nowhere')).toEqual({ kind: 'missing', path: 'nowhere' });
  expect(resolve('three/addons/controls/OrbitControls.js')).toMatchObject({ kind: 'package' });
  expect(resolve('@scope/name')).toMatchObject({ kind: 'package' });
  expect(resolve('https://esm.sh/react')).toEqual({ kind: 'package', specifier: 'https://esm.sh/react' });
});

test("a page's import map is asked first, by the whole name and then by the longest beginning", () => {
  const map = { three: 'https://cdn.test/three.js', 'lib/': './shared/', 'lib/ui/': './src/ui/' };
  expect(resolve('three', 'index.html', map)).toEqual({ kind: 'package', specifier: 'https://cdn.test/three.js' });
  expect(resolve('lib/clock', 'src/app.tsx', map)).toEqual({ kind: 'file', path: 'shared/clock.ts', query: '' });
  expect(resolve('lib/ui/button', 'src/app.tsx', map)).toEqual({ kind: 'file', path: 'src/ui/button.tsx', query: '' });
});

test('a program is made of what its files import, and what these import, circles too', () => {
  const texts: Record<string, string> = {
    'main.tsx': "import App from './app';\nimport 'react';\nimport './style.css';\nconst late = import('./late');",
    'app.tsx': 'export { x } from "./main";',
    'style.css': '@import "./more.css";',
    'more.css': '',
    'late.ts': '',
    'unused.ts': '',
  };
  const gathered = gatherFiles([{ path: 'main.tsx', text: texts['main.tsx'] ?? '' }], (path) => texts[path] ?? null);
  expect(Object.keys(gathered).toSorted()).toEqual(['app.tsx', 'late.ts', 'main.tsx', 'more.css', 'style.css']);
});
