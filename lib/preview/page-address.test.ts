import { expect, test } from 'vitest';
import { fileAt, readPageAddress, writePageAddress } from './page-address.ts';

test('an address is read into its file and what stands behind it, and written again', () => {
  const address = readPageAddress('pages/about us.html?x=1&y=%20#top');
  expect(address).toEqual({ path: 'pages/about us.html', search: '?x=1&y=%20', hash: '#top' });
  expect(address && writePageAddress(address)).toBe('pages/about%20us.html?x=1&y=%20#top');
});

test('an address does not lead out of the site', () => {
  expect(readPageAddress('../../etc/passwd')?.path).toBe('etc/passwd');
  for (const bad of [
    'https://evil.example/x',
    '//evil.example/x',
    'javascript:alert(1)',
    '%ff',
    '',
    'x'.repeat(3_000),
  ]) {
    expect(readPageAddress(bad), bad).toBeNull();
  }
});

test('a folder and a page without its ending mean the page', () => {
  const has = (path: string) => ['docs/index.html', 'about.html', 'index.html'].includes(path);
  expect(fileAt('docs', has)).toBe('docs/index.html');
  expect(fileAt('docs/', has)).toBe('docs/index.html');
  expect(fileAt('about', has)).toBe('about.html');
  expect(fileAt('about.html', has)).toBe('about.html');
  expect(fileAt('gone.html', has)).toBeNull();
});
