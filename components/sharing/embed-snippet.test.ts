import { expect, test } from 'vitest';
import { embedAddress, embedSnippet } from './embed-snippet.ts';

test('an address says only what is not meant anyway', () => {
  expect(embedAddress('/embed/x', { show: 'both', at: null, theme: 'auto' })).toBe('/embed/x');
  expect(embedAddress('/embed/x', { show: 'code', at: 7, theme: 'dark' })).toBe('/embed/x?show=code&at=7&theme=dark');
});

test('a title cannot leave its place in the lines to copy', () => {
  expect(embedSnippet('/embed/x?show=code&at=7', '"><script>')).toContain(
    'src="/embed/x?show=code&amp;at=7" title="&quot;&gt;&lt;script&gt;"',
  );
});
