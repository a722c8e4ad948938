import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createSeededRandom, type SeededRandom } from '../base/seeded-random.ts';
import { createEditParser } from './edit-parser.ts';
import type { EditStep } from './edit-step.ts';

const folder = new URL('./fixtures/', import.meta.url);
const fixtures = readdirSync(folder)
  .filter((file) => file.endsWith('.answer.txt'))
  .map((file) => {
    const name = file.replace('.answer.txt', '');
    return {
      name,
      answer: readFileSync(new URL(file, folder), 'utf8'),
      steps: JSON.parse(readFileSync(new URL(`${name}.steps.json`, folder), 'utf8')) as EditStep[],
    };
  });

function merge(steps: readonly EditStep[]): EditStep[] {
  const merged: EditStep[] = [];
  for (const step of steps) {
    const last = merged.at(-1);
    if (step.type === 'content' && last?.type === 'content')
      merged[merged.length - 1] = { type: 'content', text: last.text + step.text };
    else if (step.type === 'prose' && last?.type === 'prose')
      merged[merged.length - 1] = { type: 'prose', text: last.text + step.text };
    else merged.push(step);
  }
  return merged;
}

function parse(pieces: Iterable<string>): EditStep[] {
  const parser = createEditParser();
  const steps: EditStep[] = [];
  for (const piece of pieces) steps.push(...parser.feed(piece));
  return merge([...steps, ...parser.end()]);
}

function cutAtRandom(text: string, random: SeededRandom): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length;) {
    const length = 1 + Math.floor(random.next() ** 3 * 40);
    pieces.push(text.slice(at, at + length));
    at += length;
  }
  return pieces;
}

for (const { name, answer, steps } of fixtures) {
  test(`${name}: is understood as written down, wherever it is cut`, () => {
    expect(parse([answer])).toEqual(steps);
    expect(parse(answer.split(''))).toEqual(steps);
    const wanted = JSON.stringify(steps);
    for (let at = 1; at < answer.length; at++) {
      const got = parse([answer.slice(0, at), answer.slice(at)]);
      if (JSON.stringify(got) !== wanted) expect(got, `cut at ${at}`).toEqual(steps);
    }
  });

  test(`${name}: Windows line ends make no difference`, () => {
    const windows = answer.replaceAll('\n', '\r\n');
    expect(parse([windows])).toEqual(steps);
    expect(parse(windows.split(''))).toEqual(steps);
  });

  test(`${name}: the steps come in the promised order, however early the answer ends`, () => {
    for (let at = 0; at <= answer.length; at++) expectOrder(parse([answer.slice(0, at)]), `ended at ${at}`);
  });
}

/** (prose | note | file steps)*; within a file content or edits, then file-closed. */
function expectOrder(steps: readonly EditStep[], where: string) {
  let state: 'outside' | 'whole' | 'between' | 'replace' = 'outside';
  for (const step of steps) {
    const isAllowed =
      step.type === 'content'
        ? state === 'whole' || state === 'replace'
        : step.type === 'search-ended'
          ? state === 'between'
          : step.type === 'replace-ended'
            ? state === 'replace'
            : step.type === 'file-closed'
              ? state !== 'outside' && !(step.complete && state === 'replace')
              : state === 'outside';
    expect(isAllowed, `${step.type} while ${state}, ${where}: ${JSON.stringify(steps)}`).toBe(true);
    if (step.type === 'file-opened') state = step.mode === 'whole' ? 'whole' : 'between';
    else if (step.type === 'search-ended') state = 'replace';
    else if (step.type === 'replace-ended') state = 'between';
    else if (step.type === 'file-closed') state = 'outside';
  }
  expect(`${state}, ${where}`).toBe(`outside, ${where}`);
}

test('lines of every kind in any order are understood the same however they are cut', () => {
  const lines = [...new Set(fixtures.flatMap(({ answer }) => answer.split('\n')))];
  for (let seed = 1; seed <= 600; seed++) {
    const random = createSeededRandom(seed);
    const soup = Array.from({ length: 2 + random.integer(25) }, () =>
      random.chance(0.15) ? '```' : random.pick(lines),
    );
    const answer = soup.join('\n');
    const steps = parse([answer]);
    expect(parse(answer.split('')), `seed ${seed}: ${JSON.stringify(answer)}`).toEqual(steps);
    for (let round = 0; round < 4; round++) {
      expect(parse(cutAtRandom(answer, random)), `seed ${seed}: ${JSON.stringify(answer)}`).toEqual(steps);
    }
    expectOrder(steps, `seed ${seed}`);
  }
});

