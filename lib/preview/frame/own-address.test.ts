import { expect, test } from 'vitest';
import { createOwnAddresses } from './own-address.ts';

const root = new URL('http://flint.example/preview/frame/');
const own = createOwnAddresses(root, () => 'http://flint.example/preview/frame/pages/about.html?x=1');

test('relative addresses and those from the root of the site mean files of the session', () => {
  expect(own.within('team.html?y=2#top')).toBe('pages/team.html?y=2#top');
  expect(own.within('../data.json')).toBe('data.json');
  expect(own.within('/index.html')).toBe('index.html');
  expect(own.within('?page=2')).toBe('pages/about.html?page=2');
  expect(own.pathOf('my%20data.json?fresh#x')).toBe('pages/my data.json');
});

test('other origins and what is no address of files do not', () => {
  for (const address of [
    'https://evil.example/x',
    '//evil.example/x',
    'data:,x',
    'blob:null/x',
    'javascript:x',
    'http://[',
  ]) {
    expect(own.within(address), address).toBeNull();
  }
  expect(own.within('/preview/vendor/react.js')).toBeNull();
  expect(own.pathOf('%ff.json')).toBeNull();
});
