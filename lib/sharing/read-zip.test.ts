import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { readZip } from './read-zip.ts';

const zip = (files: Readonly<Record<string, string | Uint8Array>>) =>
  zipSync(
    Object.fromEntries(
      Object.entries(files).map(([path, content]) => [path, typeof content === 'string' ? strToU8(content) : content]),
    ),
  );

function readWell(bytes: Uint8Array) {
  const outcome = readZip(bytes);
  if (!outcome.ok) throw new Error(outcome.refusal);
  return outcome.value;
}

test('the texts of a zip come out as they went in', () => {
  const { files, leftOut } = readWell(zip({ 'index.html': '<p>Grüße 😀', 'src/a.js': '', 'src/b.css': 'a {}' }));
  expect(files).toEqual([
    { path: 'index.html', text: '<p>Grüße 😀' },
    { path: 'src/a.js', text: '' },
    { path: 'src/b.css', text: 'a {}' },
  ]);
  expect(leftOut).toEqual([]);
});

test('what is no text, too large, or somebody else’s is left out by name', () => {
  const { files, leftOut } = readWell(
    zip({
      'a.js': 'ok',
      'logo.png': new Uint8Array([0x89, 0x50, 0, 1]),
      'latin.txt': new Uint8Array([0x47, 0xfc]),
      'big.txt': 'x'.repeat(600_000),
      'node_modules/x/index.js': 'no',
      '.DS_Store': 'no',
      '__MACOSX/._a.js': 'no',
      'what?.js': 'no',
    }),
  );
  expect(files.map(({ path }) => path)).toEqual(['a.js']);
  expect(leftOut).toEqual([
    { path: 'logo.png', reason: 'not-text' },
    { path: 'latin.txt', reason: 'not-text' },
    { path: 'big.txt', reason: 'too-large' },
    { path: 'node_modules/x/index.js', reason: 'not-own' },
    { path: 'what?.js', reason: 'bad-path' },
  ]);
});

test.each(['../evil.js', '/etc/passwd', 'a/../../evil.js', '..\\evil.js', 'a\u0000.js', '..'])(
  'a file named %j leads nowhere',
  (path) => {
    const { files, leftOut } = readWell(zip({ 'ok.js': '', [path]: 'evil' }));
    expect(files.map((file) => file.path)).toEqual(['ok.js']);
    expect(leftOut).toHaveLength(1);
  },
);

test('a folder around everything is taken off where the zip has it as a folder', () => {
  const packed = zip({ 'repo-main/': new Uint8Array(), 'repo-main/index.html': 'a', 'repo-main/src/b.js': 'b' });
  expect(readWell(packed).files.map(({ path }) => path)).toEqual(['index.html', 'src/b.js']);
  expect(readWell(zip({ 'src/a.js': 'a', 'src/b.js': 'b' })).files.map(({ path }) => path)).toEqual([
    'src/a.js',
    'src/b.js',
  ]);
});

test('a zip that unpacks to more than a session keeps is refused, whatever sizes stand in it', () => {
  const blank = new Uint8Array(600_000);
  const bomb = zipSync(Object.fromEntries(Array.from({ length: 110 }, (_, n) => [`${n}.txt`, blank])), { level: 1 });
  expect(bomb.byteLength).toBeLessThan(1_000_000);
  // It says of itself that each is one byte.
  const view = new DataView(bomb.buffer, bomb.byteOffset, bomb.byteLength);
  for (let at = 0; at + 46 < bomb.byteLength; at++) {
    const signature = view.getUint32(at, true);
    if (signature === 0x04034b50) view.setUint32(at + 22, 1, true);
    if (signature === 0x02014b50) view.setUint32(at + 24, 1, true);
  }
  expect(readZip(bomb)).toEqual({ ok: false, refusal: 'too-large' });
});

test.each([
  ['nothing', new Uint8Array(), 'not-a-zip'],
  ['a text', strToU8('{"type":"session-started"}'), 'not-a-zip'],
  ['an empty zip', zip({}), 'no-text'],
  ['only a picture', zip({ 'a.png': new Uint8Array([0, 1]) }), 'no-text'],
  ['too many files', zip(Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`${n}.js`, '']))), 'too-many-files'],
] as const)('%s is refused', (_what, bytes, refusal) => {
  expect(readZip(bytes)).toEqual({ ok: false, refusal });
});

test('a zip cut or changed anywhere gives some texts or a refusal, and never throws', () => {
  const whole = zip({ 'index.html': '<p>one</p>'.repeat(40), 'a.js': 'go()' });
  for (let at = 0; at < whole.byteLength; at++) {
    readZip(whole.slice(0, at));
    const changed = whole.slice();
    changed[at] = (changed[at] ?? 0) ^ 0xff;
    readZip(changed);
  }
});
