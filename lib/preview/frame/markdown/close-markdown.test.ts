import { expect, test } from 'vitest';
import { closeMarkdown } from './close-markdown.ts';

test('what was opened is closed', () => {
  expect(closeMarkdown('Some **bold wor')).toBe('Some **bold wor**');
  expect(closeMarkdown('Some *soft wor')).toBe('Some *soft wor*');
  expect(closeMarkdown('Call `print(')).toBe('Call `print(`');
  expect(closeMarkdown('It ~~was')).toBe('It ~~was~~');
});

test('a mark without anything in it yet is not shown', () => {
  expect(closeMarkdown('Some **')).toBe('Some ');
  expect(closeMarkdown('Call `')).toBe('Call ');
});

test('a link shows its text while its address is written', () => {
  expect(closeMarkdown('See [the docs](https://exa')).toBe('See the docs');
  expect(closeMarkdown('See [the do')).toBe('See the do');
  expect(closeMarkdown('![a cat](cat.s')).toBe('');
  expect(closeMarkdown('See [the docs](a.md) and')).toBe('See [the docs](a.md) and');
});

test('a line that may become several things waits', () => {
  for (const start of ['-', '--', '#', '##', '>', '1', '1.', '*', '=', '- [', '- [x', '```', '<div cla']) {
    expect(closeMarkdown(`Text\n${start}`), start).toBe('Text\n');
  }
});

test('a table is shown once it is known to be one', () => {
  expect(closeMarkdown('Text\n\n| a | b')).toBe('Text\n');
  expect(closeMarkdown('Text\n\n| a | b |\n| --')).toBe('Text\n');
  const table = 'Text\n\n| a | b |\n| --- | --- |\n| 1';
  expect(closeMarkdown(table)).toBe(table);
});

test('code is left as it is', () => {
  const code = '```py\nx = 2 ** 3\n[a';
  expect(closeMarkdown(code)).toBe(code);
  expect(closeMarkdown('```py\nx\n``')).toBe('```py\nx\n');
  expect(closeMarkdown('```py\nx\n```\nDone **no')).toBe('```py\nx\n```\nDone **no**');
});

test('a star that begins an item is no mark', () => {
  expect(closeMarkdown('* one')).toBe('* one');
});
