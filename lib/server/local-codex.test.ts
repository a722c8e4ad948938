import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLocalCodex } from './local-codex.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'flint-local-codex-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test('without a program it is missing, nobody is signed in, and it can be there later', async () => {
  const local = createLocalCodex({ PATH: directory }, () => {});
  expect(await local.read()).toEqual({ status: 'missing' });
  expect(await local.isSignedIn()).toBe(false);
  await expect(local.provider.listModels(new AbortController().signal)).rejects.toMatchObject({ kind: 'network' });
});

test('a program that ends at once is broken, and is handed no key of anybody', async () => {
  const program = join(directory, 'codex');
  writeFileSync(program, `#!/bin/sh\n/usr/bin/env > ${directory}/seen\nexit 3\n`);
  chmodSync(program, 0o755);
  const report = vi.fn<(line: string) => void>();
  const variables = {
    PATH: directory,
    HOME: '/home/somebody',
    OPENAI_API_KEY: 'sk-secret',
    DATABASE_URL: 'postgres://secret',
    FLINT_ACCESS_CODE: 'secret',
  };
  const local = createLocalCodex(variables, report);
  expect(await local.read()).toEqual({ status: 'broken' });
  expect(report).toHaveBeenCalledWith(expect.stringContaining('Codex has ended'));
  const seen = readFileSync(join(directory, 'seen'), 'utf8');
  expect(seen).toContain('HOME=/home/somebody');
  expect(seen).not.toMatch(/secret/);
});
