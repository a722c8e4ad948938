import { expect, test } from 'vitest';
import type { ModulesSource } from '../modules-program.ts';
import { createProgramBuilder } from './build-program.ts';

const sourceOf = (files: Record<string, string>, more: Partial<ModulesSource> = {}): ModulesSource => {
  const entry = Object.keys(files)[0] ?? '';
  const entries = [{ id: entry, path: entry, text: null }];
  return { entries, files, importMap: {}, unfinished: null, isBeingWritten: false, isPage: false, ...more };
};
const build = (files: Record<string, string>, more: Partial<ModulesSource> = {}) =>
  createProgramBuilder(() => 0).build(sourceOf(files, more));

test('a program comes with all its modules, and with what they import resolved', () => {
  const { program, problems } = build({
    'main.tsx':
      "import { x } from './x';\nimport React from 'react';\nimport './a.css';\nexport default () => <b>{x}{String(React)}</b>;",
    'x.ts': 'export const x: number = 1;',
    'a.css': 'b { color: red }',
  });
  expect(problems).toEqual([]);
  expect(program?.modules.map(({ id, kind }) => [id, kind])).toEqual([
    ['main.tsx', 'script'],
    ['x.ts', 'script'],
    ['a.css', 'style'],
  ]);
  expect(program?.modules[0]?.imports).toMatchObject({ './x': 'x.ts', './a.css': 'a.css', react: 'react' });
  expect(program?.packages.toSorted()).toEqual(['react', 'react/jsx-runtime']);
});

test('lines stay where they are', () => {
  const { program } = build({
    'main.ts': 'interface A {\n  a: string;\n}\nconst a: A = { a: "1" };\nthrow new Error(a.a);\n',
  });
  expect(program?.modules[0]?.code.split('\n')[4]).toContain('throw new Error(a.a)');
});

test('an error names its file and its line, and no program comes', () => {
  const broken = build({ 'main.ts': "import './b';", 'b.ts': 'const a = 1;\nconst b = (;\n' });
  expect(broken.program).toBeNull();
  expect(broken.problems).toMatchObject([{ kind: 'compile', path: 'b.ts', line: 2 }]);
  const missing = build({ 'main.ts': "\nimport './nowhere';" });
  expect(missing.problems).toMatchObject([{ path: 'main.ts', line: 2, message: expect.stringContaining('./nowhere') }]);
  expect(
    build({ 'main.ts': "import './a.json';", 'a.json': '{\n"name": "a JSON file", "numbers": [1, 2, 3, 4, ] }' })
      .problems,
  ).toMatchObject([{ path: 'a.json', line: 2 }]);
  // What only the browser refuses.
  expect(build({ 'main.js': 'const a = 1; const a = 2;' }).problems).toMatchObject([{ path: 'main.js' }]);
});

test('while it is written nothing is a problem, and what is missing is empty', () => {
  const writing = { isBeingWritten: true };
  expect(build({ 'main.ts': 'const a = (;' }, writing)).toMatchObject({ program: null, problems: [] });
  const { program } = build({ 'main.ts': "import { Card } from './card';\nexport const a = Card;" }, writing);
  expect(program?.modules.find(({ id }) => id === 'card')?.kind).toBe('missing');
});

test('a file that is written at its end is closed up, and says that it was', () => {
  const text = 'export default function App() {\n  return <main><h1>Hello</h1><p>and th';
  const { program, isCut } = build(
    { 'App.tsx': text },
    { isBeingWritten: true, unfinished: { path: 'App.tsx', rest: '' } },
  );
  expect(isCut).toBe(true);
  expect(program?.modules[0]?.code).toContain('and th');
});

test('a component that is used before it is written is an empty one', () => {
  const text = 'export default function App() {\n  return <main><Card a={1} /></main>;\n}\n';
  const { program } = build({ 'App.tsx': text }, { isBeingWritten: true, unfinished: { path: 'App.tsx', rest: '' } });
  expect(program?.modules[0]?.code).toContain('var Card = $flint.hole;');
});

test('a file that is written over its old self is whole where the two agree, and held where they do not', () => {
  const builder = createProgramBuilder(() => 0);
  const rest = '  return <p>old</p>;\n}\n';
  const write = (text: string) =>
    builder.build(sourceOf({ 'App.tsx': text }, { isBeingWritten: true, unfinished: { path: 'App.tsx', rest } }));
  const agreed = write('export default function App() {\n  const a = 1;\n  cons');
  expect(agreed.isCut).toBe(false);
  expect(agreed.program?.modules[0]?.code).toContain('const a = 1;');
  expect(agreed.program?.modules[0]?.code).toContain('"old"');
  expect(write('export default function App() {\n  const b = [\n').program).toBeNull();
});

test('marks for the refresh keep with a component the hooks that its state hangs on', () => {
  const { program } = build({
    'App.tsx': `import { useState } from 'react';
import { useClock } from './clock';
const LIMIT = 3;
export const Row = ({ a }: { a: string }) => <li>{a}</li>;
export default function App() {
  const [count, setCount] = useState<number>(LIMIT);
  const now = useClock();
  return <b onClick={() => setCount(count + 1)}>{count}{now}</b>;
}
`,
    'clock.ts': 'export function useClock() { return 1; }',
  });
  const code = program?.modules[0]?.code ?? '';
  expect(code).toContain('$flint.register(App, "App")');
  expect(code).toContain('$flint.register(exports.Row, "Row")');
  expect(code).not.toContain('$flint.register(LIMIT');
  expect(code).toMatch(
    /\$flint\.sign\(App, "const \[count, setCount\] = useState\(LIMIT\)\\nuseClock", function \(\) \{ return \[_clock\.useClock\]; \}\)/,
  );
  expect(code).toContain('$flint.candidate(App)');
});

test('what starts something at its top is not run twice in a document', () => {
  const repeatable = (text: string) => build({ 'main.ts': text }).program?.modules[0]?.isRepeatable;
  expect(repeatable('export const a = () => setInterval(() => {}, 1);')).toBe(true);
  expect(repeatable('setInterval(() => {}, 1);')).toBe(false);
  expect(repeatable('window.addEventListener("keydown", () => {});')).toBe(false);
});

test('a CSS module gives its names, and other files what bundlers make of them', () => {
  const { program } = build({
    'main.ts':
      "import s from './a.module.css';\nimport t from './b.svg';\nimport r from './c.glsl?raw';\nexport { s, t, r };",
    'a.module.css':
      '.card:hover { color: red; background: url(x.png) } /* .no */ :global(.app) .is-on { margin: 0.5em }',
    'b.svg': '<svg/>',
    'c.glsl': 'void main() {}',
  });
  const code = (id: string) => program?.modules.find((module) => module.id === id)?.code ?? '';
  expect(code('a.module.css')).toContain('{"card":"a_card","is-on":"a_is-on"}');
  expect(code('a.module.css?style')).toBe(
    '.a_card:hover { color: red; background: url(x.png) } /* .no */ .app .a_is-on { margin: 0.5em }',
  );
  expect(code('b.svg')).toContain('data:image/svg+xml');
  expect(code('c.glsl?raw')).toContain('void main() {}');
});
