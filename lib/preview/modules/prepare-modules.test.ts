import { expect, test } from 'vitest';
import { createManualClock } from '../../base/clock.ts';
import type { ModulesSource } from '../modules-program.ts';
import type { Problem } from '../problem.ts';
import { createProgramBuilder } from './build-program.ts';
import { createModulesPreparation } from './prepare-modules.ts';

/** A page that prepares the forms of one program: which of them go on in the frame that there is. */
function setUp() {
  const clock = createManualClock(10_000);
  const builder = createProgramBuilder(() => 0);
  const told: (readonly Problem[])[] = [];
  const built: ModulesSource[] = [];
  const preparation = createModulesPreparation({
    compiler: {
      build(source) {
        built.push(source);
        return Promise.resolve(builder.build(source));
      },
    },
    clock,
    onProblems: (problems) => told.push(problems),
  });
  let isFirst = true;
  async function show(files: Record<string, string>, writing: string | null = null) {
    const entry = Object.keys(files)[0] ?? '';
    const source: ModulesSource = {
      entries: [{ id: entry, path: entry, text: null }],
      files,
      importMap: {},
      unfinished: writing === null ? null : { path: writing, rest: '' },
      isBeingWritten: writing !== null,
      isPage: false,
    };
    const prepared = await preparation.prepare(source, !isFirst);
    isFirst = false;
    if (prepared === null || 'againInMs' in prepared) return 'held';
    return prepared.keepsFrame ? 'kept' : 'new';
  }
  return { clock, told, built, show, began: (tookMs: number) => preparation.began?.(tookMs) };
}

const app = (title: string) => `import { useState } from 'react';
export default function App() { const [a] = useState(1); return <h1>${title} {a}</h1>; }
`;

test('React goes on in its frame, and so does any program when only its style changes', async () => {
  const { show } = setUp();
  expect(await show({ 'App.tsx': app('One') })).toBe('new');
  expect(await show({ 'App.tsx': app('Two') })).toBe('kept');
  const plain = setUp();
  const files = { 'main.ts': "import './a.css';\nsetInterval(() => {}, 10);", 'a.css': 'b{}' };
  expect(await plain.show(files)).toBe('new');
  expect(await plain.show({ ...files, 'a.css': 'i{}' })).toBe('kept');
  expect(await plain.show({ ...files, 'main.ts': "import './a.css';\nsetInterval(() => {}, 20);" })).toBe('new');
});

test('what begins anew is compiled while it is written only when a new frame is due, and a style sheet at any time', async () => {
  const { show, clock, built } = setUp();
  const style = { 'a.css': 'b{}' };
  const main = (lines: number) => `import './a.css';\n${'step();\n'.repeat(lines)}`;
  expect(await show({ 'main.ts': main(1), ...style })).toBe('new');
  expect(await show({ 'main.ts': main(1), 'a.css': 'i{}' }, 'a.css')).toBe('kept');
  for (let lines = 2; lines <= 60; lines += 1) {
    clock.advance(20);
    expect(await show({ 'main.ts': main(lines), ...style }, 'main.ts')).toBe('held');
  }
  expect(built).toHaveLength(2);
  clock.advance(20);
  expect(await show({ 'main.ts': main(61), ...style }, 'main.ts')).toBe('new');
  expect(await show({ 'main.ts': main(62), ...style })).toBe('new');
  expect(built).toHaveLength(4);
});

test('React that starts something at its top begins anew', async () => {
  const { show } = setUp();
  const listening = (title: string) => `${app(title)}addEventListener('keydown', () => {});`;
  await show({ 'App.tsx': listening('One') });
  expect(await show({ 'App.tsx': listening('Two') })).toBe('new');
});

test('what was cut while it was written begins anew when it is whole', async () => {
  const { show, clock } = setUp();
  const text = app('One');
  expect(await show({ 'App.tsx': text.slice(0, -10) }, 'App.tsx')).toBe('new');
  expect(await show({ 'App.tsx': text.slice(0, -5) }, 'App.tsx')).toBe('kept');
  clock.advance(5_000);
  expect(await show({ 'App.tsx': text })).toBe('new');
  expect(await show({ 'App.tsx': app('Two') })).toBe('kept');
});

test('a program without React is shown about once a second while it is written', async () => {
  const { show, clock } = setUp();
  const text = 'document.body.append("a");\ndocument.body.append("b");\ndocument.body.append("c");\n';
  expect(await show({ 'main.ts': text.slice(0, 30) }, 'main.ts')).toBe('new');
  expect(await show({ 'main.ts': text.slice(0, 60) }, 'main.ts')).toBe('held');
  clock.advance(1_300);
  expect(await show({ 'main.ts': text.slice(0, 80) }, 'main.ts')).toBe('new');
});

/** How long it takes until a program that is being written is begun anew. */
async function restOf(tookMs: number): Promise<number> {
  const { show, clock, began } = setUp();
  expect(await show({ 'main.ts': 'step();\n' }, 'main.ts')).toBe('new');
  began(tookMs);
  for (let lines = 2; ; lines += 1) {
    clock.advance(20);
    if ((await show({ 'main.ts': 'step();\n'.repeat(lines) }, 'main.ts')) === 'new') return (lines - 1) * 20;
  }
}

test('the longer its frames take to begin, the less often a program is begun while it is written', async () => {
  expect(await restOf(10)).toBe(1_200);
  expect(await restOf(100)).toBe(3_000);
  expect(await restOf(1_000)).toBe(4_000);
});

test('what is shown already stays for a moment when a model begins to write', async () => {
  const { show, clock } = setUp();
  expect(await show({ 'main.ts': 'old();\n' })).toBe('new');
  clock.advance(60_000);
  expect(await show({ 'main.ts': 'fresh();\n' }, 'main.ts')).toBe('held');
  clock.advance(1_199);
  expect(await show({ 'main.ts': 'fresh();\nfresh();\n' }, 'main.ts')).toBe('held');
  expect(await show({ 'main.ts': 'fresh();\nfresh();\n' }), 'its end is shown at once').toBe('new');
});

test('an error is told when typing has paused, and not at all when it was mended before', async () => {
  const { show, told, clock } = setUp();
  expect(await show({ 'main.ts': 'const a = (;' })).toBe('held');
  clock.advance(200);
  expect(await show({ 'main.ts': 'const a = 1;' })).toBe('new');
  clock.advance(1_000);
  expect(told).toEqual([]);
  await show({ 'main.ts': 'const a = (;' });
  clock.advance(300);
  expect(told).toMatchObject([[{ path: 'main.ts' }]]);
});
