import { expect, test } from 'vitest';
import { createSeededRandom } from '../base/seeded-random.ts';
import { createRewrite, type TextEdit } from './rewrite-cursor.ts';

function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = text;
  for (const { from, to, insert } of edits) {
    if (from < 0 || to < from || to > result.length) throw new Error(`edit ${from}-${to} in ${result.length}`);
    result = result.slice(0, from) + insert + result.slice(to);
  }
  return result;
}

/** Rewrites in pieces; tells the result, the edits and how long the text was at most on the way. */
function rewrite(oldText: string, newText: string, pieces: readonly string[] = [newText]) {
  const cursor = createRewrite(oldText);
  const edits: TextEdit[] = [];
  let text = oldText;
  let longest = text.length;
  const take = (more: readonly TextEdit[]) => {
    edits.push(...more);
    text = applyEdits(text, more);
    longest = Math.max(longest, text.length);
  };
  for (const piece of pieces) take(cursor.write(piece));
  take(cursor.end());
  const touched = edits.reduce((sum, { from, to, insert }) => sum + (to - from) + insert.length, 0);
  return { text, edits, longest, touched };
}

const file = Array.from({ length: 150 }, (_, index) =>
  index % 7 === 3 ? '' : index % 7 === 6 ? '}' : `  const value${index} = compute(${index});`,
);
const fileText = `${file.join('\n')}\n`;

test('the same text again touches nothing', () => {
  expect(rewrite(fileText, fileText, fileText.split('')).edits).toEqual([]);
  expect(rewrite('a\nb', 'a\nb').edits).toEqual([]);
  expect(rewrite('', '').edits).toEqual([]);
});

test('one changed line among 150 is the only one that is touched', () => {
  const changed = file.with(70, '  const value70 = compute(71) * 2;');
  for (const pieces of [[changed.join('\n') + '\n'], (changed.join('\n') + '\n').split('')]) {
    const { text, touched } = rewrite(fileText, '', pieces);
    expect(text).toBe(`${changed.join('\n')}\n`);
    expect(touched).toBeLessThan(90);
  }
});

test('a line inserted among lines like it leaves them alone', () => {
  const items = Array.from({ length: 20 }, (_, index) => `<li>item ${index}</li>`);
  const more = [...items.slice(0, 5), '<li>item new</li>', '<li>item newer</li>', ...items.slice(5)];
  expect(rewrite(`${items.join('\n')}\n`, `${more.join('\n')}\n`).edits).toEqual([
    {
      from: items.slice(0, 5).join('\n').length + 1,
      to: items.slice(0, 5).join('\n').length + 1,
      insert: '<li>item new</li>\n<li>item newer</li>\n',
    },
  ]);
});

test('left-out lines are removed in one piece', () => {
  const fewer = [...file.slice(0, 20), ...file.slice(29)];
  const { text, edits } = rewrite(fileText, `${fewer.join('\n')}\n`);
  expect(text).toBe(`${fewer.join('\n')}\n`);
  expect(edits).toHaveLength(1);
});

test('a new line is seen letter by letter, and the lines under it stay whole', () => {
  const cursor = createRewrite('one();\ntwo();\n');
  expect(cursor.write('on')).toEqual([]);
  expect(cursor.position).toBe(0);
  expect(cursor.write('ly')).toEqual([{ from: 0, to: 0, insert: 'only\n' }]);
  expect(cursor.position).toBe(4);
  expect(cursor.write('(')).toEqual([{ from: 4, to: 4, insert: '(' }]);
  expect(cursor.write(');\n')).toEqual([{ from: 5, to: 5, insert: ');' }]);
  expect(cursor.position).toBe(8);
  expect(cursor.write('two();\n')).toEqual([{ from: 8, to: 15, insert: '' }]);
  expect(cursor.position).toBe(15);
  expect(cursor.end()).toEqual([]);
});

test('a changed line leaves when its successor has come', () => {
  const { text, longest } = rewrite(fileText, '', fileText.replaceAll('compute', 'calculate').split(''));
  expect(text).toBe(fileText.replaceAll('compute', 'calculate'));
  // Some lines more than the longer of both, never both in full.
  expect(longest).toBeLessThan(text.length + 350);
});

test('another program does not double the text', () => {
  const long = Array.from({ length: 600 }, (_, index) => `alpha ${index} ${'x'.repeat(20)}`).join('\n');
  const other = Array.from({ length: 600 }, (_, index) => `${index} ${'o'.repeat(20)} beta`).join('\n');
  const { text, longest } = rewrite(long, other);
  expect(text).toBe(other);
  expect(longest).toBeLessThan(long.length * 1.3);
});

