import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventsPerBlock } from '../log/event-store.ts';
import { encodeEvent } from '../session/event-codec.ts';
import { type SessionSnapshot, takeSnapshot } from '../session/snapshot.ts';
import { tellSession } from '../session/session-story.ts';
import { container } from './container.ts';
import { createSession } from './create-session.ts';
import { exportSession } from './export-session.ts';
import { importSession } from './import-session.ts';
import { makeSession } from './make-session.ts';
import { openElsewhere } from './open-elsewhere.ts';
import { readState } from './read-state.ts';
import { takeCommand } from './take-command.ts';

const directory = mkdtempSync(join(tmpdir(), 'flint-sharing-'));

beforeAll(() => {
  process.env['FLINT_DATA_DIR'] = directory;
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

interface Made {
  readonly sessionId: string;
  readonly editToken: string;
  readonly url: string;
}

const at = (path: string, init?: RequestInit) =>
  new Request(`http://127.0.0.1:3000${path}`, {
    ...init,
    headers: { Host: '127.0.0.1:3000', ...(init?.headers as Record<string, string> | undefined) },
  });

const postJson = (path: string, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  at(path, { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json', ...headers } });

async function codeOf(response: Response): Promise<[number, string]> {
  const text = await response.text();
  expect(text).not.toMatch(/node_modules|\.ts:|at \w+ \(|flint-sharing/);
  return [response.status, (JSON.parse(text) as { error: { code: string } }).error.code];
}

async function madeOf(answer: Promise<Response>): Promise<Made> {
  const response = await answer;
  expect(response.status).toBe(201);
  return (await response.json()) as Made;
}

/** A session whose log is this story's. */
async function keep(story: ReturnType<typeof tellSession>): Promise<Made> {
  const events = story.log.map(({ sequence, atMs, ...body }) => ({ sequence, atMs, ...encodeEvent(body) }));
  const made = await makeSession((await container()).log, { events });
  return { ...made, url: '' };
}

const command = ({ sessionId, editToken }: Made, body: unknown) =>
  takeCommand(postJson('/commands', body, { Authorization: `Bearer ${editToken}` }), sessionId);

const snapshotOf = async ({ sessionId }: Made, query = '') => {
  const answered = (await (await readState(at(`/state${query}`), sessionId)).json()) as { snapshot: SessionSnapshot };
  return answered.snapshot;
};

const exported = async ({ sessionId }: Made, format: string) =>
  exportSession(at(`/export?format=${format}`), sessionId);

test('a fork goes on from its moment, names its parent, and leaves the parent as it is', async () => {
  const story = tellSession({ 'index.html': 'one\n' });
  story.command({ type: 'rename-session', title: 'First' });
  const parent = await keep(story);
  await command(parent, { type: 'change-text', path: 'index.html', edits: [{ from: 0, to: 3, insert: 'two' }] });

  const forkOf = { sessionId: parent.sessionId, sequence: 2 };
  const fork = await madeOf(createSession(postJson('/api/sessions', { forkOf })));
  expect(fork.url).toBe(`http://127.0.0.1:3000/s/${fork.sessionId}`);
  expect(await snapshotOf(fork)).toMatchObject({ sequence: 3, title: 'First', parent: forkOf });
  expect((await snapshotOf(fork)).files[0]?.text).toBe('one\n');
  expect((await command(fork, { type: 'create-file', path: 'mine.js', text: '' })).status).toBe(202);
  expect(await codeOf(await command({ ...fork, editToken: parent.editToken }, { type: 'stop-run' }))).toEqual([
    403,
    'wrong-token',
  ]);
  expect((await snapshotOf(parent)).files).toHaveLength(1);

  const lines = (await (await exported(fork, 'jsonl')).text()).trim().split('\n');
  const types = lines.map((line) => (JSON.parse(line) as { type: string }).type);
  expect(types).toEqual(['session-started', 'session-renamed', 'session-forked', 'file-created']);
  const grandchild = await madeOf(
    createSession(postJson('/api/sessions', { forkOf: { sessionId: fork.sessionId, sequence: 4 }, title: ' Third ' })),
  );
  expect(await snapshotOf(grandchild)).toMatchObject({ sequence: 5, title: 'Third' });
});

test('a fork of a moment in mid-run has what was written by then, and that run has ended there', async () => {
  const story = tellSession();
  const runId = story.startRun();
  story.write(runId, 'two', 'TWO');
  const sequence = story.state.sequence;
  story.write(runId, 'one', 'ONE');
  story.end(runId);
  const parent = await keep(story);
  const fork = await madeOf(
    createSession(postJson('/api/sessions', { forkOf: { sessionId: parent.sessionId, sequence } })),
  );
  const snapshot = await snapshotOf(fork);
  expect(snapshot.files[0]?.text).toBe('one\nTWO\nthree\n');
  expect(snapshot.run).toEqual({ status: 'idle', last: { runId, outcome: 'stopped' } });
  expect((await command(fork, { type: 'revert-run', runId })).status).toBe(202);
  expect((await snapshotOf(fork)).files[0]?.text).toBe('one\ntwo\nthree\n');
});

test.each([
  ['of nothing', { sessionId: 'a'.repeat(22), sequence: 1 }, 404, 'unknown-session'],
  ['of an odd address', { sessionId: '../x', sequence: 1 }, 404, 'unknown-session'],
  ['of a moment to come', { sequence: 99 }, 404, 'unknown-version'],
  ['of a moment before the first', { sequence: 0 }, 400, 'bad-session'],
  ['of no moment', { sequence: undefined }, 400, 'bad-session'],
  ['of a moment that is a word', { sequence: 'last' }, 400, 'bad-session'],
] as const)('a fork %s is refused', async (_what, forkOf, status, code) => {
  const { sessionId } = await keep(tellSession());
  const asked = createSession(postJson('/api/sessions', { forkOf: { sessionId, ...forkOf } }));
  expect(await codeOf(await asked)).toEqual([status, code]);
});

const importing = (body: BodyInit, type: string, query = '') =>
  importSession(at(`/api/sessions/import${query}`, { method: 'POST', body, headers: { 'Content-Type': type } }));

test('a log that is imported is exported again as it was, to the letter', async () => {
  const story = tellSession();
  const runId = story.startRun();
  story.write(runId, 'two', 'TWO 😀\n2');
  story.end(runId);
  story.command({ type: 'name-version', runId, name: 'Loud' });
  const parent = await keep(story);
  const fork = await madeOf(
    createSession(postJson('/api/sessions', { forkOf: { sessionId: parent.sessionId, sequence: 4 } })),
  );
  for (const session of [parent, fork]) {
    const text = await (await exported(session, 'jsonl')).text();
    const made = await madeOf(importing(text, 'application/jsonl'));
    expect(await (await exported(made, 'jsonl')).text()).toBe(text);
    expect(await snapshotOf(made)).toEqual(await snapshotOf(session));
    expect((await command(made, { type: 'create-file', path: 'mine.js', text: '' })).status).toBe(202);
  }
});

test('any moment of a long log that was imported is near one that was kept whole', async () => {
  const story = tellSession({ 'index.html': 'x\n' });
  while (story.log.length < 2 * eventsPerBlock + 10) story.type('x', 'y');
  const text = await (await exported(await keep(story), 'jsonl')).text();
  const { sessionId } = await madeOf(importing(text, 'application/jsonl'));
  const { log } = await container();
  const kept = await log.findSnapshot(sessionId, 2 * eventsPerBlock - 1);
  expect(kept?.sequence).toBe(eventsPerBlock);
  expect(JSON.parse(kept?.state ?? '')).toEqual(JSON.parse(JSON.stringify(takeSnapshot(story.at(eventsPerBlock)!))));
}, 30_000);

test('a log that comes in pieces cut anywhere, also within a letter, is the same log', async () => {
  const story = tellSession({ 'index.html': 'ü😀\n'.repeat(40) });
  story.type('ü', 'é');
  const text = await (await exported(await keep(story), 'jsonl')).text();
  const bytes = new TextEncoder().encode(text);
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let from = 0; from < bytes.length; from += 7) controller.enqueue(bytes.slice(from, from + 7));
      controller.close();
    },
  });
  const init = { method: 'POST', body, duplex: 'half', headers: { 'Content-Type': 'application/x-ndjson' } };
  const made = await madeOf(importSession(at('/api/sessions/import', init as RequestInit)));
  expect(await (await exported(made, 'jsonl')).text()).toBe(text);
});

test('a bad log is told with its line, and nothing is made of it', async () => {
  const text = await (await exported(await keep(tellSession()), 'jsonl')).text();
  const { log } = await container();
  const before = (await log.listSessions({ limit: 10_000 })).length;
  const answered = await importing(
    `${text}{"type":"run-reverted","sequence":2,"atMs":1,"runId":"r"}\n`,
    'application/jsonl',
  );
  expect(await answered.clone().json()).toMatchObject({
    error: { message: 'Line 2 of the log was not understood: there is no run `r`.' },
  });
  expect(await codeOf(answered)).toEqual([422, 'bad-log']);
  expect(await codeOf(await importing('', 'application/jsonl'))).toEqual([422, 'bad-log']);
  expect(await codeOf(await importing(new Uint8Array([0xff, 0xfe]), 'application/jsonl'))).toEqual([422, 'bad-log']);
  expect(await codeOf(await importing(text, 'text/plain'))).toEqual([415, 'not-importable']);
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(4_000_000)),
  });
  const init = { method: 'POST', body: endless, duplex: 'half', headers: { 'Content-Type': 'application/jsonl' } };
  expect(await codeOf(await importSession(at('/api/sessions/import', init as RequestInit)))).toEqual([
    413,
    'too-large',
  ]);
  expect((await log.listSessions({ limit: 10_000 })).length).toBe(before);
});

