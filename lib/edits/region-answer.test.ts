import { expect, test } from 'vitest';
import { createRegionReader } from './region-answer.ts';

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
    const reader = createRegionReader();
    let read = '';
    for (let at = 0; at < answer.length; at += size) {
      read += reader.feed(answer.slice(at, at + size));
      expect(expected.startsWith(read), `${JSON.stringify(read)} in pieces of ${size}`).toBe(true);
    }
    expect(read + reader.end()).toBe(expected);
  }
});

test('the first character of plain text is told at once', () => {
  expect(createRegionReader().feed('a')).toBe('a');
});
