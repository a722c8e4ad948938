import { expect, test } from 'vitest';
import { createRegionReader } from './region-answer.ts';

/** What is read of an answer, in pieces of each size; all alike. */
function readEachWay(answer: string, path: string): string {
  const ways = new Set<string>();
  for (let size = 1; size <= Math.max(1, answer.length); size++) {
    const reader = createRegionReader(path);
    let read = '';
    for (let at = 0; at < answer.length; at += size) read += reader.feed(answer.slice(at, at + size));
    ways.add(read + reader.end());
  }
  return [...ways].join(' or ');
}

const code = '  a();\n  const t = `x`;\n}\n';

test.each([
  ['plain text', code, code],
  ['a fenced block', `\`\`\`js\n${code}\`\`\`\n`, code],
  ['a fenced block with words behind it', `\`\`\`js\n${code}\`\`\`\nThis closes it.`, code],
  ['a block with a longer fence', '````md\n```js\nx\n```\n````\n', '```js\nx\n```\n'],
  ['a block that was not closed', `\`\`\`js\n${code}`, code],
  ['waves', `~~~\n${code}~~~`, code],
  ['a template literal at the start', '`a${b}`;\n', '`a${b}`;\n'],
  ['nothing', '', ''],
  ['an empty block', '```\n```', ''],
])('%s is read the same however it is cut', (_what, answer, expected) => {
  for (let size = 1; size <= Math.max(1, answer.length); size++) {
    const reader = createRegionReader('a.js');
    let read = '';
    for (let at = 0; at < answer.length; at += size) {
      read += reader.feed(answer.slice(at, at + size));
      expect(expected.startsWith(read), `${JSON.stringify(read)} in pieces of ${size}`).toBe(true);
    }
    expect(read + reader.end()).toBe(expected);
  }
});

test('the first character of plain text is told at once', () => {
  expect(createRegionReader('a.js').feed('a')).toBe('a');
});

test.each([
  ['a block that is written there', '```js\na();\n```\n\nMore.\n', '```js\na();\n```\n\nMore.\n'],
  ['a block of no language', '```\na();\n```\n', '```\na();\n```\n'],
  ['Markdown in a block', '```markdown\n# Title\n```\n', '# Title\n'],
  ['Markdown in a longer one', '````md\n```js\na();\n```\n````', '```js\na();\n```\n'],
])('in Markdown, %s is read so', (_what, answer, expected) => {
  expect(readEachWay(answer, 'notes.md')).toBe(expected);
});
