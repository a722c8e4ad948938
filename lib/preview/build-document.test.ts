import { expect, test } from 'vitest';
import { buildDocument, cutUnfinished, isInsideScriptOrTag } from './build-document.ts';

const read = (files: Record<string, string>) => (path: string) => files[path] ?? null;
const page = (text: string) => ({ path: 'index.html', text });

test("a page's own style sheets, scripts and drawings are put in place", () => {
  const built = buildDocument(
    page('<link rel="stylesheet" href="./style.css"><img alt="x" src="logo.svg"><script src=\'app.js\'></script>'),
    read({ 'style.css': 'a{}', 'app.js': 'go()', 'logo.svg': '<svg/>' }),
    { complete: true },
  );
  expect(built.html).toContain('<style data-flint-file="style.css">a{}</style>');
  expect(built.html).toContain('<img alt="x" src="data:image/svg+xml;charset=utf-8,%3Csvg%2F%3E">');
  expect(built.html).toContain('<script>go()\n//# sourceURL=app.js\n</script>');
  expect(built.styles).toEqual(['style.css']);
  expect(built.parts).toEqual(['logo.svg', 'app.js']);
});

test('addresses elsewhere, comments and inline scripts stay as they are', () => {
  const text =
    '<!-- <script src="app.js"></script> --><script src="https://a.test/x.js"></script><script>s = \'<link rel="stylesheet" href="style.css">\'</script><link rel="icon" href="icon.png">';
  expect(buildDocument(page(text), read({ 'app.js': '1', 'style.css': 'a{}' }), { complete: true }).html).toBe(text);
});

test('a missing style sheet leaves a place that can be filled later', () => {
  const built = buildDocument(page('<link rel=stylesheet href=late.css>'), read({}), { complete: true });
  expect(built.html).toBe('<style data-flint-file="late.css"></style>');
  expect(built.styles).toEqual(['late.css']);
});

test('deferred scripts run after the page, in their order; modules stay where they are', () => {
  const built = buildDocument(
    page(
      '<script defer src="a.js"></script><script src="b.js" defer></script><script type="module" src="c.js"></script><p>x</p>',
    ),
    read({ 'a.js': 'A', 'b.js': 'B', 'c.js': 'C' }),
    { complete: true },
  );
  expect([...built.html.matchAll(/>([ABC])\n/g)].map((match) => match[1])).toEqual(['C', 'A', 'B']);
  expect(built.html.indexOf('<p>')).toBeLessThan(built.html.indexOf('>A\n'));
});

test('text that would end the element early is escaped', () => {
  const built = buildDocument(
    page('<link rel=stylesheet href=s.css><script src=a.js></script>'),
    read({ 's.css': '/*</style>*/', 'a.js': "x = '</script>'" }),
    { complete: true },
  );
  expect(built.html).toContain('/*<\\/style>*/');
  expect(built.html).toContain("x = '<\\/script>'");
});

test('paths are read from the folder of the page', () => {
  const built = buildDocument(
    { path: 'demo/index.html', text: '<script src="../lib/a%20b.js"></script>' },
    read({ 'lib/a b.js': 'ok' }),
    { complete: true },
  );
  expect(built.html).toContain('<script>ok\n');
});

test('a page being written is cut before an unfinished tag or script', () => {
  expect(cutUnfinished('<h1>Hi</h1><di')).toBe('<h1>Hi</h1>');
  expect(cutUnfinished('<p>a</p><')).toBe('<p>a</p>');
  expect(cutUnfinished('<p>1 < 2 ')).toBe('<p>1 < 2 ');
  expect(cutUnfinished('<p>a</p><script>let a = 1; a >')).toBe('<p>a</p>');
  expect(cutUnfinished('<script>1</script><p>b')).toBe('<script>1</script><p>b');
  expect(cutUnfinished('<script>1</script><script src="a.js">')).toBe('<script>1</script>');
});

test('however a page is cut while it is written, what was shown before stays a beginning of what is shown next', () => {
  const text = `<!doctype html><html><head><link rel="stylesheet" href="style.css"><style>p > a { color: red }</style></head>
<body><h1 title="a > b">1 < 2</h1><script defer src="late.js"></script><script>if (a < b && c > d) go('<p>');</script><img src="i.svg"><p>end</p></body></html>`;
  const readFile = read({ 'style.css': 'h1{}', 'late.js': 'late()', 'i.svg': '<svg/>' });
  let before = '';
  for (let end = 0; end <= text.length; end += 1) {
    const now = buildDocument(page(text.slice(0, end)), readFile, { complete: false }).html;
    expect(now.startsWith(before), `cut at ${end}: ${JSON.stringify(text.slice(0, end))}`).toBe(true);
    before = now;
  }
  const whole = buildDocument(page(text), readFile, { complete: true }).html;
  expect(whole.startsWith(before)).toBe(true);
  expect(whole).toContain('late()');
  expect(before).not.toContain('late()');
});

test('the place of the pen says whether the page is worth showing', () => {
  const text = '<p>a</p><script>let a;</script><b>c</b>';
  expect(isInsideScriptOrTag(text, 4)).toBe(false);
  expect(isInsideScriptOrTag(text, 6)).toBe(true);
  expect(isInsideScriptOrTag(text, 20)).toBe(true);
  expect(isInsideScriptOrTag(text, text.indexOf('c<'))).toBe(false);
});

test('a drawing is shown as an image, so that nothing in it runs', () => {
  const built = buildDocument({ path: 'a.svg', text: '<svg><script>1</script></svg>' }, read({}), { complete: true });
  expect(built.html).toContain('<img alt="" src="data:image/svg+xml');
  expect(built.html).not.toContain('<script>');
});
