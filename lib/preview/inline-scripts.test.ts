import { expect, test } from 'vitest';
import { buildDocument } from './build-document.ts';
import { placeInPage, stackInPage } from './inline-scripts.ts';

const page = `<!doctype html>
<script src="a.js"></script>
<!-- <script>no</script> -->
<script>one();</script>
<p>between</p>
<script type="text/javascript">
  two();
</script>
<script type="application/json">{}</script>
<script type="module">three();</script>
`;
const readFile = (path: string) => (path === 'index.html' ? page : null);

test('scripts in a page are named by their number, and no others', () => {
  const { html } = buildDocument({ path: 'index.html', text: page }, () => null, {
    complete: true,
    forFrame: true,
  });
  expect(html).toContain('<script>one();\n//# sourceURL=index.html#2\n</script>');
  expect(html).toContain('two();\n\n//# sourceURL=index.html#3\n</script>');
  expect(html).toContain('<script type="application/json">{}</script>');
  // Modules are built, and named by what builds them.
  expect(html).not.toContain('three()');
  expect(html).toContain('<!-- <script>no</script> -->');
});

test('a page that is taken along has no such names', () => {
  const { html } = buildDocument({ path: 'index.html', text: page }, () => null, { complete: true });
  expect(html).not.toContain('index.html#');
});

test('a place in a script is one in its page', () => {
  const at = (path: string, line: number | null) => placeInPage({ path, line }, readFile);
  expect(at('index.html#2', 1)).toEqual({ path: 'index.html', line: 4 });
  expect(at('index.html#3', 2)).toEqual({ path: 'index.html', line: 7 });
  expect(at('index.html#9', 2)).toEqual({ path: 'index.html', line: null });
  expect(at('gone.html#1', 2)).toEqual({ path: 'gone.html#1', line: 2 });
  expect(at('app.js', 2)).toEqual({ path: 'app.js', line: 2 });
});

test('the places in a stack are as well', () => {
  expect(stackInPage('  at two (index.html#3:2:3)\n  at index.html#2:1:1\n  at x (app.js:1:1)', readFile)).toBe(
    '  at two (index.html:7:3)\n  at index.html:4:1\n  at x (app.js:1:1)',
  );
});
