import { expect, test } from 'vitest';
import { writeOpeningForm } from './open-elsewhere.ts';
import { packBase64 } from './pack-base64.ts';
import { writeGist } from './write-gist.ts';

const page = {
  title: 'Mine',
  files: [
    { path: 'index.html', text: '<p>' },
    { path: 'src/[id].js', text: 'x' },
  ],
};

test('StackBlitz is sent a page as a page, and anything else as a package', () => {
  expect(writeOpeningForm('stackblitz', page)).toEqual({
    name: 'StackBlitz',
    action: 'https://stackblitz.com/run',
    fields: [
      ['project[title]', 'Mine'],
      ['project[description]', ''],
      ['project[template]', 'html'],
      ['project[files][index.html]', '<p>'],
      ['project[files][src/%5Bid%5D.js]', 'x'],
    ],
  });
  const files = [...page.files, { path: 'package.json', text: '{}' }];
  expect(writeOpeningForm('stackblitz', { ...page, files }).fields).toContainEqual(['project[template]', 'node']);
});

test('CodeSandbox is sent the files with a package beside them, unless they bring their own', () => {
  const { action, fields } = writeOpeningForm('codesandbox', page);
  expect(action).toBe('https://codesandbox.io/api/v1/sandboxes/define');
  const file = (content: string) => ({ content, isBinary: false });
  const described = { name: 'page', title: 'Mine', version: '1.0.0', main: 'index.html', dependencies: {} };
  const files = {
    'package.json': file(`${JSON.stringify(described, null, 2)}\n`),
    'sandbox.config.json': file('{\n  "template": "static"\n}\n'),
    'index.html': file('<p>'),
    'src/[id].js': file('x'),
  };
  expect(fields).toEqual([['parameters', packBase64(JSON.stringify({ files }))]]);
});

test('a gist has no folders, no blank files, and no name twice', () => {
  const gist = JSON.parse(
    writeGist({
      title: 'Mine',
      files: [
        { path: 'src/a.js', text: '1' },
        { path: 'src-a.js', text: '2' },
        { path: '__proto__', text: '3' },
        { path: 'blank.js', text: ' \n' },
      ],
    }),
  ) as { files: Record<string, { content: string }> };
  expect(gist).toMatchObject({ description: 'Mine', public: false });
  expect(Object.entries(gist.files).map(([name, { content }]) => [name, content])).toEqual([
    ['src-a.js', '1'],
    ['src-a-2.js', '2'],
    ['__proto__', '3'],
  ]);
});
