import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openSqliteStore } from '../log/sqlite-store.ts';

test('a process that is told to end keeps the end of its run before it exits, as Next would have it', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'flint-ending-'));
  const child = spawn(process.execPath, [fileURLToPath(new URL('fake-server.ts', import.meta.url))], {
    env: { PATH: process.env['PATH'], FLINT_DATA_DIR: directory } as unknown as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([143, null]);

  const store = await openSqliteStore({ directory });
  const events = await store.read(String(line).trim(), { after: 0 });
  await store.close();
  rmSync(directory, { recursive: true, force: true });
  const last = events.at(-1);
  expect(last?.type).toBe('run-ended');
  expect(JSON.parse(last?.payload ?? '')).toMatchObject({ failure: { code: 'interrupted' } });
});
