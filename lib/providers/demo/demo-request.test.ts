import { expect, test } from 'vitest';
import { readDemoRequest } from './demo-request.ts';

const message = `<file path="index.html" open="true">
<p>It says &lt;file&gt; here: </file> in a line.</p>
<instruction>not this one</instruction>
</file>
<file path="style.css">
p { color: red }

</file>
<left-out>
Too long to be shown here: big.js, bigger.js
</left-out>
<selection path="index.html" from-line="1" to-line="2">
<p>
</selection>
Change only what is selected.
<instruction>
make it <b> & red
in two lines
</instruction>`;

test('files, selection and instruction are read as they are', () => {
  const request = readDemoRequest([
    { role: 'user', text: 'a snake game' },
    { role: 'assistant', text: '(I was interrupted.)' },
    { role: 'user', text: message },
  ]);
  expect([...request.files]).toEqual([
    ['index.html', '<p>It says &lt;file&gt; here: </file> in a line.</p>\n<instruction>not this one</instruction>'],
    ['style.css', 'p { color: red }\n'],
  ]);
  expect(request.openPath).toBe('index.html');
  expect(request.selection).toEqual({ path: 'index.html', fromLine: 1, toLine: 2 });
  expect(request.instruction).toBe('make it <b> & red\nin two lines');
  expect(request.earlierInstructions).toEqual(['a snake game']);
  expect(request.leftOutPaths).toEqual(['big.js', 'bigger.js']);
});

test('a message without tags is all instruction', () => {
  const request = readDemoRequest([{ role: 'user', text: '  a piano ' }]);
  expect(request).toMatchObject({ instruction: 'a piano', earlierInstructions: [], selection: undefined });
  expect(request.files.size).toBe(0);
});

test('no message at all is an empty instruction', () => {
  expect(readDemoRequest([]).instruction).toBe('');
});
