import { expect, test } from 'vitest';
import { tellSession } from '../session/session-story.ts';
import { chooseContext } from './choose-context.ts';
import { importedPaths } from './imported-paths.ts';
import { createTokenCounts } from './token-counts.ts';

const counts = createTokenCounts(null);
const lines = (count: number) => 'const value = 1;\n'.repeat(count);

function choose(files: Readonly<Record<string, string>>, open: string, roomTokens: number, instruction = 'Go on') {
  const story = tellSession(files);
  const fileId = [...story.state.files.values()].find(({ path }) => path === open)!.id;
  story.command({ type: 'start-run', instruction, openFileId: fileId });
  const chosen = chooseContext({ state: story.state, run: story.state.runs.at(-1)!, roomTokens, counts });
  return { ...chosen, shown: chosen.shown.map(({ path }) => path) };
}

test('with room for all, all is shown, in the order it was made', () => {
  const chosen = choose({ 'b.js': lines(2), 'a.js': lines(2) }, 'a.js', 10_000);
  expect(chosen).toMatchObject({ shown: ['b.js', 'a.js'], leftOut: [], isTooLong: false });
});

test('the open file comes first, then what the instruction names, what it imports, and the small ones', () => {
  const files = {
    'main.js': `import { step } from './step.js';\n${lines(100)}`,
    'step.js': `import './deeper.js';\n${lines(100)}`,
    'deeper.js': lines(100),
    'named.css': lines(100),
    'small.js': lines(2),
    'other.js': lines(100),
  };
  const order = ['main.js', 'named.css', 'deeper.js', 'step.js', 'small.js', 'other.js'];
  for (let count = 1; count <= order.length; count += 1) {
    const room = order.slice(0, count).reduce((sum, path) => {
      return sum + Math.ceil(files[path as keyof typeof files].length / 3) + 24;
    }, 0);
    const { shown, leftOut } = choose(files, 'main.js', room, 'Make named.css nicer');
    expect(new Set(shown)).toEqual(new Set(order.slice(0, count)));
    expect(leftOut.map(({ path }) => path)).toEqual(order.slice(count));
  }
});

test('data gives way to source, and each that is left out has its reason', () => {
  const files = {
    'main.js': lines(10),
    'package-lock.json': lines(2_000),
    'table.txt': `${'1,'.repeat(20_000)}\n`,
    'long.js': lines(2_500),
  };
  const { shown, leftOut } = choose(files, 'main.js', 14_600);
  expect(shown).toEqual(['main.js', 'long.js']);
  expect(leftOut.map(({ path, reason }) => [path, reason])).toEqual([
    ['package-lock.json', 'data'],
    ['table.txt', 'data'],
  ]);
  expect(choose(files, 'main.js', 5_000).leftOut[0]).toMatchObject({ path: 'long.js', reason: 'no-room' });
});

test('when not even the open file fits, it says so', () => {
  expect(choose({ 'main.js': lines(1_000) }, 'main.js', 500).isTooLong).toBe(true);
});

test('a 2 MB project stays in 128k', () => {
  const files = Object.fromEntries(Array.from({ length: 90 }, (_, index) => [`src/part${index}.js`, lines(1_400)]));
  const { tokens, isTooLong, leftOut, shown } = choose(files, 'src/part7.js', 112_000);
  expect(isTooLong).toBe(false);
  expect(tokens).toBeLessThanOrEqual(112_000);
  expect(shown).toContain('src/part7.js');
  expect(leftOut.length + shown.length).toBe(90);
});

test('imports are found in all their forms, and only those that are there', () => {
  const there = new Set([
    'src/a.ts',
    'src/b.tsx',
    'lib/c.js',
    'style.css',
    'img.svg',
    'd/index.ts',
    'tools.py',
    'pkg/__init__.py',
  ]);
  const of = (path: string, text: string) => [...importedPaths(path, text, (candidate) => there.has(candidate))];
  const script = `import a from './a';\nexport { b } from "./b.js";\nconst c = require('../lib/c');\nawait import('../d');\nimport 'react';`;
  expect(of('src/main.ts', script)).toEqual(['src/a.ts', 'src/b.tsx', 'd/index.ts', 'lib/c.js']);
  expect(
    of('index.html', '<link href="style.css?v=2"><script src="https://x/src/a.ts"></script><img src=img.svg>'),
  ).toEqual(['style.css', 'img.svg']);
  expect(of('main.py', 'import tools\nfrom pkg import x\nimport os')).toEqual(['tools.py', 'pkg/__init__.py']);
});
