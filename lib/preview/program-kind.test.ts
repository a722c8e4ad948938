import { expect, test } from 'vitest';
import { findEntry, kindOf } from './program-kind.ts';

test('an ending says how a file is shown', () => {
  expect(['a.html', 'a.HTM', 'a.svg', 'a.tsx', 'a.mjs', 'a.py', 'a.md', 'a.json'].map(kindOf)).toEqual([
    'page',
    'page',
    'drawing',
    'modules',
    'modules',
    'python',
    'markdown',
    'json',
  ]);
  expect(['style.css', 'notes.txt', 'types.d.ts', 'Makefile'].map(kindOf)).toEqual([null, null, null, null]);
});

test('an open page, Python or Markdown is shown', () => {
  expect(findEntry(['style.css', 'about.html', 'index.html'], 'about.html')).toBe('about.html');
  expect(findEntry(['index.html', 'tool.py'], 'tool.py')).toBe('tool.py');
  expect(findEntry(['index.html', 'README.md'], 'README.md')).toBe('README.md');
  expect(findEntry(['index.html'], 'gone.html')).toBe('index.html');
});

test('an open drawing or JSON is shown unless it is part of a program', () => {
  expect(findEntry(['a.svg', 'b.svg'], 'b.svg')).toBe('b.svg');
  expect(findEntry(['a.json', 'b.json', 'notes.md'], 'b.json')).toBe('b.json');
  expect(findEntry(['index.html', 'logo.svg', 'data.json'], 'logo.svg')).toBe('index.html');
  expect(findEntry(['main.tsx', 'data.json'], 'data.json')).toBe('main.tsx');
});

test('index.html comes first, then the entry of a program of modules', () => {
  expect(findEntry(['style.css', 'about.html', 'index.html'], 'style.css')).toBe('index.html');
  expect(findEntry(['main.tsx', 'index.html'], 'main.tsx')).toBe('index.html');
  expect(findEntry(['App.tsx', 'main.tsx'], 'App.tsx')).toBe('main.tsx');
  expect(findEntry(['style.css', 'App.tsx', 'about.html'], null)).toBe('App.tsx');
  expect(findEntry(['src/App.jsx', 'src/index.js'], null)).toBe('src/index.js');
  expect(findEntry(['sketch.ts', 'app.ts'], 'sketch.ts')).toBe('app.ts');
});

test('then pages, Python, other modules with JSX, Markdown, drawings and JSON', () => {
  expect(findEntry(['notes.md', 'about.htm'], null)).toBe('about.htm');
  expect(findEntry(['a.py', 'main.py'], null)).toBe('main.py');
  expect(findEntry(['a.md', 'a.py'], null)).toBe('a.py');
  expect(findEntry(['style.css', 'Counter.tsx'], null)).toBe('Counter.tsx');
  expect(findEntry(['a.md', 'README.md', 'a.svg'], null)).toBe('README.md');
  expect(findEntry(['data.json', 'a.svg'], null)).toBe('a.svg');
  expect(findEntry(['style.css', 'data.json'], null)).toBe('data.json');
  expect(findEntry(['style.css'], 'style.css')).toBeNull();
});
