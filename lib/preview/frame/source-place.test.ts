import { expect, test } from 'vitest';
import { placeOfStack, textOfStack } from './source-place.ts';

const stack = `Error: no
    at say (http://127.0.0.1:3000/preview/frame.js:12:9)
    at run (https://a.test/preview/engines/modules.js:4:1)
    at Array.map (<anonymous>)
    at draw (src/my%20app.js:7:13)
    at new Thing (eval at x (main.js:1:1), <anonymous>:1:2)
    at https://a.test/preview/vendor/react@19.3.1/index.js:5:5
    at async main.tsx:40:2`;

test('the place is where the program was, not what carried it out', () => {
  expect(placeOfStack(stack)).toEqual({ path: 'src/my app.js', line: 7, column: 13 });
});

test('a stack shows the program’s own frames', () => {
  expect(textOfStack(stack)).toBe('  at draw (src/my%20app.js:7:13)\n  at async main.tsx:40:2');
});

test('stacks as other browsers write them are read as well', () => {
  expect(placeOfStack('say@http://a.test/preview/frame.js:1:2\ndraw@app.js:3:5\n')).toEqual({
    path: 'app.js',
    line: 3,
    column: 5,
  });
});

test('a stack without a place of the program has none', () => {
  expect(placeOfStack('')).toBeNull();
  expect(placeOfStack('Error: at 10:20:30')).toBeNull();
  expect(placeOfStack('    at http://127.0.0.1:3000/preview/frame:9:9\n    at blob:null/abc:1:1')).toBeNull();
});
