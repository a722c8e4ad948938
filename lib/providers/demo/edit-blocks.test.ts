import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyReplacements, editBlocks, type Replacement } from './edit-blocks.ts';

/** Carries blocks out as a reader of the answer does: each search text has to stand there exactly once. */
function carriedOut(text: string, blocks: ReturnType<typeof editBlocks>): string {
  let current = text;
  for (const { search, replace } of blocks) {
    const parts = current.split(search);
    expect(parts, `"${search}" stands once`).toHaveLength(2);
    current = parts.join(replace);
  }
  return current;
}

test('a block takes in lines until it is unique', () => {
  const text = 'a {\n  x: 1;\n}\nb {\n  x: 1;\n}\n';
  const from = text.lastIndexOf('1');
  const blocks = editBlocks(text, [{ from, to: from + 1, insert: '2' }]);
  expect(blocks).toHaveLength(1);
  expect(carriedOut(text, blocks)).toBe('a {\n  x: 1;\n}\nb {\n  x: 2;\n}\n');
});

test('replacements in one line or in neighbouring lines share a block', () => {
  const text = 'one two\nthree\n\nfour\n';
  const blocks = editBlocks(text, [
    { from: 8, to: 13, insert: '3' },
    { from: 0, to: 3, insert: '1' },
    { from: 4, to: 7, insert: '2' },
    { from: 15, to: 19, insert: '4' },
  ]);
  expect(blocks).toEqual([
    { search: 'one two\nthree', replace: '1 2\n3' },
    { search: 'four', replace: '4' },
  ]);
});

test('blocks give what the replacements give, in any text', () => {
  const line = fc.constantFrom('', 'a', 'b', 'ab', '  a', '}', 'aa');
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 14 }),
      fc.array(fc.tuple(fc.nat(13), fc.constantFrom('x', 'a', 'b', 'yy', '')), { minLength: 1, maxLength: 5 }),
      (lines, picks) => {
        const text = lines.join('\n');
        const replacements: Replacement[] = [];
        const taken = new Set<number>();
        for (const [pick, insert] of picks) {
          const index = pick % lines.length;
          if (taken.has(index) || lines[index] === '') continue;
          taken.add(index);
          const from = lines.slice(0, index).reduce((sum, { length }) => sum + length + 1, 0);
          replacements.push({ from, to: from + (lines[index]?.length ?? 0), insert });
        }
        expect(carriedOut(text, editBlocks(text, replacements))).toBe(applyReplacements(text, replacements));
      },
    ),
    { numRuns: 2_000 },
  );
});
