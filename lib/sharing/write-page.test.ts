import { expect, test } from 'vitest';
import { writePage } from './write-page.ts';

const pageOf = (files: Readonly<Record<string, string>>) =>
  writePage({ title: 'A <b> title', files: Object.entries(files).map(([path, text]) => ({ path, text })) });

const importsOf = (html: string) => {
  const map = /<script type="importmap">([\s\S]*?)<\/script>/.exec(html)?.[1];
  return map === undefined ? null : (JSON.parse(map) as { imports: Record<string, string> }).imports;
};

const textOf = (address = '') => decodeURIComponent(address.slice(address.indexOf(',') + 1));

test('style sheets, the sheets they import and the drawings in them stand in the page', () => {
  const html = pageOf({
    'index.html':
      '<!doctype html><head><link rel="stylesheet" href="css/a.css"><style>i{background:url(x.svg)}</style>',
    'css/a.css': '@import "b.css";\n@import url(c.css) print;\nb{background:url("../x.svg")}',
    'css/b.css': '@import "a.css"; u{color:red}',
    'css/c.css': 's{color:blue}',
    'x.svg': '<svg id="x"/>',
  });
  expect(html).toContain('u{color:red}');
  expect(html).toContain('@media print {\ns{color:blue}\n}');
  expect(html.match(/url\("data:image\/svg\+xml[^"]*"\)/g)).toHaveLength(2);
  expect(html).not.toMatch(/href="css|url\(x\.svg\)|"b\.css"/);
});

test('modules import each other, in circles too, from an import map that comes before every script', () => {
  const html = pageOf({
    'index.html':
      '<!doctype html><meta charset="utf-8"><link rel="modulepreload" href="src/b.js"><script>0</script><script type="module" src="src/a.js"></script><script type="module">import "./src/b.js"; import three from "three"</script>',
    'src/a.js': "import { b } from './b.js';\nexport const a = () => b;\nimport('/late.js');",
    'src/b.js': "import { a } from './a.js';\nexport * from './missing.js';\nexport const b = () => a;",
    'late.js': 'export default 1',
  });
  const imports = importsOf(html)!;
  expect(Object.keys(imports).toSorted()).toEqual(['page/late.js', 'page/src/a.js', 'page/src/b.js']);
  expect(textOf(imports['page/src/b.js'])).toBe(
    "import { a } from 'page/src/a.js';\nexport * from './missing.js';\nexport const b = () => a;",
  );
  expect(html).toContain("import { b } from 'page/src/b.js'");
  expect(html).toContain("import('page/late.js')");
  expect(html).toContain('import "page/src/b.js"; import three from "three"');
  expect(html).not.toContain('modulepreload');
  expect(html.indexOf('importmap')).toBeLessThan(html.indexOf('<script>0'));
  expect(html.indexOf('charset')).toBeLessThan(html.indexOf('importmap'));
});

test('the import map of the page itself goes on to hold, with its own modules in it', () => {
  const html = pageOf({
    'index.html':
      '<script type="importmap">{"imports":{"three":"https://cdn.test/three.js","my":"./lib/my.js"}}</script><script type="module">import "my"; import "./x.js"</script>',
    'lib/my.js': "import '../x.js'",
    'x.js': 'x = 1',
  });
  expect(html.match(/importmap/g)).toHaveLength(1);
  const imports = importsOf(html)!;
  expect(imports['three']).toBe('https://cdn.test/three.js');
  expect(textOf(imports['my'])).toBe("import 'page/x.js'");
  expect(textOf(imports['page/x.js'])).toBe('x = 1');
});

test('what a script says of itself ends neither the script nor the map', () => {
  const html = pageOf({
    'index.html': '<script type="module">import "./a.js"</script>',
    'a.js': 'document.write("</script><b>")',
  });
  expect(html.match(/<\/script>/g)).toHaveLength(2);
  expect(textOf(importsOf(html)!['page/a.js'])).toBe('document.write("</script><b>")');
});

test('a page that does not say how its letters are written says so when it is taken along', () => {
  expect(pageOf({ 'index.html': '<!doctype html>\n<html lang="el">\n<head><title>ü</title>' })).toBe(
    '<!doctype html>\n<html lang="el">\n<head><meta charset="utf-8"><title>ü</title>',
  );
  expect(pageOf({ 'index.html': '<p>ü' })).toBe('<meta charset="utf-8"><p>ü');
  expect(pageOf({ 'index.html': '<META content="text/html; charset=utf-8"><p>ü' })).not.toContain('"utf-8"');
});

test('files without a page can be read in one', () => {
  const html = pageOf({ 'main.py': 'print("<b>")' });
  expect(html).toContain('<title>A &lt;b&gt; title</title>');
  expect(html).toContain('<pre>print(&quot;&lt;b&gt;&quot;)</pre>');
});
