import { expect, test } from 'vitest';
import { planPreview } from './plan-preview.ts';
import type { Shown } from './preview-step.ts';

/** Follows a session: each call is the session as it is then. A pen stands at the end of its file. */
function follow() {
  let shown: Shown | null = null;
  return (files: Record<string, string>, penPath: string | null = null, entry = 'main.py') => {
    const plan = planPreview(shown, {
      entry: { path: entry, text: files[entry] ?? '' },
      paths: Object.keys(files),
      readFile: (path) => files[path] ?? null,
      pen: penPath === null ? null : { path: penPath, at: files[penPath]?.length ?? 0, isRewriting: false },
    });
    ({ shown } = plan);
    const [step] = plan.steps;
    return step?.do === 'run'
      ? { program: step.program, keepsFrame: step.keepsFrame, quietMs: plan.quietMs ?? 0 }
      : plan.steps;
  };
}

const whole = (files: Record<string, string>, entry = 'main.py') => ({ entry, files, isWhole: true });
const unfinished = { entry: 'main.py', files: {}, isWhole: false };

test('a program runs with all that lies beside it', () => {
  const step = follow();
  const files = { 'main.py': 'print(1)', 'data/a.csv': '1,2' };
  expect(step(files)).toEqual({ program: whole(files), keepsFrame: false, quietMs: 0 });
  expect(step(files)).toEqual([]);
});

test('while a model writes it nothing runs, but Python gets ready; it runs as soon as it is written', () => {
  const step = follow();
  const text = 'import math\n\nfor i in range(3):\n    print(math.sqrt(i))\n';
  for (let end = 0; end <= text.length; end += 1) {
    const planned = step({ 'main.py': text.slice(0, end) }, 'main.py');
    expect(planned).toEqual(end === 0 ? { program: unfinished, keepsFrame: false, quietMs: 0 } : []);
  }
  expect(step({ 'main.py': text })).toEqual({ program: whole({ 'main.py': text }), keepsFrame: true, quietMs: 0 });
});

test('a program that runs goes on until the model has written its next form', () => {
  const step = follow();
  step({ 'main.py': 'print(1)' });
  expect(step({ 'main.py': 'print(' }, 'main.py')).toEqual([]);
  expect(step({ 'main.py': 'print(2)' })).toMatchObject({ keepsFrame: true, quietMs: 0 });
});

test('the program waits for a module or a text that the model writes after it', () => {
  const step = follow();
  step({ 'main.py': 'import helper' }, 'main.py');
  expect(step({ 'main.py': 'import helper', 'helper.py': 'def' }, 'helper.py')).toEqual([]);
  expect(step({ 'main.py': 'import helper', 'helper.py': 'x = 1', 'a.csv': '1' }, 'a.csv')).toEqual([]);
  const files = { 'main.py': 'import helper', 'helper.py': 'x = 1', 'a.csv': '1,2', 'README.md': '# The' };
  expect(step(files, 'README.md')).toMatchObject({ program: whole(files) });
});

test('typing runs it when it has paused', () => {
  const step = follow();
  step({ 'main.py': 'print(1)' });
  expect(step({ 'main.py': 'print(12)' })).toMatchObject({ keepsFrame: true, quietMs: 800 });
});

test('an empty program does not run, and what is then typed runs when it has paused', () => {
  const step = follow();
  expect(step({ 'main.py': '\n' })).toMatchObject({ program: unfinished });
  expect(step({ 'main.py': 'pri' })).toMatchObject({ quietMs: 800 });
});

test('what it cannot read does not start it anew', () => {
  const step = follow();
  step({ 'main.py': 'print(1)', 'README.md': '# A' });
  expect(step({ 'main.py': 'print(1)', 'README.md': '# B', 'style.css': 'a{}' })).toEqual([]);
});

test('another program is run at once, in the same interpreter', () => {
  const step = follow();
  const files = { 'main.py': 'print(1)', 'other.py': 'print(2)' };
  step(files);
  expect(step(files, null, 'other.py')).toEqual({ program: whole(files, 'other.py'), keepsFrame: true, quietMs: 0 });
});
