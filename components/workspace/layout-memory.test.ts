import { expect, test } from 'vitest';
import { parseLayout } from './layout-memory.ts';

test('a remembered layout comes back within its bounds', () => {
  const kept = JSON.stringify({
    filesOpen: false,
    filesWidth: 9_000,
    previewOpen: false,
    previewShare: 0.5,
    consoleOpen: true,
    device: 'tablet',
  });
  expect(parseLayout(kept)).toEqual({
    filesOpen: false,
    filesWidth: 480,
    previewOpen: false,
    previewShare: 0.5,
    consoleOpen: true,
    device: 'tablet',
  });
});

test('a layout that makes no sense is as usual', () => {
  const usual = {
    filesOpen: null,
    filesWidth: 240,
    previewOpen: true,
    previewShare: 0.42,
    consoleOpen: false,
    device: 'full',
  };
  expect(parseLayout(null)).toEqual(usual);
  expect(parseLayout('{')).toEqual(usual);
  expect(parseLayout('7')).toEqual(usual);
  expect(parseLayout('{"filesWidth":"wide","filesOpen":1,"device":"watch"}')).toEqual(usual);
});
