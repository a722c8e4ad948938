import { expect, test } from 'vitest';
import { words } from '../words.ts';
import { matchStarters, readSearch, searchAddress, type StarterSearch } from './match-starters.ts';
import { starterKinds, starters } from './starter-list.ts';

const namesFor = (search: StarterSearch) =>
  matchStarters(starters, search, words.starters.kinds).map(({ name }) => name);

test('without a search all starters are found, in their order', () => {
  expect(namesFor({ kind: null, text: ' ' })).toEqual(starters.map(({ name }) => name));
});

test('every word counts, wherever it stands: in the title, the sentence, a tag or the kind', () => {
  expect(namesFor({ kind: null, text: 'lemon risotto' })).toEqual(['recipe']);
  expect(namesFor({ kind: null, text: 'REACT drag' })).toEqual(['board']);
  expect(namesFor({ kind: null, text: 'turtle' })).toEqual(['rosette']);
  expect(namesFor({ kind: null, text: 'lemon submarine' })).toEqual([]);
});

test('a kind narrows it down', () => {
  expect(namesFor({ kind: 'svg', text: '' })).toEqual(['harbour', 'clockwork']);
  expect(namesFor({ kind: 'python', text: 'statistics' })).toEqual(['coffee']);
});

test('an address names a search, and one that makes no sense names all', () => {
  expect(searchAddress({ kind: null, text: '' })).toBe('/starters');
  expect(searchAddress({ kind: 'd3', text: 'who & whom' })).toBe('/starters?kind=d3&q=who+%26+whom');
  expect(readSearch('d3', 'who & whom', starterKinds)).toEqual({ kind: 'd3', text: 'who & whom' });
  expect(readSearch('cobol', ['a', 'b'], starterKinds)).toEqual({ kind: null, text: '' });
});
