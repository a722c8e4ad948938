import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SessionEvent } from '../session/session-event.ts';
import { container } from './container.ts';
import { readLog } from './read-log.ts';

const directory = mkdtempSync(join(tmpdir(), 'flint-read-log-'));

beforeAll(() => {
  process.env['FLINT_DATA_DIR'] = directory;
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

test('a range of the log is given one event a line, in order', async () => {
  const sessionId = await sessionOf(1_300);
  const response = await read(sessionId, '?after=100&upTo=1200');
  expect(response.headers.get('Content-Type')).toBe('application/jsonl; charset=utf-8');
  expect(response.headers.get('X-Flint-Head')).toBe('1300');
  const events = eventsIn(await response.text());
  expect(events.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 1_100 }, (_, index) => 101 + index));
  expect(events[0]).toMatchObject({ type: 'session-renamed', title: 'Title 101' });
});

test('what is past may be kept, what still grows may not', async () => {
  const sessionId = await sessionOf(10);
  const caching = async (query: string) => (await read(sessionId, query)).headers.get('Cache-Control');
  expect(await caching('?after=0&upTo=10')).toBe('private, max-age=86400, immutable');
  expect(await caching('?after=0&upTo=11')).toBe('no-store');
  expect(await caching('?after=0')).toBe('no-store');
  expect(eventsIn(await (await read(sessionId, '?after=8&upTo=11')).text())).toHaveLength(2);
  expect(await (await read(sessionId, '?after=10')).text()).toBe('');
});

test('a range that is none, or too long, is refused', async () => {
  const sessionId = await sessionOf(3);
  for (const query of ['?after=x', '?after=-1', '?after=3&upTo=2', '?after=0&upTo=8193']) {
    const response = await read(sessionId, query);
    expect([response.status, query]).toEqual([400, query]);
    expect(await response.json()).toMatchObject({ error: { code: 'bad-range' } });
  }
  expect((await read('AAAAAAAAAAAAAAAAAAAAAA', '')).status).toBe(404);
});

async function sessionOf(count: number): Promise<string> {
  const { sessions, log } = await container();
  const { sessionId } = await sessions.create({ title: 'Title 1', files: [] });
  const events = Array.from({ length: count - 1 }, (_, index) => ({
    type: 'session-renamed',
    payload: JSON.stringify({ title: `Title ${index + 2}` }),
  }));
  await log.append(sessionId, { expectedHead: 1, events });
  return sessionId;
}

function read(sessionId: string, query: string): Promise<Response> {
  return readLog(new Request(`http://127.0.0.1:3000/log${query}`), sessionId);
}

function eventsIn(text: string): SessionEvent[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as SessionEvent);
}