test('a zip that is imported has the files of the one that was exported, and says what it left out', async () => {
  const session = await keep(tellSession({ 'index.html': '<p>one', 'src/a.js': 'go()\n' }));
  const zip = new Uint8Array(await (await exported(session, 'zip')).arrayBuffer());
  const made = await madeOf(importing(zip, 'application/zip', '?title=Taken%20along'));
  const { title, files } = await snapshotOf(made);
  expect(title).toBe('Taken along');
  expect(files.map(({ path, text }) => [path, text])).toEqual([
    ['index.html', '<p>one'],
    ['src/a.js', 'go()\n'],
  ]);
  const mixed = zipSync({ 'a.js': strToU8('a'), 'b.png': new Uint8Array([0]) });
  const answered = await importing(new Uint8Array(mixed), 'application/zip');
  expect(await answered.json()).toMatchObject({ leftOut: [{ path: 'b.png', reason: 'not-text' }] });
  expect(await codeOf(await importing('no zip', 'application/zip'))).toEqual([422, 'bad-zip']);
  const crossSite = { method: 'POST', body: zip, headers: { 'Content-Type': 'application/zip', Origin: 'null' } };
  expect(await codeOf(await importSession(at('/api/sessions/import', crossSite)))).toEqual([403, 'cross-origin']);
});

