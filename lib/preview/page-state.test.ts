import { expect, test } from 'vitest';
import { readPageState } from './page-state.ts';

test('a state is read as it is', () => {
  const state = {
    scrolls: [{ at: '', top: 120, left: 0 }],
    fields: [{ at: '#name', value: 'Ann', isChecked: false }],
  };
  expect(readPageState(state)).toEqual(state);
});

test('what is no state is left out, and what is too much is cut', () => {
  for (const bad of [null, 'x', {}, { scrolls: [] }, { scrolls: {}, fields: [] }])
    expect(readPageState(bad)).toBeNull();
  const read = readPageState({
    scrolls: [{ at: 1, top: 1, left: 1 }, { at: '', top: Number.NaN, left: 1 }, null],
    fields: Array.from({ length: 1_000 }, () => ({ at: 'x'.repeat(5_000), value: 'y'.repeat(50_000) })),
  });
  expect(read?.scrolls).toEqual([]);
  expect(read?.fields).toHaveLength(200);
  expect(read?.fields[0]?.at).toHaveLength(1_000);
  expect(read?.fields[0]?.value).toHaveLength(20_000);
});