test('signs of every kind in any order are understood the same however they are cut', () => {
  const signs = [
    ...[
      '`',
      '```',
      '````',
      '~~~',
      '<',
      '<<<<<<<',
      ' SEARCH',
      '=======',
      '>>>>>>>',
      ' REPLACE',
      '\n',
      '\n',
      '\n',
      '\n',
      ' ',
      '\t',
    ],
    ...[
      'a.js',
      '../b.js',
      '**',
      '#',
      '// ',
      '<!-- ',
      ' -->',
      '<file path="x.js">',
      '</file>',
      '<think>',
      '</think>',
      'html',
    ],
    ...[
      'md',
      '{',
      '}',
      'word ',
      '\r',
      '\r\n',
      '😀',
      '-',
      '+',
      'DELETE ',
      'RENAME ',
      ' -> ',
      'import ',
      'from ',
      "'x'",
      '<html>',
    ],
  ];
  for (let seed = 1; seed <= 2000; seed++) {
    const random = createSeededRandom(seed);
    const answer = Array.from({ length: 2 + random.integer(60) }, () => random.pick(signs)).join('');
    const steps = parse([answer]);
    expect(parse(answer.split('')), `seed ${seed}: ${JSON.stringify(answer)}`).toEqual(steps);
    expectOrder(steps, `seed ${seed}`);
  }
});

test('what is no marker, path or fence comes out again as prose, content or search text', () => {
  for (let seed = 1; seed <= 400; seed++) {
    const random = createSeededRandom(seed);
    const words: string[] = [];
    const parts = [
      '@',
      'a.js\n```js\n@\n```',
      '```js\n@\n@\n```',
      '```bash\n@\n```',
      'b.js\n```\n<<<<<<< SEARCH\n@\n=======\n@\n>>>>>>> REPLACE\n```',
      'c.js\n',
      '',
      '<file path="d.js">\n@\n</file>',
    ];
    const soup = Array.from({ length: 12 }, () => random.pick(parts))
      .join('\n')
      .replaceAll('@', () => {
        words.push(`word${words.length} said;`);
        return words.at(-1) ?? '';
      });
    const said = parse(cutAtRandom(soup, random))
      .map((step) => ('text' in step ? step.text : step.type === 'search-ended' ? step.search : ''))
      .join('');
    for (const word of words) expect(said.split(word).length, `seed ${seed}: ${word} in ${soup}`).toBe(2);
  }
});

test('a line of a file comes out letter by letter, held back only while it may be the end of the block', () => {
  const parser = createEditParser();
  parser.feed('a.js\n```js\n');
  expect(parser.feed('le')).toEqual([]);
  expect(parser.feed('t a')).toEqual([
    { type: 'file-opened', path: 'a.js', language: 'js', mode: 'whole' },
    { type: 'content', text: 'let a' },
  ]);
  expect(parser.feed(' ')).toEqual([{ type: 'content', text: ' ' }]);
  expect(parser.feed('=')).toEqual([{ type: 'content', text: '=' }]);
  expect(parser.feed(' 1;\n')).toEqual([{ type: 'content', text: ' 1;\n' }]);
  expect(parser.feed('``')).toEqual([]);
  expect(parser.feed('x')).toEqual([{ type: 'content', text: '``x' }]);
  expect(parser.feed('\n```')).toEqual([{ type: 'content', text: '\n' }]);
  expect(parser.feed('\n')).toEqual([{ type: 'file-closed', complete: true }]);
});

test('a replacement comes out letter by letter', () => {
  const parser = createEditParser();
  parser.feed('a.js\n```js\n<<<<<<< SEARCH\nold\n=======\n');
  expect(parser.feed('n')).toEqual([{ type: 'content', text: 'n' }]);
  expect(parser.feed('ew')).toEqual([{ type: 'content', text: 'ew' }]);
  expect(parser.feed('\n>')).toEqual([{ type: 'content', text: '\n' }]);
  expect(parser.feed(' b')).toEqual([{ type: 'content', text: '> b' }]);
  expect(parser.feed('\n>>>>>>> REPLACE')).toEqual([{ type: 'content', text: '\n' }]);
  expect(parser.feed('\n')).toEqual([{ type: 'replace-ended' }]);
});

test('a long sentence is shown while it is written', () => {
  const parser = createEditParser();
  expect(parser.feed('The page now shows a')).toEqual([]);
  expect(parser.feed(' clock that ti')).toEqual([{ type: 'prose', text: 'The page now shows a clock that ti' }]);
  expect(parser.feed('cks')).toEqual([{ type: 'prose', text: 'cks' }]);
});

test('no step ever splits a surrogate pair', () => {
  const parser = createEditParser();
  const steps = [...'a.md\n````md\n😀😃\n````\n'.split('').flatMap((unit) => parser.feed(unit)), ...parser.end()];
  for (const step of steps) if (step.type === 'content') expect(step.text).toBe(step.text.toWellFormed());
});

test('a megabyte in one-character deltas is read in linear time', () => {
  const lines = '  const value = compute(1, 2, 3);\n'.repeat(15_000);
  const small = duration(lines.slice(0, lines.length / 8));
  const large = duration(lines);
  // Eight times the text: sixty-four times the time would show a parser that starts over.
  expect(large).toBeLessThan(Math.max(small, 5) * 30);

  function duration(body: string): number {
    const parser = createEditParser();
    const startedAt = performance.now();
    for (const unit of `a.js\n\`\`\`js\n${body}`) parser.feed(unit);
    parser.end();
    return performance.now() - startedAt;
  }
});

test('an answer of nothing is told', () => {
  expect(parse([])).toEqual([{ type: 'note', code: 'empty-answer', text: 'The answer was empty.' }]);
});
