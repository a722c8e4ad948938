import { expect, test } from 'vitest';
import { createSeededRandom } from '../base/seeded-random.ts';
import { textOf } from '../document/change.ts';
import { fitReplacement } from './fit-replacement.ts';
import { locateTarget } from './locate-target.ts';

/** The text with the replacement in the place that was found, fitted in pieces of `size`. */
function replaced(
  text: string,
  search: string,
  replacement: string,
  { near, size = 1 }: { near?: number; size?: number } = {},
) {
  const target = locateTarget(text, search, near === undefined ? {} : { near });
  if (target.status !== 'found') throw new Error(`${target.status}: ${JSON.stringify(target)}`);
  const fitted = fitReplacement(target.fit);
  let insert = '';
  for (let at = 0; at < replacement.length; at += size) insert += fitted.write(replacement.slice(at, at + size));
  insert += fitted.end();
  return { how: target.how, text: text.slice(0, target.from) + insert + text.slice(target.to) };
}

test('whole lines are found exactly, with their last line end', () => {
  expect(replaced('a\nb\nc\n', 'b\n', 'x\ny\n')).toEqual({ how: 'exact', text: 'a\nx\ny\nc\n' });
  expect(replaced('a\nb\nc\n', 'b\n', '')).toEqual({ how: 'exact', text: 'a\nc\n' });
  expect(locateTarget(textOf('a\n😀\nc\n'), 'c\n')).toMatchObject({ status: 'found', from: 5, to: 7 });
});

test('the end of a text without a last line end stays without one', () => {
  expect(replaced('a\nb', 'b\n', 'c\n').text).toBe('a\nc');
  expect(replaced('a\nb', 'a\nb\n', 'c\n\n').text).toBe('c\n');
  expect(replaced('a\nb', 'b\n', '').text).toBe('a\n');
});

test('an empty search text means the end of the file', () => {
  expect(replaced('a\n', '', 'b\n').text).toBe('a\nb\n');
  expect(replaced('a', '\n', 'b\nc\n').text).toBe('a\nb\nc');
  expect(replaced('', '', 'b\n').text).toBe('b\n');
});

test('a part of a line does not count as the line', () => {
  expect(replaced('xfoo();\nfoo();\n', 'foo();\n', 'bar();\n').text).toBe('xfoo();\nbar();\n');
});

test('trailing white space is forgiven on either side', () => {
  expect(replaced('a  \nb\nc\n', 'a\nb\t\n', 'x\n')).toEqual({ how: 'whitespace', text: 'x\nc\n' });
});

test('lines that are all indented too little or too much are found, and the replacement is indented like the text', () => {
  const text = 'class A {\n    one() {\n        return 1;\n    }\n\n    two() {}\n}\n';
  const search = 'one() {\n    return 1;\n}\n\ntwo() {}\n';
  const replacement = 'one() {\n    return 2;\n\n}\n';
  const wanted = 'class A {\n    one() {\n        return 2;\n\n    }\n}\n';
  for (const size of [1, 3, 100]) {
    expect(replaced(text, search, replacement, { size })).toEqual({ how: 'indentation', text: wanted });
  }
  expect(replaced('a {\n  b;\n}\n', '      a {\n        b;\n      }\n', '      a {\n        c;\n      }\n')).toEqual({
    how: 'indentation',
    text: 'a {\n  c;\n}\n',
  });
});

test('tabs and spaces are exchanged for each other', () => {
  expect(
    replaced('if (a) {\n\tb();\n\tif (c) {\n\t\td();\n', '  b();\n  if (c) {\n    d();\n', '  b();\n    e();\n').text,
  ).toBe('if (a) {\n\tb();\n\t\te();\n');
});

test('indentation that differs from line to line is not guessed', () => {
  expect(locateTarget('if a:\n    b()\nc()\n', '  if a:\n    b()\n  c()\n').status).toBe('missing');
});

test('blank lines that only one side has are forgiven', () => {
  expect(replaced('a();\n\n\nb();\nc();\n', 'a();\nb();\n', 'x();\n')).toEqual({
    how: 'blank-lines',
    text: 'x();\nc();\n',
  });
  expect(replaced('a();\nb();\nc();\n', '\na();\n\nb();\n', '\nx();\n')).toEqual({
    how: 'blank-lines',
    text: 'x();\nc();\n',
  });
  expect(replaced('z\n\na();\nc();\n', '\na();\n\n', '\nx();\n\n').text).toBe('z\n\nx();\nc();\n');
  expect(replaced('z\n  a();\n  b();\nc();\n', 'a();\n\nb();\n', 'x();\n').text).toBe('z\n  x();\nc();\n');
});

test('the middle of a single line is found when it stands only once', () => {
  expect(replaced('<body><h1>Hello there</h1></body>\n', '  <h1>Hello there</h1>\n', '  <h1>Bye</h1>\n')).toEqual({
    how: 'part-of-line',
    text: '<body><h1>Bye</h1></body>\n',
  });
});

