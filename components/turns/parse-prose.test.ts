import { expect, test } from 'vitest';
import { parseProse } from './parse-prose.ts';

const text = (words: string) => ({ kind: 'text', text: words });

test('paragraphs, headings and lists are told apart', () => {
  expect(parseProse('# Snake\nI made\na game.\n\n- keys\n- score\n  and speed\n1. one')).toEqual([
    { kind: 'heading', inlines: [text('Snake')] },
    { kind: 'paragraph', inlines: [text('I made a game.')] },
    { kind: 'list', isOrdered: false, items: [[text('keys')], [text('score and speed')]] },
    { kind: 'list', isOrdered: true, items: [[text('one')]] },
  ]);
});

test('code, bold and emphasis are marked within words', () => {
  expect(parseProse('Use `a*b*c` and **very _good_** snake_case_names, 2 * 3 * 4.')).toEqual([
    {
      kind: 'paragraph',
      inlines: [
        text('Use '),
        { kind: 'code', text: 'a*b*c' },
        text(' and '),
        { kind: 'strong', inlines: [text('very '), { kind: 'emphasis', inlines: [text('good')] }] },
        text(' snake_case_names, 2 * 3 * 4.'),
      ],
    },
  ]);
});

test('unfinished text is read as far as it goes', () => {
  expect(parseProse('Some **bold')).toEqual([{ kind: 'paragraph', inlines: [text('Some **bold')] }]);
  expect(parseProse('```js\nlet a;\n- b')).toEqual([{ kind: 'code', text: 'let a;\n- b' }]);
});

test('HTML and links stay text', () => {
  expect(parseProse('<img src=x onerror=1> [a](javascript:1)')).toEqual([
    { kind: 'paragraph', inlines: [text('<img src=x onerror=1> [a](javascript:1)')] },
  ]);
});
