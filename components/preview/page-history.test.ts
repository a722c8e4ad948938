import { expect, test } from 'vitest';
import { goBack, noVisits, visit } from './page-history.ts';

const at = (path: string) => ({ path, search: '', hash: '' });

test('back leads through the pages that were visited to where it began', () => {
  const there = visit(visit(noVisits, at('about.html')), at('team.html'));
  expect(there.now?.path).toBe('team.html');
  expect(goBack(there).now?.path).toBe('about.html');
  expect(goBack(goBack(there))).toEqual(noVisits);
  expect(goBack(noVisits)).toBe(noVisits);
});

test('a long way is forgotten at its beginning', () => {
  let history = noVisits;
  for (let page = 0; page < 200; page += 1) history = visit(history, at(`${page}.html`));
  expect(history.back).toHaveLength(50);
});
