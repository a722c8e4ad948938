import { expect, test } from 'vitest';
import { renderMarkdown } from './render-markdown.ts';

const html = (text: string, files: Record<string, string> = {}, path = 'docs/a.md') =>
  renderMarkdown(text, path, files)
    .map((block) => block.html)
    .join('');

test('tables, task lists and code are shown as on the usual sites', () => {
  const shown = html('| a | b |\n| - | -: |\n| 1 | 2 |\n\n- [x] done\n- [ ] open\n\n```js\nlet a = 1\n```');
  expect(shown).toContain('<div class="table"><table>');
  expect(shown).toContain('<td align="right">2</td>');
  expect(shown).toMatch(/<input[^>]*checked[^>]*>/);
  expect(shown).toContain('<span class="code-word">let</span>');
});

test("links to the session's own documents say which one is meant", () => {
  const files = { 'docs/b c.md': '', 'README.md': '' };
  expect(html('[b](b%20c.md#part) [up](../README.md)', files)).toContain('data-file="docs/b c.md"');
  expect(html('[up](../README.md)', files)).toContain('data-file="README.md"');
  expect(html('[gone](gone.md) [far](https://a.test/b.md)', files)).not.toContain('data-file');
});

test("the session's drawings are shown; pictures from elsewhere are named", () => {
  expect(html('![logo](../logo.svg)', { 'logo.svg': '<svg/>' })).toContain('src="data:image/svg+xml');
  expect(html('![a "cat"](https://a.test/cat.png)')).toBe(
    '<p><span class="picture-missing">a &quot;cat&quot;</span></p>\n',
  );
});

test('a block keeps its key while others are written', () => {
  const before = renderMarkdown('# A\n\nOne.\n\n- x', 'a.md', {});
  const after = renderMarkdown('# A\n\nOne.\n\n- x\n- y\n\nTwo.', 'a.md', {});
  expect(after.slice(0, 2).map(({ key }) => key)).toEqual(before.slice(0, 2).map(({ key }) => key));
  expect(after).toHaveLength(4);
});

test('an address that is told at the end reaches the links before it', () => {
  const before = renderMarkdown('See [x].\n\nEnd', 'a.md', {});
  const after = renderMarkdown('See [x].\n\nEnd\n\n[x]: b.md', 'a.md', {});
  expect(after[0]?.key).not.toBe(before[0]?.key);
  expect(after[1]?.key).toBe(before[1]?.key);
});

test('what stands before the document for machines is not shown', () => {
  expect(html('---\ntitle: x\n---\n# A')).toBe('<h1 id="a">A</h1>\n');
});
