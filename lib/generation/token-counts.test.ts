import { expect, test } from 'vitest';
import { textOf } from '../document/change.ts';
import { createTokenCounts } from './token-counts.ts';

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('a version is estimated until it is counted, and counted once', async () => {
  const counted: string[] = [];
  const counts = createTokenCounts(async (read) => {
    counted.push(read());
    return 7;
  });
  const file = { id: 'a', text: textOf('x'.repeat(30)) };
  expect(counts.ofFile(file)).toEqual({ tokens: 10, isCounted: false });
  counts.ofFile(file);
  await settled();
  expect(counts.ofFile(file)).toEqual({ tokens: 7, isCounted: true });
  expect(counted).toHaveLength(1);
});

test('the next version is estimated by what the last one had, and a little more', async () => {
  const counts = createTokenCounts(async () => 10);
  counts.ofFile({ id: 'a', text: textOf('x'.repeat(100)) });
  await settled();
  expect(counts.ofFile({ id: 'a', text: textOf('x'.repeat(200)) })).toEqual({ tokens: 22, isCounted: false });
  expect(counts.ofFile({ id: 'b', text: textOf('x'.repeat(200)) })).toEqual({ tokens: 67, isCounted: false });
});

test('without anybody to count, or with one who fails, it stays with estimates', async () => {
  for (const count of [null, () => Promise.reject(new Error('no'))]) {
    const counts = createTokenCounts(count);
    const file = { id: 'a', text: textOf('x'.repeat(30)) };
    counts.ofFile(file);
    await settled();
    expect(counts.ofFile(file)).toEqual({ tokens: 10, isCounted: false });
  }
});
