import { expect, test } from 'vitest';
import { editFormatInstructions, preferredMode, reaskInstructions } from './edit-format.ts';
import { createEditParser } from './edit-parser.ts';
import { locateTarget } from './locate-target.ts';

test('the example in the instructions is read as the edit that it shows', () => {
  const parser = createEditParser();
  const steps = [...parser.feed(editFormatInstructions()), ...parser.end()].filter(({ type }) => type !== 'prose');
  expect(steps).toEqual([
    { type: 'file-opened', path: 'src/app.js', language: 'js', mode: 'edits' },
    { type: 'search-ended', search: 'const speed = 1;\n' },
    { type: 'content', text: 'const speed = 2;\n' },
    { type: 'replace-ended' },
    { type: 'file-closed', complete: true },
  ]);
});

test('the instructions name the length up to which files are written whole', () => {
  expect(editFormatInstructions({ wholeFileUpToLines: 80 })).toContain('up to 80 lines');
  expect(preferredMode(80, { wholeFileUpToLines: 80 })).toBe('whole');
  expect(preferredMode(81, { wholeFileUpToLines: 80 })).toBe('edits');
  expect(preferredMode(150)).toBe('whole');
  expect(preferredMode(151)).toBe('edits');
});

test('a re-ask shows what was searched and the lines that come nearest', () => {
  const content = `${Array.from({ length: 40 }, (_, index) => `const value${index} = ${index};`).join('\n')}\nfunction draw(context) {\n  context.fillRect(0, 0, 10, 10);\n}\n`;
  const search = 'function draw(canvas, color) {\n  context.fill(0, 0);\n';
  const outcome = locateTarget(content, search);
  if (outcome.status !== 'missing') throw new Error('it should not be found');
  const text = reaskInstructions([{ path: 'draw.js', search, outcome, content }]);
  expect(text).toContain('does not stand in draw.js');
  expect(text).toContain('function draw(canvas, color) {');
  expect(text).toContain('function draw(context) {\n  context.fillRect(0, 0, 10, 10);');
  expect(text).not.toContain('const value0 ');
});

test('a re-ask for a search text that stands several times names the lines', () => {
  const content = 'a();\nb();\na();\n';
  const outcome = locateTarget(content, 'a();\n');
  if (outcome.status !== 'ambiguous') throw new Error('it should be ambiguous');
  const text = reaskInstructions([
    { path: 'a.js', search: 'a();\n', outcome, content },
    { path: 'b.js', search: '```\n', outcome: { status: 'missing' }, content: 'x' },
  ]);
  expect(text).toContain('2 edits could not be made');
  expect(text).toContain('1. In a.js this SEARCH part stands 2 times (lines 1, 3)');
  expect(text).toContain('2. This SEARCH part does not stand in b.js');
  expect(text).toContain('````\n```\n````');
});
