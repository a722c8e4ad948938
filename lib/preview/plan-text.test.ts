import { expect, test } from 'vitest';
import { planPreview } from './plan-preview.ts';
import type { PreviewInput, Shown } from './preview-step.ts';

/** Follows a session: each call is the session as it is then. */
function follow(path: string) {
  let shown: Shown | null = null;
  return (files: Record<string, string>, pen: PreviewInput['pen'] = null) => {
    const plan = planPreview(shown, {
      entry: { path, text: files[path] ?? '' },
      paths: Object.keys(files),
      readFile: (one) => files[one] ?? null,
      pen,
    });
    ({ shown } = plan);
    return { steps: plan.steps, quietMs: plan.quietMs ?? 0 };
  };
}

const run = (engine: string, program: object, keepsFrame: boolean) => ({ do: 'run', engine, program, keepsFrame });

test('a document grows in one frame while it is written, and is whole when the pen has left', () => {
  const step = follow('a.md');
  const pen = { path: 'a.md', isRewriting: false };
  expect(step({ 'a.md': '# A' }, { ...pen, at: 3 }).steps).toEqual([
    run('markdown', { path: 'a.md', text: '# A', isWhole: false, files: {} }, false),
  ]);
  expect(step({ 'a.md': '# A\n\nB' }, { ...pen, at: 6 }).steps).toEqual([
    run('markdown', { path: 'a.md', text: '# A\n\nB', isWhole: false, files: {} }, true),
  ]);
  expect(step({ 'a.md': '# A\n\nB' }).steps).toEqual([
    run('markdown', { path: 'a.md', text: '# A\n\nB', isWhole: true, files: {} }, true),
  ]);
  expect(step({ 'a.md': '# A\n\nB' }).steps).toEqual([]);
});

test('what stands behind the pen of a document that is written anew is not shown', () => {
  const step = follow('a.md');
  step({ 'a.md': '# Old\n\nText' });
  const { steps } = step({ 'a.md': '# NewText' }, { path: 'a.md', at: 5, isRewriting: true });
  expect(steps).toMatchObject([{ program: { text: '# New', isWhole: false } }]);
});

test('an empty beginning does not take the place of what is shown', () => {
  const step = follow('a.md');
  step({ 'a.md': '# Old' });
  expect(step({ 'a.md': '' }, { path: 'a.md', at: 0, isRewriting: true }).steps).toEqual([]);
});

test('JSON and drawings in whose middle a model writes stay as they were until it is done', () => {
  for (const [engine, path] of [
    ['json', 'a.json'],
    ['drawing', 'a.svg'],
  ] as const) {
    const step = follow(path);
    step({ [path]: 'before' });
    expect(step({ [path]: 'be|fore' }, { path, at: 3, isRewriting: false }).steps).toEqual([]);
    expect(step({ [path]: 'be, fore' }).steps).toMatchObject([{ engine, keepsFrame: true }]);
  }
});

test('what is typed is not called malformed before typing has paused', () => {
  const step = follow('a.json');
  expect(step({ 'a.json': '[1]' }).quietMs).toBe(0);
  expect(step({ 'a.json': '[1,]' }).quietMs).toBe(400);
});

test('documents take along the documents and drawings that they may lead to', () => {
  const files = { 'a.md': '# A', 'b.md': '# B', 'logo.svg': '<svg/>', 'style.css': 'a{}' };
  expect(follow('a.md')(files).steps).toMatchObject([{ program: { files: { 'b.md': '# B', 'logo.svg': '<svg/>' } } }]);
});
