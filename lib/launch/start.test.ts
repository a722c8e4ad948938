import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openSqliteStore } from '../log/sqlite-store.ts';

// A checkout with Flint's own launcher, and a stand-in for Next.
const root = join(import.meta.dirname, '../..');
let project: string;
let running: ChildProcess | undefined;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'flint-start-'));
  for (const path of [
    'lib/base',
    'lib/launch',
    'lib/log',
    'lib/providers/usual-local-servers.ts',
    'lib/server/environment.ts',
    'lib/server/storage.ts',
  ]) {
    cpSync(join(root, path), join(project, path), { recursive: true });
  }
  const packages = { 'node_modules/next': { version: '1.0.0' } };
  write('package.json', '{ "type": "module" }');
  write('package-lock.json', JSON.stringify({ packages: { '': {}, ...packages } }));
  write('node_modules/.package-lock.json', JSON.stringify({ packages }));
  write('node_modules/next/package.json', '{ "type": "module" }');
  write('node_modules/next/dist/bin/next', `import '../../../../lib/launch/fake-next.mjs';\n`);
  write('lib/launch/preview-assets.mjs', `import '../../lib/launch/fake-preview-assets.mjs';\n`);
  write('app/page.tsx', 'first');
  mkdirSync(join(project, 'node_modules/.bin'));
  symlinkSync(process.execPath, join(project, 'node_modules/.bin/node'));
  for (const name of ['better-sqlite3', 'kysely', 'pg', 'redis']) {
    symlinkSync(join(root, 'node_modules', name), join(project, 'node_modules', name));
  }
});

afterEach(async () => {
  if (running && running.exitCode === null && running.signalCode === null) {
    running.kill('SIGTERM');
    await once(running, 'exit');
  }
  running = undefined;
  rmSync(project, { recursive: true, force: true });
});

test('from a clean checkout it builds, says once that it is ready when it is, and ends cleanly', async () => {
  const start = startFlint();
  const url = await start.ready();
  expect((await fetch(`${url}/api/health`)).status).toBe(200);
  start.child.kill('SIGTERM');
  expect(await start.ended()).toBe(0);
  expect(start.output().match(/Flint is ready at/g)).toHaveLength(1);
  expect(start.output()).not.toContain('a banner');
  expect(start.output()).toContain('a warning');
  expect(start.output()).toContain('streams ended');
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});

test('Ctrl-C ends it as well', async () => {
  const start = startFlint();
  await start.ready();
  start.child.kill('SIGINT');
  expect(await start.ended()).toBe(0);
});

test('a launcher that is killed leaves no server behind', async () => {
  const start = startFlint();
  const url = await start.ready();
  start.child.kill('SIGKILL');
  await start.ended();
  await vi.waitFor(() => expect(fetch(url)).rejects.toThrow('fetch failed'), { timeout: 10_000 });
});

test('it builds again when a source changed, and only then', async () => {
  const builds = async () => {
    const start = startFlint();
    await start.ready();
    start.child.kill('SIGTERM');
    await start.ended();
    return readFileSync(join(project, 'builds'), 'utf8').length;
  };
  expect(await builds()).toBe(1);
  write('app/page.tsx', 'first');
  write('app/page.test.tsx', 'a test');
  expect(await builds()).toBe(1);
  write('app/page.tsx', 'second');
  expect(await builds()).toBe(2);
  rmSync(join(project, '.next'), { recursive: true });
  expect(await builds()).toBe(3);
});

test('a build that fails is shown, and is not taken for a build the next time', async () => {
  write('app/page.tsx', 'broken');
  for (let round = 0; round < 2; round += 1) {
    const start = startFlint();
    expect(await start.ended()).toBe(1);
    expect(start.output()).toContain('page.tsx is broken');
  }
});

test('a port that is taken is one plain line, before anything is built', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as { port: number };
  const start = startFlint({ PORT: String(port) });
  expect(await start.ended()).toBe(1);
  expect(start.lines()).toEqual([expect.stringContaining(`Port ${port} is in use`)]);
  expect(existsSync(join(project, 'builds'))).toBe(false);
  other.close();
});

test.each([
  ['PORT', 'many'],
  ['PORT', '70000'],
  ['HOST', '192.0.2.1'],
  ['OPENAI_BASE_URL', 'not an address'],
  ['FLINT_FAST_MODEL', 'nothing'],
  ['DATABASE_URL', 'somewhere'],
  ['REDIS_URL', 'https://cache.example'],
])('a malformed %s (%s) stops the start with one line that names it', async (name, value) => {
  const start = startFlint({ [name]: value });
  expect(await start.ended()).toBe(1);
  expect(start.lines()).toEqual([expect.stringContaining(name)]);
  expect(existsSync(join(project, 'builds'))).toBe(false);
});

test('a data directory that another process has stops the start with one line that names it', async () => {
  const directory = join(project, 'data');
  const store = await openSqliteStore({ directory });
  const start = startFlint({ FLINT_DATA_DIR: directory });
  expect(await start.ended()).toBe(1);
  expect(start.lines()).toEqual([expect.stringContaining(directory)]);
  await store.close();
});

test('a database that cannot be reached stops the start with one line that names it and no password', async () => {
  const closed = createServer();
  await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
  const { port } = closed.address() as { port: number };
  closed.close();
  const start = startFlint({ DATABASE_URL: `postgres://flint:secret@127.0.0.1:${port}/pads` });
  expect(await start.ended()).toBe(1);
  expect(start.lines()).toEqual([expect.stringContaining(`pads at 127.0.0.1:${port} cannot be reached`)]);
  expect(start.output()).not.toContain('secret');
});

test('a server that dies as it starts is told without a stack', async () => {
  write('app/page.tsx', 'deadly');
  const start = startFlint();
  expect(await start.ended()).toBe(1);
  expect(start.output()).toContain('Error: the reason');
  expect(start.output()).not.toMatch(/^\s+at /m);
});

function startFlint(variables: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(project, 'lib/launch/start.mjs')], {
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'], PORT: '0', ...variables } as unknown as NodeJS.ProcessEnv,
    stdio: 'pipe',
  });
  running = child;
  let output = '';
  const collect = (chunk: Buffer) => {
    output += chunk.toString();
    child.emit('printed');
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const closed = once(child, 'close');
  return {
    child,
    output: () => output,
    lines: () => output.trim().split('\n'),
    async ready(): Promise<string> {
      let hasEnded = false;
      for (;;) {
        const url = /Flint is ready at (\S+)\n/.exec(output)?.[1];
        if (url) return url;
        if (hasEnded) throw new Error(`It ended: ${output}`);
        await Promise.race([once(child, 'printed'), closed.then(() => (hasEnded = true))]);
      }
    },
    async ended(): Promise<number | null> {
      await closed;
      return child.exitCode;
    },
  };
}

function write(path: string, content: string): void {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), content);
}