test('a program is exported as one page or as a gist, as it is now or as it was at a moment', async () => {
  const story = tellSession({ 'index.html': '<link rel=stylesheet href=a.css>', 'a.css': 'b{color:red}' });
  story.command({ type: 'change-text', path: 'a.css', change: [8, [3, 'blue'], 1] });
  const session = await keep(story);
  const page = await exported(session, 'html');
  expect(page.headers.get('content-disposition')).toMatch(/^attachment; filename="flint-.{8}\.html"$/);
  expect(page.headers.get('content-security-policy')).toMatch(/^sandbox;/);
  expect(await page.text()).toContain('b{color:blue}');
  expect(await (await exported(session, 'html&at=1')).text()).toContain('b{color:red}');
  expect(await (await exported(session, 'gist')).json()).toMatchObject({
    files: { 'a.css': { content: 'b{color:blue}' } },
  });
  expect(await codeOf(await exported(session, 'html&at=9'))).toEqual([404, 'unknown-version']);
  expect(await codeOf(await exported(session, 'html&at=x'))).toEqual([400, 'bad-at']);
  expect(await codeOf(await exported(session, 'exe'))).toEqual([400, 'unknown-format']);
  expect(await codeOf(await exported(session, '__proto__'))).toEqual([400, 'unknown-format']);
});

test('the page that opens a program elsewhere holds its files, no token, and may post to that place alone', async () => {
  const session = await keep(tellSession({ 'index.html': '<p title="a&b">\n"</p>' }));
  const opened = await openElsewhere(at('/s/x/open/stackblitz'), session.sessionId, 'stackblitz');
  const policy = opened.headers.get('content-security-policy')!;
  expect(policy).toContain('form-action https://stackblitz.com;');
  expect(policy).toContain("default-src 'none'");
  const html = await opened.text();
  expect(html).toContain('value="&lt;p title=&quot;a&amp;b&quot;&gt;\n&quot;&lt;/p&gt;"');
  expect(html).not.toContain(session.editToken);
  const other = await openElsewhere(at('/s/x/open/codesandbox'), session.sessionId, 'codesandbox');
  expect(other.headers.get('content-security-policy')).toContain('form-action https://codesandbox.io;');
  expect(await codeOf(await openElsewhere(at('/s/x/open/evil'), session.sessionId, 'evil.test'))).toEqual([
    404,
    'unknown-place',
  ]);
  expect(await codeOf(await openElsewhere(at('/'), 'a'.repeat(22), 'stackblitz'))).toEqual([404, 'unknown-session']);
});
