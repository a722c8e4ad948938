import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findCodex } from './find-codex.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'flint-find-codex-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function program(...path: string[]): string {
  const file = join(directory, ...path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, '#!/bin/sh\n');
  chmodSync(file, 0o755);
  return file;
}

test('it is found on the PATH, else among the packages, and where it is said to be before either', () => {
  expect(findCodex({ PATH: '' }, directory)).toBeNull();
  const own = program('node_modules', '.bin', 'codex');
  expect(findCodex({ PATH: '/nowhere' }, directory)).toBe(own);
  const onPath = program('bin', 'codex');
  expect(findCodex({ PATH: ['/nowhere', join(directory, 'bin')].join(delimiter) }, directory)).toBe(onPath);
  const given = program('elsewhere', 'my-codex');
  expect(findCodex({ PATH: join(directory, 'bin'), FLINT_CODEX_BIN: given }, directory)).toBe(given);
});

test('where it is said to be and is not, no other one is taken', () => {
  program('bin', 'codex');
  expect(findCodex({ PATH: join(directory, 'bin'), FLINT_CODEX_BIN: '/nowhere/codex' }, directory)).toBeNull();
});
