import { mkdtempSync, readFileSync, existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSqliteStore } from '../log/sqlite-store.ts';
import { dayMs } from './retention.ts';
import { runSessionsCommand } from './sessions-command.ts';

const nowMs = Date.UTC(2026, 10, 25, 12);
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'flint-sessions-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test('sessions are listed, those longest idle first, or only those idle for so long', async () => {
  await keepSome();
  const all = await ask('list');
  expect(all.code).toBe(0);
  expect(all.out.split('\n').map((line) => line.replaceAll(/ {2,}/g, ' | '))).toEqual([
    'Session | Made | Last active | Events | Forked from',
    'old | 2026-08-17 12:00 | 2026-08-17 12:00 | 2',
    'fork | 2026-11-24 12:00 | 2026-11-24 12:00 | 2 | old at 1',
    '',
  ]);
  expect((await ask('list', '--idle', '30')).out).toContain('old');
  expect((await ask('list', '--idle', '30')).out).not.toContain('fork');
});

test('a session is exported as JSON lines, to the screen or to a file', async () => {
  await keepSome();
  const lines = [
    '{"type":"session-started","sequence":1,"atMs":1786968000000,"title":"Ω"}',
    '{"type":"session-renamed","sequence":2,"atMs":1795521600000,"title":"Mine"}',
    '',
  ].join('\n');
  expect(await ask('export', 'fork')).toEqual({ code: 0, out: lines, complaints: [] });
  const file = join(directory, 'log.jsonl');
  expect(await ask('export', 'fork', '--to', file)).toEqual({
    code: 0,
    out: '',
    complaints: [`Wrote 2 events to ${file}.`],
  });
  expect(readFileSync(file, 'utf8')).toBe(lines);
});

test('what cannot be written is told, and is no success', async () => {
  await keepSome();
  const answer = await ask('export', 'fork', '--to', join(directory, 'no', 'such', 'folder'));
  expect(answer.code).toBe(1);
  expect(answer.complaints.join()).toContain('ENOENT');
});

test('a session is erased, and its fork stays whole', async () => {
  await keepSome();
  expect(await ask('erase', 'old', 'nobody')).toEqual({
    code: 1,
    out: '',
    complaints: ['Erased old.', 'There is no session nobody.'],
  });
  expect((await ask('list')).out).not.toMatch(/^old/m);
  expect((await ask('export', 'fork')).out.split('\n')).toHaveLength(3);
  expect((await ask('export', 'old')).code).toBe(1);
});

test('while the server runs, it says so', async () => {
  const server = await openSqliteStore({ directory });
  const answer = await ask('list');
  await server.close();
  expect(answer.code).toBe(1);
  expect(answer.complaints).toEqual([`Flint is running, and has ${directory} to itself. Stop it, then ask again.`]);
}, 20_000);

test('looking makes nothing', async () => {
  const place = join(directory, 'none');
  const answer = await askIn(place, 'list');
  expect(answer).toEqual({ code: 0, out: '', complaints: [`There are no sessions in ${place}.`] });
  expect(existsSync(place)).toBe(false);
  expect((await askIn(place, 'erase', 'x')).code).toBe(1);
});

test.each([
  [['lsit']],
  [['export']],
  [['erase']],
  [['list', '--idle', 'long']],
  [['list', '--all']],
  [['export', 'a', 'b']],
])('what makes no sense (%j) is answered with the usage', async (given) => {
  const answer = await ask(...given);
  expect(answer.code).toBe(2);
  expect(answer.complaints).toHaveLength(1);
  expect(answer.out).toContain('Usage: npm run sessions');
});

test('asked for help, it helps', async () => {
  for (const given of [['--help'], ['list', '-h'], []]) {
    expect(await ask(...given)).toMatchObject({ code: 0, complaints: [], out: expect.stringContaining('erase ID') });
  }
});

async function keepSome(): Promise<void> {
  const store = await openSqliteStore({ directory });
  const old = nowMs - 100 * dayMs;
  await store.createSession({ id: 'old', editTokenHash: '', createdAtMs: old }, [
    { atMs: old, type: 'session-started', payload: '{"title":"Ω"}' },
    { atMs: old, type: 'session-renamed', payload: '{"title":"Secret"}' },
  ]);
  const young = nowMs - dayMs;
  const parent = { sessionId: 'old', sequence: 1 };
  await store.createSession({ id: 'fork', editTokenHash: '', createdAtMs: young, parent }, [
    { atMs: young, type: 'session-renamed', payload: '{"title":"Mine"}' },
  ]);
  await store.close();
}

function ask(...given: string[]) {
  return askIn(directory, ...given);
}

async function askIn(dataDirectory: string, ...given: string[]) {
  const complaints: string[] = [];
  let out = '';
  const code = await runSessionsCommand({
    arguments: given,
    environment: { databaseUrl: null, dataDirectory },
    out: new Writable({
      write(chunk: Buffer, _encoding, done) {
        out += chunk.toString();
        done();
      },
    }),
    complain: (line) => complaints.push(line),
    nowMs,
  });
  return { code, out, complaints };
}
