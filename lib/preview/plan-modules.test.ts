import { expect, test } from 'vitest';
import { planModules } from './plan-modules.ts';
import type { ModulesSource } from './modules-program.ts';
import type { Shown } from './preview-step.ts';

/** A preview that follows a program's files through a story; its entry is the first. */
function follow() {
  let shown: Shown | null = null;
  return (
    files: Record<string, string>,
    pen: { path: string; at?: number } | null = null,
    isRunning = pen !== null,
  ) => {
    const path = Object.keys(files)[0] ?? '';
    const plan = planModules(shown, {
      entry: { path, text: files[path] ?? '' },
      paths: Object.keys(files),
      readFile: (one) => files[one] ?? null,
      pen: pen && { path: pen.path, at: pen.at ?? files[pen.path]?.length ?? 0, isRewriting: false },
      isRunning,
    });
    shown = plan.shown;
    const [step] = plan.steps;
    return step?.do === 'run' ? { keepsFrame: step.keepsFrame, ...(step.program as ModulesSource) } : null;
  };
}

test('a program is run with the files that it reaches, and not again while these stay the same', () => {
  const step = follow();
  const files = { 'main.tsx': "import './a';", 'a.ts': 'one()', 'notes.md': 'x' };
  expect(step(files)).toMatchObject({
    entries: [{ id: 'main.tsx' }],
    files: { 'main.tsx': "import './a';", 'a.ts': 'one()' },
    keepsFrame: false,
    isBeingWritten: false,
  });
  expect(step({ ...files, 'notes.md': 'y' })).toBeNull();
  expect(step({ ...files, 'a.ts': 'two()' })).toMatchObject({ keepsFrame: true });
});

test('the file that a model writes ends at the pen, and what stood behind it comes along', () => {
  const step = follow();
  expect(step({ 'main.tsx': 'newold' }, { path: 'main.tsx', at: 3 })).toMatchObject({
    files: { 'main.tsx': 'new' },
    unfinished: { path: 'main.tsx', rest: 'old' },
    isBeingWritten: true,
  });
});

test('between two files of a run the program is still being written, and at its end it is run once more', () => {
  const step = follow();
  const files = { 'main.tsx': "import './a';", 'a.ts': 'one()' };
  expect(step(files, null, true)).toMatchObject({ unfinished: null, isBeingWritten: true });
  expect(step(files)).toMatchObject({ isBeingWritten: false });
});

test('another entry is another program', () => {
  const step = follow();
  step({ 'main.tsx': 'one()' });
  expect(step({ 'other.tsx': 'one()' })).toMatchObject({ keepsFrame: false });
});
