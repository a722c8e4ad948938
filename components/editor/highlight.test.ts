import { expect, test } from 'vitest';
import { highlight } from './highlight.ts';

const textOfHtml = (html: string) =>
  html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

test('every line of the code is there, coloured for both themes', async () => {
  const code = 'const a = "x";\n\nexport function run() {\n  return a;\n}';
  const { lines } = await highlight('main.ts', code);
  expect(lines.map(textOfHtml).join('\n')).toBe(code);
  expect(lines[0]).toContain('--shiki-dark');
  expect(lines[0]).toContain('--shiki-light');
});

test('what stands in the code never becomes markup of the page', async () => {
  for (const path of ['page.html', 'main.tsx', 'notes.txt', 'no-ending']) {
    const code = '<script>alert("1")</script> & <img src=x onerror=alert(1)>';
    const { lines } = await highlight(path, code);
    expect(lines.join('')).not.toMatch(/<(script|img)/);
    expect(lines.map(textOfHtml).join('\n')).toBe(code);
  }
});

test('of a long file the beginning is coloured, and of a very long one the end is left out', async () => {
  const { lines, lineCount } = await highlight('main.js', 'a();\n'.repeat(5_000));
  expect(lineCount).toBe(5_001);
  expect(lines).toHaveLength(3_000);
  expect(lines[999]).toContain('--shiki-dark');
  expect(lines[1_000]).toBe('a();');
});

test('the same code is coloured once, under whichever name', async () => {
  const code = 'const once = 1;\n';
  expect(await highlight('a.js', code)).toBe(await highlight('b.js', code));
  expect(await highlight('a.css', code)).not.toBe(await highlight('a.js', code));
});
