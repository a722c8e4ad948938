import { expect, test } from 'vitest';
import { planPreview } from './plan-preview.ts';
import type { PreviewStep, Shown } from './preview-step.ts';

/** A preview that follows files through a story; `pen` is a path with its offset, or the end. */
function follow() {
  let shown: Shown | null = null;
  return (
    files: Record<string, string>,
    pen: string | null = null,
    at?: number,
    isRewriting = false,
  ): readonly PreviewStep[] => {
    const text = files['index.html'];
    const plan = planPreview(shown, {
      entry: text === undefined ? null : { path: 'index.html', text },
      paths: Object.keys(files),
      readFile: (path) => files[path] ?? null,
      pen: pen === null ? null : { path: pen, at: at ?? files[pen]?.length ?? 0, isRewriting },
    });
    shown = plan.shown;
    return plan.steps;
  };
}

test('a page that is there is shown whole, and not again while nothing changes', () => {
  const step = follow();
  expect(step({ 'index.html': '<p>a</p>' })).toEqual([{ do: 'replace', html: '<p>a</p>' }]);
  expect(step({ 'index.html': '<p>a</p>' })).toEqual([]);
  expect(step({ 'index.html': '<p>b</p>' })).toEqual([{ do: 'replace', html: '<p>b</p>' }]);
  expect(step({})).toEqual([{ do: 'clear' }]);
});

test('a page written at its end goes on in one frame and is finished when the run ends', () => {
  const step = follow();
  expect(step({ 'index.html': '<h1>H</h1><p' }, 'index.html')).toEqual([{ do: 'begin', html: '<h1>H</h1>' }]);
  expect(step({ 'index.html': '<h1>H</h1><p>x' }, 'index.html')).toEqual([{ do: 'write', html: '<p>x' }]);
  expect(step({ 'index.html': '<h1>H</h1><p>x<script>go(' }, 'index.html')).toEqual([]);
  expect(step({ 'index.html': '<h1>H</h1><p>x<script>go()</script>' }, 'index.html')).toEqual([
    { do: 'write', html: '<script>go()\n//# sourceURL=index.html#1\n</script>' },
  ]);
  expect(step({ 'index.html': '<h1>H</h1><p>x<script>go()</script>' })).toEqual([{ do: 'finish', html: '' }]);
});

test('a rewrite leaves the last page standing until the new one has begun', () => {
  const step = follow();
  step({ 'index.html': '<p>old</p>' });
  expect(step({ 'index.html': '' }, 'index.html')).toEqual([]);
  expect(step({ 'index.html': '<p>n' }, 'index.html')).toEqual([{ do: 'begin', html: '<p>n' }]);
});

test('while a page is rewritten over the old one, only what is new of it is shown', () => {
  const step = follow();
  step({ 'index.html': '<h1>old</h1><p>old</p>' });
  expect(step({ 'index.html': '<h1>old</h1><p>old</p>' }, 'index.html', 0, true)).toEqual([]);
  expect(step({ 'index.html': '<h1>new</h1><p>old</p>' }, 'index.html', 12, true)).toEqual([
    { do: 'begin', html: '<h1>new</h1>' },
  ]);
  expect(step({ 'index.html': '<h1>new</h1><p>new</p>' })).toEqual([{ do: 'finish', html: '<p>new</p>' }]);
});

test('nothing is shown while the pen is inside a script in the middle of the page', () => {
  const step = follow();
  const before = '<script>let a = 1;</script><p>x</p>';
  step({ 'index.html': before });
  expect(step({ 'index.html': '<script>let a = [;</script><p>x</p>' }, 'index.html', 17)).toEqual([]);
  const after = '<script>let a = [];</script><p>x</p>';
  const named = '<script>let a = [];\n//# sourceURL=index.html#1\n</script><p>x</p>';
  expect(step({ 'index.html': after })).toEqual([{ do: 'replace', html: named }]);
});

test('markup changed in the middle of the page makes a new frame', () => {
  const step = follow();
  step({ 'index.html': '<p>a</p><p>b</p>' });
  expect(step({ 'index.html': '<p>ab</p><p>b</p>' }, 'index.html', 5)).toEqual([
    { do: 'replace', html: '<p>ab</p><p>b</p>' },
  ]);
});

test('a style sheet is exchanged in place, also while it is written', () => {
  const step = follow();
  const page = '<link rel="stylesheet" href="s.css"><p>x</p>';
  step({ 'index.html': page });
  expect(step({ 'index.html': page, 's.css': 'p{' }, 's.css')).toEqual([{ do: 'restyle', path: 's.css', css: 'p{' }]);
  expect(step({ 'index.html': page, 's.css': 'p{}' })).toEqual([{ do: 'restyle', path: 's.css', css: 'p{}' }]);
  expect(step({ 'index.html': page, 's.css': 'p{}' })).toEqual([]);
});

test('a changed style sheet does not restart a page that is being written', () => {
  const step = follow();
  const page = '<link rel="stylesheet" href="s.css"><p>x</p>';
  step({ 'index.html': page, 's.css': 'a{}' }, 'index.html');
  expect(step({ 'index.html': `${page}<b>y`, 's.css': 'b{}' }, 'index.html')).toEqual([
    { do: 'write', html: '<b>y' },
    { do: 'restyle', path: 's.css', css: 'b{}' },
  ]);
});

test('a script file is not run before the pen has left it', () => {
  const step = follow();
  const page = '<p>x</p><script src="app.js"></script>';
  step({ 'index.html': page, 'app.js': 'one()' });
  expect(step({ 'index.html': page, 'app.js': 'tw' }, 'app.js')).toEqual([]);
  expect(step({ 'index.html': page, 'app.js': 'two()' })).toEqual([
    { do: 'replace', html: '<p>x</p><script>two()\n//# sourceURL=app.js\n</script>' },
  ]);
});

test('a page is finished when the pen goes on to another file', () => {
  const step = follow();
  const page = '<link rel="stylesheet" href="s.css"><p>x</p>';
  step({ 'index.html': page }, 'index.html');
  expect(step({ 'index.html': page, 's.css': 'p{' }, 's.css')).toEqual([
    { do: 'finish', html: '' },
    { do: 'restyle', path: 's.css', css: 'p{' },
  ]);
});

test('typing above the pen starts the page anew', () => {
  const step = follow();
  step({ 'index.html': '<h1>a</h1><p>b' }, 'index.html');
  expect(step({ 'index.html': '<h1>aa</h1><p>bc' }, 'index.html')).toEqual([{ do: 'begin', html: '<h1>aa</h1><p>bc' }]);
});