test('an answer that was cut short leaves the rest of the old text', () => {
  const old = 'alpha();\nbeta();\ngamma();\ndelta();\n';
  const cursor = createRewrite(old);
  let text = applyEdits(old, cursor.write('alpha();\nlet it = new One;\ngamm'));
  text = applyEdits(text, cursor.end({ keepRest: true }));
  expect(text).toBe('alpha();\nlet it = new One;\nbeta();\ngamma();\ndelta();\n');

  const open = createRewrite('a();\nb();\n');
  text = applyEdits('a();\nb();\n', open.write('a();\nsomething el'));
  text = applyEdits(text, open.end({ keepRest: true }));
  expect(text).toBe('a();\nsomething el\nb();\n');
});

test('nothing written yet and cut short changes nothing', () => {
  expect(createRewrite('a\nb').end({ keepRest: true })).toEqual([]);
});

test('after the end nothing more can be written', () => {
  const cursor = createRewrite('a');
  cursor.end();
  expect(() => cursor.write('b')).toThrow('has ended');
});

test('however texts differ and however the new one is cut, the edits lead from the old to the new', () => {
  for (let seed = 1; seed <= 1500; seed++) {
    const random = createSeededRandom(seed);
    const below = (limit: number) => Math.floor(random.next() * limit);
    const words = [
      '',
      '}',
      '  return null;',
      '</div>',
      'let a = 1;',
      'call(b);',
      '  call(b);',
      'text 😀',
      'a',
      'ab',
      'abc();',
      ' ',
    ];
    const line = () => (random.next() < 0.4 ? `line ${below(40)} of it;` : (words[below(words.length)] ?? ''));
    const oldLines = Array.from({ length: below(40) }, line);
    const newLines = [...oldLines];
    for (let change = below(12); change > 0; change--) {
      const at = below(newLines.length + 1);
      const kind = below(4);
      if (kind === 0) newLines.splice(at, below(6));
      else if (kind === 1) newLines.splice(at, 0, ...Array.from({ length: below(5) }, line));
      else if (kind === 2) newLines.splice(at, 1, `${newLines[at] ?? ''}!`);
      else newLines.splice(below(newLines.length + 1), 0, ...newLines.splice(at, below(5)));
    }
    const oldText = oldLines.join('\n') + (random.next() < 0.6 ? '\n' : '');
    const newText = newLines.join('\n') + (random.next() < 0.6 ? '\n' : '');
    const pieces: string[] = [];
    for (let at = 0; at < newText.length;) {
      const length = 1 + below(random.next() < 0.3 ? 60 : 4);
      pieces.push(newText.slice(at, at + length));
      at += length;
    }
    expect(rewrite(oldText, newText, pieces).text, `seed ${seed}`).toBe(newText);

    const cutAt = below(newText.length + 1);
    const cursor = createRewrite(oldText);
    let text = applyEdits(oldText, cursor.write(newText.slice(0, cutAt)));
    text = applyEdits(text, cursor.end({ keepRest: true }));
    const lastBreak = newText.lastIndexOf('\n', cutAt - 1);
    expect(text.startsWith(newText.slice(0, cutAt === 0 ? 0 : lastBreak + 1)), `seed ${seed}, cut at ${cutAt}`).toBe(
      true,
    );
    expect(cursor.position, `seed ${seed}`).toBeLessThanOrEqual(text.length);
  }
});

test('what was written before a cut is the start of the text, up to the pen', () => {
  const cursor = createRewrite(fileText);
  let text = fileText;
  const target = fileText.replace('compute(50)', 'calculate(50)').replace('value90', 'worth90');
  for (let at = 0; at < target.length; at += 5) {
    text = applyEdits(text, cursor.write(target.slice(at, at + 5)));
    expect(target.startsWith(text.slice(0, cursor.position))).toBe(true);
  }
});

test('going back to a mark and writing again is the same as never having gone on', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const random = createSeededRandom(seed);
    const line = () => random.pick(['', '}', 'a = 1;', 'b = 2;', '  if (a) {', `c${random.integer(4)}();`]);
    const some = () => Array.from({ length: 1 + random.integer(9) }, line).join('\n');
    const [oldText, newText] = [some(), some()];
    const cut = random.integer(newText.length + 1);
    const straight = createRewrite(oldText);
    const winding = createRewrite(oldText);
    expect(winding.write(newText.slice(0, cut))).toEqual(straight.write(newText.slice(0, cut)));
    const goBack = winding.mark();
    winding.write(some());
    if (random.chance(0.3)) winding.end();
    goBack();
    expect(winding.position, `seed ${seed}`).toBe(straight.position);
    expect(winding.write(newText.slice(cut)), `seed ${seed}`).toEqual(straight.write(newText.slice(cut)));
    expect(winding.end(), `seed ${seed}`).toEqual(straight.end());
  }
});
