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
  expect(step({ 'index.html': '<p>b</p>' })).toEqual([{ do: 'patch', html: '<p>b</p>' }]);
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
  expect(step({ 'index.html': after })).toEqual([{ do: 'replace', html: named, keepsState: true }]);
});

test('markup changed in the middle of the page is changed where it stands', () => {
  const step = follow();
  step({ 'index.html': '<p>a</p><p>b</p>' });
  expect(step({ 'index.html': '<p>ab</p><p>b</p>' }, 'index.html', 5)).toEqual([
    { do: 'patch', html: '<p>ab</p><p>b</p>' },
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
    { do: 'replace', html: '<p>x</p><script>two()\n//# sourceURL=app.js\n</script>', keepsState: true },
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

test('modules of a page run once it is whole, and a change of plain ones begins the page anew', () => {
  const step = follow();
  const page = '<p>x</p><script type="module" src="main.js"></script>';
  const [shown, run] = step({ 'index.html': page, 'main.js': "import './a.js';", 'a.js': 'one()' });
  expect(shown).toEqual({ do: 'replace', html: '<p>x</p>' });
  expect(run).toMatchObject({ do: 'run', engine: 'modules', keepsFrame: true });
  expect(run?.do === 'run' && run.program).toMatchObject({
    entries: [{ id: 'main.js', path: 'main.js', text: null }],
    files: { 'main.js': "import './a.js';", 'a.js': 'one()' },
    isPage: true,
    isBeingWritten: false,
  });
  expect(step({ 'index.html': page, 'main.js': "import './a.js';", 'a.js': 'one()' })).toEqual([]);
  // While a model writes in it, it goes on as it was.
  expect(step({ 'index.html': page, 'main.js': "import './a.js';", 'a.js': 'two(' }, 'a.js')).toEqual([]);
  expect(step({ 'index.html': page, 'main.js': "import './a.js';", 'a.js': 'two()' }).map((one) => one.do)).toEqual([
    'replace',
    'run',
  ]);
});

test('React in a page is refreshed in place', () => {
  const step = follow();
  const page = '<div id="root"></div><script type="module" src="main.tsx"></script>';
  const main = "import { createRoot } from 'react-dom/client';\n";
  expect(step({ 'index.html': page, 'main.tsx': main }).map((one) => one.do)).toEqual(['replace', 'run']);
  expect(step({ 'index.html': page, 'main.tsx': `${main}more()` }).map((one) => one.do)).toEqual(['run']);
  expect(step({ 'index.html': page, 'main.tsx': `${main}more(` }, 'main.tsx').map((one) => one.do)).toEqual(['run']);
  // What was run half-written begins anew when it is whole.
  expect(step({ 'index.html': page, 'main.tsx': `${main}more(1)` }).map((one) => one.do)).toEqual(['replace', 'run']);
});

test('inline modules, import maps and scripts for a compiler in the browser are built, with their lines', () => {
  const step = follow();
  const page = `<script type="importmap">{"imports":{"three":"https://unpkg.com/three@0.1/build/three.module.js"}}</script>
<script src="https://unpkg.com/@babel/standalone/babel.min.js"></script>
<script type="text/babel">
go();</script>`;
  const [shown, run] = step({ 'index.html': page });
  expect(shown).toEqual({ do: 'replace', html: '\n\n' });
  expect(run?.do === 'run' && run.program).toMatchObject({
    entries: [{ id: 'index.html#1', path: 'index.html', text: '\n\n\ngo();' }],
    importMap: { three: 'https://unpkg.com/three@0.1/build/three.module.js' },
  });
});

test('scripts of a CDN come from Flint when it has them', () => {
  const step = follow();
  const tag = (address: string) => `<script src="${address}" integrity="sha384-x" crossorigin="anonymous"></script>`;
  const [shown] = step({
    'index.html': `${tag('https://cdn.jsdelivr.net/npm/p5@1.9.0/lib/p5.min.js')}${tag('https://a.test/x.js')}`,
  });
  expect(shown?.do === 'replace' && shown.html).toMatch(
    /^<script src="\/preview\/vendor\/p5@[\d.]+\/global.js"><\/script><script src="https:\/\/a.test\/x.js"/,
  );
});

test('a style sheet is shown with what it takes from other files, and when these change', () => {
  const step = follow();
  const page = '<link rel="stylesheet" href="s.css"><p>x</p>';
  const sheet = '@import "colours.css"; p { background: url(logo.svg) }';
  const [first] = step({ 'index.html': page, 's.css': sheet, 'colours.css': 'p{color:red}', 'logo.svg': '<svg/>' });
  expect(first).toMatchObject({ do: 'replace', html: expect.stringContaining('p{color:red}') });
  expect(first).toMatchObject({ html: expect.stringContaining('url("data:image/svg+xml') });
  expect(
    step({ 'index.html': page, 's.css': sheet, 'colours.css': 'p{color:blue}', 'logo.svg': '<svg/>' }),
  ).toMatchObject([{ do: 'restyle', path: 's.css', css: expect.stringContaining('p{color:blue}') }]);
});