test('several places are ambiguous, unless one is the first at or after the given offset', () => {
  const text = 'a();\nb();\na();\n';
  expect(locateTarget(text, 'a();\n')).toEqual({
    status: 'ambiguous',
    candidates: [
      { from: 0, to: 5, fromLine: 1, toLine: 1 },
      { from: 10, to: 15, fromLine: 3, toLine: 3 },
    ],
  });
  expect(locateTarget(text, 'a();\n', { near: 0 })).toMatchObject({ status: 'found', from: 0 });
  expect(locateTarget(text, 'a();\n', { near: 1 })).toMatchObject({ status: 'found', from: 10 });
  expect(locateTarget(text, 'a();\n', { near: 11 }).status).toBe('ambiguous');
});

const program = [
  'function update(state, elapsed) {',
  '  const speed = state.speed * elapsed;',
  '  state.position.x += speed * Math.cos(state.angle);',
  '  state.position.y += speed * Math.sin(state.angle);',
  '  if (state.position.x > width) state.position.x = 0;',
  '  return state;',
  '}',
  '',
];

test('a slip of memory is forgiven when the place is clear', () => {
  const text = ['let width = 100;', ...program, 'start();', ''].join('\n');
  const search = program.slice(0, 6).join('\n').replace('elapsed;', 'elapsed').replace('width', 'w');
  expect(replaced(text, `${search}\n`, '  return null;\n')).toEqual({
    how: 'similar',
    text: 'let width = 100;\n  return null;\n}\n\nstart();\n',
  });
});

test('a similar place is not taken when another is nearly as similar', () => {
  const text = [...program, ...program.map((line) => line.replace('update', 'updateAll'))].join('\n');
  const search = `${program.slice(0, 6).join('\n').replace('update', 'updated')}\n`;
  expect(locateTarget(text, search).status).toBe('missing');
});

test('what is missing is told with the lines that come nearest', () => {
  const text = ['let width = 100;', ...program].join('\n');
  const target = locateTarget(text, '  state.position.x += 3 * Math.cos(state.direction + 1);\n  draw();\n');
  expect(target).toMatchObject({ status: 'missing', nearest: { fromLine: 4 } });
  expect(locateTarget('a\nb\n', 'zzzz\n')).toEqual({ status: 'missing' });
});

test('left-out lines are never guessed', () => {
  const text = program.join('\n');
  const search = [program[0], program[1], program[2], program[3], program[4], '  // ... rest of code', program[6]].join(
    '\n',
  );
  expect(locateTarget(text, search)).toEqual({ status: 'missing' });
  expect(replaced('f(\n...\n)\n', '...\n', 'a\n').text).toBe('f(\na\n)\n');
  expect(replaced('f({\n    ...rest,\n})\n', '...rest,\n', 'a,\n').text).toBe('f({\n    a,\n})\n');
});

test('any lines of a text are found again in it, and replacing them by themselves changes nothing', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const random = createSeededRandom(seed);
    const lines = Array.from({ length: 60 }, (_, index) => {
      const indent = ' '.repeat(2 * Math.floor(random.next() * 4));
      return index < 59 && random.next() < 0.2 ? '' : `${indent}call${Math.floor(random.next() * 1000)}(${index});`;
    });
    const text = lines.join('\n') + (random.next() < 0.5 ? '\n' : '');
    const from = Math.floor(random.next() * 59);
    const part = lines.slice(from, from + 1 + Math.floor(random.next() * 10));
    if (part.every((line) => line === '')) continue;
    const said = `${part.join('\n')}\n`;
    expect(replaced(text, said, said, { size: 1 + Math.floor(random.next() * 9) }), `seed ${seed}`).toEqual({
      how: 'exact',
      text,
    });
    const outdented = part.map((line) => (line === '' ? line : `    ${line}`)).join('\n');
    const target = replaced(text, `${outdented}\n`, `${outdented}\n`, { size: 2 });
    expect(target.text, `seed ${seed}`).toBe(text);
  }
});

test('a search in ten thousand lines is quick, also when nothing is found', () => {
  const lines = Array.from(
    { length: 10_000 },
    (_, index) => `    const value${index} = compute(${index % 97}, ${index % 89});`,
  );
  const text = lines.join('\n');
  const exact = best(() => locateTarget(text, `${lines.slice(9_000, 9_050).join('\n')}\n`));
  const missing = best(() =>
    locateTarget(
      text,
      `${lines
        .slice(9_000, 9_100)
        .map((line) => `${line} changed`)
        .join('\n')}\n`,
    ),
  );
  // Far above what it takes, so that a busy machine does not fail it.
  expect(exact).toBeLessThan(200);
  expect(missing).toBeLessThan(1_000);
  const same = 'x;\n'.repeat(10_000);
  expect(best(() => locateTarget(same, `${'x;\n'.repeat(3_000)}y;\n`))).toBeLessThan(1_000);

  function best(act: () => void): number {
    let fastest = Infinity;
    for (let round = 0; round < 3; round++) {
      const startedAt = performance.now();
      act();
      fastest = Math.min(fastest, performance.now() - startedAt);
    }
    return fastest;
  }
});
