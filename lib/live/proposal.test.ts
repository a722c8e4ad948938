import { expect, test } from 'vitest';
import { proposedChange } from './proposal.ts';

const place = (lineStart: string, rest: string) => ({ lineStart, rest });

/** The text that stands behind the person once the change is made. */
function after(rest: string, change: ReturnType<typeof proposedChange>): string {
  return change ? rest.slice(0, change.from) + change.insert + rest.slice(change.to) : rest;
}

test('what is written at the cursor and then repeats what stands there is an insertion', () => {
  const at = place('  return ', ';\n}\n');
  expect(proposedChange(at, 'a + b;\n}\n', true)).toEqual({ from: 0, to: 0, insert: 'a + b' });
});

test('while it comes, what repeats the text behind is never shown as new', () => {
  const rest = ')\n  b();\n}\n';
  const answer = 'x, y)\n  b();\n}\n';
  for (let length = 1; length <= answer.length; length++) {
    const change = proposedChange(place('  a(', rest), answer.slice(0, length), false);
    expect(change).toEqual({
      from: 0,
      to: 0,
      insert: answer.slice(0, Math.min(length, 4)),
    });
  }
});

test('a change further down is found where it is', () => {
  const rest = ';\nconst b = width * 2;\nconst c = 3;\n';
  const change = proposedChange(place('const size = 1', rest), ';\nconst b = size * 2;\nconst c = 3;\n', true);
  expect(change).toEqual({ from: 12, to: 17, insert: 'size' });
});

test('nothing is proposed where the answer is what stands there, in whole or so far', () => {
  const rest = ';\nconst b = 2;\n';
  for (let length = 0; length <= rest.length; length++) {
    expect(proposedChange(place('const a = 1', rest), rest.slice(0, length), false)).toBeNull();
    expect(proposedChange(place('const a = 1', rest), rest.slice(0, length), true)).toBeNull();
  }
});

test('an answer that stops early deletes nothing of what stands behind it', () => {
  const rest = '\n}\n\nfunction b() {\n  return 1;\n}\n';
  const change = proposedChange(place('  ', rest), 'return a;\n}\n', true);
  expect(after(rest, change)).toBe('return a;\n}\n\nfunction b() {\n  return 1;\n}\n');
});

test('a line that is written again from its start is not doubled', () => {
  const at = place('  const total = ', '\n');
  expect(proposedChange(at, '  const total = a + b;\n', true)).toEqual({ from: 0, to: 0, insert: 'a + b;' });
  expect(proposedChange(at, 'const total = a', false)).toEqual({ from: 0, to: 0, insert: 'a' });
  expect(proposedChange(at, 'const to', false), 'it may still be either').toBeNull();
  expect(proposedChange(at, 'const to', true)).toMatchObject({ insert: 'const to' });
});

test('letters of two units are not cut in half', () => {
  const change = proposedChange(place('', '🙂!\n'), '🙃!\n', true);
  expect(change).toEqual({ from: 0, to: 2, insert: '🙃' });
});

test('what comes with each character of an answer never takes anything away, and ends in the answer', () => {
  const rest = ' {\n  draw(a);\n}\n';
  const answer = ' {\n  clear();\n  draw(a, b);\n}\n';
  for (let length = 1; length <= answer.length; length++) {
    const change = proposedChange(place('function f()', rest), answer.slice(0, length), false);
    if (change) expect(change.to).toBe(change.from);
  }
  expect(after(rest, proposedChange(place('function f()', rest), answer, true))).toBe(answer);
});

test('a next line that is like the person’s own is no repetition of it', () => {
  const rest = '\n    </div>\n  </div>\n</section>';
  for (let length = 0; length <= rest.length; length++) {
    expect(proposedChange(place('    </div>', rest), rest.slice(0, length), length === rest.length)).toBeNull();
  }
  const change = proposedChange(place('  count++;', '\n}\n'), '\n  count++;\n  done();\n}\n', true);
  expect(after('\n}\n', change)).toBe('\n  count++;\n  done();\n}\n');
});

test('once an answer repeats the line behind and goes on, nothing more can be taken until it is whole', () => {
  const rest = ') {\n  return a + b;\n}';
  const answer = ', c) {\n  return a + b + c;\n}';
  for (let length = 1; length < answer.length; length++) {
    const insert = proposedChange(place('function f(a, b', rest), answer.slice(0, length), false)?.insert ?? '';
    expect(', c'.startsWith(insert), insert).toBe(true);
  }
  expect(after(rest, proposedChange(place('function f(a, b', rest), answer, true))).toBe(answer);
});

test.each([
  ['foo', 'foo\n'],
  ['', '\n'],
  ['', '  '],
])('after %j an answer of %j proposes nothing', (rest, answer) => {
  expect(proposedChange(place('x', rest), answer, true)).toBeNull();
});
