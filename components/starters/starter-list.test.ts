import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findStarter, starterKinds, starters } from './starter-list.ts';

const root = join(import.meta.dirname, '../../public/starters');

test('there are starters of all kinds, each under a name and a title of its own', () => {
  expect(starters.length).toBeGreaterThanOrEqual(24);
  expect(new Set(starters.map(({ kind }) => kind))).toEqual(new Set(starterKinds));
  expect(new Set(starters.map(({ name }) => name)).size).toBe(starters.length);
  expect(new Set(starters.map(({ title }) => title)).size).toBe(starters.length);
  expect(findStarter('menu')?.title).toBe('Salt & Lemon');
  expect(findStarter('nothing')).toBeUndefined();
});

test('a starter is said in one plain sentence, and its ideas fit on a button', () => {
  for (const { name, says, tags, ideas } of starters) {
    expect(says, name).toMatch(/^[A-Z][^.]{20,90}\.$/);
    expect(tags.length, name).toBeGreaterThanOrEqual(2);
    for (const idea of ideas) expect(idea.length, `${name}: ${idea}`).toBeLessThanOrEqual(50);
  }
});

test('its folder holds its files and pictures, and nothing else', () => {
  expect(readdirSync(root).toSorted()).toEqual(starters.map(({ name }) => name).toSorted());
  for (const { name, files, looks } of starters) {
    const pictures = looks === 'one' ? ['picture.webp'] : ['picture.webp', 'picture-dark.webp'];
    expect(readdirSync(join(root, name)).toSorted(), name).toEqual([...files, ...pictures].toSorted());
  }
});

test('a starter is small enough to be read at once', () => {
  for (const { name, files } of starters) {
    const texts = files.map((path) => readFileSync(join(root, name, path), 'utf8'));
    for (const [index, text] of texts.entries()) {
      expect(text.split('\n').length, `lines of ${name}/${files[index]}`).toBeLessThanOrEqual(200);
      expect(text.endsWith('\n') && !text.endsWith('\n\n'), `end of ${name}/${files[index]}`).toBe(true);
    }
    expect(texts.join('').length, `all of ${name}`).toBeLessThanOrEqual(12_000);
  }
});

test('no starter asks for anything in the network', () => {
  for (const { name, files } of starters) {
    for (const path of files) {
      const text = readFileSync(join(root, name, path), 'utf8').replaceAll('http://www.w3.org/2000/svg', '');
      expect(text.match(/\b(?:https?|wss?):\/\/|["'(]\/\//g), `${name}/${path}`).toBeNull();
    }
  }
});

test('all pictures together weigh at most a megabyte', () => {
  const sizes = starters.flatMap(({ name }) =>
    readdirSync(join(root, name))
      .filter((path) => path.endsWith('.webp'))
      .map((path) => statSync(join(root, name, path)).size),
  );
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(1_000_000);
});
