import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { container } from './container.ts';
import { createSession } from './create-session.ts';
import { unzipSync, strFromU8 } from 'fflate';
import { emptySession } from '../session/session-state.ts';
import { exportSession } from './export-session.ts';
import { endFrame } from './feed/frames.ts';
import { readState } from './read-state.ts';
import { sendEvents } from './send-events.ts';
import { replaceEditToken } from './replace-edit-token.ts';
import { takeCommand } from './take-command.ts';
import { tellPresence } from './tell-presence.ts';

const directory = mkdtempSync(join(tmpdir(), 'flint-doors-'));

beforeAll(() => {
  process.env['FLINT_DATA_DIR'] = directory;
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

interface Sent {
  readonly body?: unknown;
  readonly raw?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function post(url: string, { body, raw = JSON.stringify(body), headers = {} }: Sent): Request {
  return new Request(`http://127.0.0.1:3000${url}`, {
    method: 'POST',
    body: raw,
    headers: { 'Content-Type': 'application/json', Host: '127.0.0.1:3000', ...headers },
  });
}

async function newSession(files: unknown = { 'index.html': 'one\n' }) {
  const made = (await (await createSession(post('/api/sessions', { body: { files } }))).json()) as {
    readonly sessionId: string;
    readonly editToken: string;
  };
  const authorization = { Authorization: `Bearer ${made.editToken}` };
  return {
    ...made,
    command: (sent: Sent) =>
      takeCommand(post('/commands', { ...sent, headers: { ...authorization, ...sent.headers } }), made.sessionId),
    events: (init?: RequestInit) =>
      sendEvents(new Request('http://127.0.0.1:3000/events?after=0', init), made.sessionId),
  };
}

async function codeOf(response: Response): Promise<[number, string]> {
  const text = await response.text();
  expect(text).not.toMatch(/node_modules|\.ts:|at \w+ \(|flint-doors/);
  return [response.status, (JSON.parse(text) as { error: { code: string } }).error.code];
}

test.each([
  ['no JSON', { raw: '{' }, 400, 'malformed-json'],
  ['a list', { body: [] }, 400, 'bad-command'],
  ['an unknown type', { body: { type: '__proto__' } }, 400, 'bad-command'],
  ['a type that is an object', { body: { type: { a: 1 } } }, 400, 'bad-command'],
  ['another kind of body', { body: {}, headers: { 'Content-Type': 'text/plain' } }, 415, 'not-json'],
  [
    'a change of the wrong form',
    { body: { type: 'change-text', path: 'index.html', change: { a: 1 } } },
    422,
    'bad-change',
  ],
  ['a change for another text', { body: { type: 'change-text', path: 'index.html', change: [99] } }, 422, 'bad-change'],
  [
    'edits that overlap',
    {
      body: {
        type: 'change-text',
        path: 'index.html',
        edits: [
          { from: 0, to: 3 },
          { from: 1, to: 2 },
        ],
      },
    },
    422,
    'bad-change',
  ],
  ['neither change nor edits', { body: { type: 'change-text', path: 'index.html' } }, 422, 'bad-change'],
  [
    'a version to come',
    { body: { type: 'change-text', path: 'index.html', change: [4], version: 9 } },
    409,
    'version-ahead',
  ],
  ['a file named like a prototype', { body: { type: 'delete-file', path: '__proto__' } }, 404, 'unknown-file'],
  ['too long an instruction', { body: { type: 'start-run', instruction: 'x'.repeat(33_000) } }, 400, 'bad-command'],
  [
    'too large an edit',
    { body: { type: 'change-text', path: 'index.html', edits: [{ from: 0, insert: 'x'.repeat(70_000) }] } },
    413,
    'too-large',
  ],
  [
    'very deep JSON',
    { raw: `{"type":"change-text","path":"index.html","change":${'['.repeat(30_000)}${']'.repeat(30_000)}}` },
    422,
    'bad-change',
  ],
  [
    'very deep JSON that is too large',
    { raw: `{"type":"change-text","path":"index.html","change":${'['.repeat(300_000)}${']'.repeat(300_000)}}` },
    413,
    'too-large',
  ],
  ['another site', { body: { type: 'stop-run' }, headers: { 'Sec-Fetch-Site': 'cross-site' } }, 403, 'cross-origin'],
  ['a sandboxed frame', { body: { type: 'stop-run' }, headers: { Origin: 'null' } }, 403, 'cross-origin'],
  ['another origin', { body: { type: 'stop-run' }, headers: { Origin: 'http://127.0.0.1:3001' } }, 403, 'cross-origin'],
  ['an odd key', { body: { type: 'stop-run' }, headers: { 'Idempotency-Key': 'a b' } }, 400, 'bad-idempotency-key'],
  ['no token', { body: { type: 'stop-run' }, headers: { Authorization: '' } }, 401, 'token-needed'],
  ['another token', { body: { type: 'stop-run' }, headers: { Authorization: 'Bearer abc' } }, 403, 'wrong-token'],
] as const)('a command with %s is refused with the right status', async (_what, sent, status, code) => {
  const { command } = await newSession();
  expect(await codeOf(await command(sent))).toEqual([status, code]);
});

test.each(['..', '__proto__', 'a'.repeat(22), 'a'.repeat(4_000), 'ü'.repeat(22)])(
  'nobody gets anything at the address %s',
  async (id) => {
    expect(await codeOf(await takeCommand(post('/commands', { body: {} }), id))).toEqual([404, 'unknown-session']);
    expect(await codeOf(await sendEvents(new Request('http://127.0.0.1:3000/'), id))).toEqual([404, 'unknown-session']);
    expect(await codeOf(await exportSession(new Request('http://127.0.0.1:3000/'), id))).toEqual([
      404,
      'unknown-session',
    ]);
  },
);

test('files may have the names of a prototype’s properties', async () => {
  const raw = '{"files":{"__proto__":"one","constructor":"two","toString":"three"}}';
  const made = (await (await createSession(post('/api/sessions', { raw }))).json()) as { sessionId: string };
  const { sessions } = await container();
  const held = (await sessions.hold(made.sessionId))!;
  const texts = [...held.session.state.files.values()].map(({ path, text }) => [path, text.toString()]);
  held.release();
  expect(texts).toEqual([
    ['__proto__', 'one'],
    ['constructor', 'two'],
    ['toString', 'three'],
  ]);
});

test.each([
  ['two files of one name', { 'a.js': '', './a.js': '' }, 409, 'path-taken'],
  ['a path that leads out', { '../a.js': '' }, 422, 'bad-path'],
  ['a text that is a number', { 'a.js': 1 }, 400, 'bad-session'],
  ['too large a file', { 'a.js': 'x'.repeat(513 * 1024) }, 413, 'too-large'],
  [
    'a list with one id twice',
    [
      { fileId: 'a', path: 'a', text: '' },
      { fileId: 'a', path: 'b', text: '' },
    ],
    400,
    'bad-session',
  ],
  ['a word', 'a.js', 400, 'bad-session'],
] as const)('a session with %s is refused', async (_what, files, status, code) => {
  expect(await codeOf(await createSession(post('/api/sessions', { body: { files } })))).toEqual([status, code]);
});

test('one command sent many times at once under one key is carried out once', async () => {
  const { command } = await newSession();
  const send = () =>
    command({ body: { type: 'create-file', path: 'a.js', text: '' }, headers: { 'Idempotency-Key': 'k' } });
  const answers = await Promise.all(Array.from({ length: 8 }, async () => (await send()).json()));
  expect(answers).toEqual(Array.from({ length: 8 }, () => ({ sequence: 2 })));
});

test('somebody who only asks for the head of the events holds nothing open, and gets no stream', async () => {
  const { events } = await newSession();
  const response = await events({ method: 'HEAD' });
  expect(response.status).toBe(200);
  expect(response.body).toBeNull();
});

const stateOf = (sessionId: string, query: string) =>
  readState(new Request(`http://127.0.0.1:3000/state${query}`), sessionId);

test('a moment of a session is given as it was, and what is none is told', async () => {
  const session = await newSession({ 'index.html': 'one\n' });
  await session.command({
    body: { type: 'change-text', path: 'index.html', edits: [{ from: 0, to: 3, insert: 'two' }] },
  });
  const textAt = async (query: string) => {
    const { snapshot, head } = (await (await stateOf(session.sessionId, query)).json()) as {
      readonly snapshot: { readonly files: readonly { readonly text: string }[] };
      readonly head: number;
    };
    expect(head).toBe(2);
    return snapshot.files[0]?.text;
  };
  expect(await textAt('?at=1')).toBe('one\n');
  expect(await textAt('?at=2')).toBe('two\n');
  expect(await textAt('')).toBe('two\n');
  expect(await codeOf(await stateOf(session.sessionId, '?at=3'))).toEqual([404, 'unknown-version']);
  expect(await codeOf(await stateOf(session.sessionId, '?at=0'))).toEqual([404, 'unknown-version']);
  expect(await codeOf(await stateOf(session.sessionId, '?at=x'))).toEqual([400, 'bad-at']);
});

test('a version is restored over HTTP, and one that never was is refused', async () => {
  const session = await newSession({ 'index.html': 'one\n' });
  await session.command({ body: { type: 'delete-file', path: 'index.html' } });
  expect((await session.command({ body: { type: 'restore-version', sequence: 1 } })).status).toBe(202);
  const exported = await exportSession(new Request('http://127.0.0.1:3000/export?format=zip'), session.sessionId);
  const files = unzipSync(new Uint8Array(await exported.arrayBuffer()));
  expect(Object.entries(files).map(([path, bytes]) => [path, strFromU8(bytes)])).toEqual([['index.html', 'one\n']]);
  expect(await codeOf(await session.command({ body: { type: 'restore-version', sequence: 99 } }))).toEqual([
    404,
    'unknown-version',
  ]);
});

/** What a feed brought up to and with the first text that fits. */
async function readUntil(reader: ReadableStreamDefaultReader<Uint8Array>, expected: RegExp): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  while (!expected.test(text)) {
    const { done, value } = await reader.read();
    if (done) throw new Error(`The feed ended after ${text}`);
    text += decoder.decode(value, { stream: true });
  }
  return text;
}

test('a new edit token is given to who has the present one, which opens nothing any more, and its feeds are told', async () => {
  const session = await newSession();
  const old = { Authorization: `Bearer ${session.editToken}` };
  const closing = new AbortController();
  const feed = await session.events({ headers: old, signal: closing.signal });
  const reader = feed.body!.getReader();
  expect(await readUntil(reader, /event: presence/)).toContain('"editors":1');
  const replace = (headers: Record<string, string>) =>
    replaceEditToken(post('/edit-token', { raw: '', headers }), session.sessionId);
  expect(await codeOf(await replace({}))).toEqual([401, 'token-needed']);
  expect(await codeOf(await replace({ Authorization: 'Bearer abc' }))).toEqual([403, 'wrong-token']);
  expect(await codeOf(await replace({ ...old, Origin: 'https://evil.example' }))).toEqual([403, 'cross-origin']);
  const { editToken } = (await (await replace(old)).json()) as { readonly editToken: string };
  expect(await readUntil(reader, /event: withdrawn\ndata: \{\}\n\n/)).not.toMatch(
    /id: .*\nevent: (withdrawn|presence)/,
  );
  expect(await readUntil(reader, /"editors":0/)).toContain('"viewers":1');
  expect(await codeOf(await session.command({ body: { type: 'rename-session', title: 'x' } }))).toEqual([
    403,
    'wrong-token',
  ]);
  expect(await codeOf(await replace(old))).toEqual([403, 'wrong-token']);
  const headers = { Authorization: `Bearer ${editToken}` };
  expect((await session.command({ body: { type: 'rename-session', title: 'x' }, headers })).status).toBe(202);
  expect(await readUntil(reader, /session-renamed/)).toContain('"x"');
  closing.abort();
});

test('who is here and where is told to all, and stands in no log', async () => {
  const session = await newSession();
  const authorization = { Authorization: `Bearer ${session.editToken}` };
  const closing = new AbortController();
  const feed = await sendEvents(
    new Request('http://127.0.0.1:3000/events?after=0&client=ann&name=Ann%0A%E2%80%AE%20B', {
      headers: authorization,
      signal: closing.signal,
    }),
    session.sessionId,
  );
  const reader = feed.body!.getReader();
  expect(await readUntil(reader, /event: presence/)).toContain('"name":"Ann B"');
  const tell = (body: unknown, headers: Record<string, string> = authorization) =>
    tellPresence(post('/presence', { body, headers }), session.sessionId);
  const caret = { fileId: 'f', from: 1, to: 2, version: 0 };
  expect((await tell({ clientId: 'ann', name: 'Anna', caret })).status).toBe(204);
  expect(await readUntil(reader, /"name":"Anna"/)).toContain(JSON.stringify(caret));
  expect((await tell({ clientId: 'vic', caret }, {})).status).toBe(204);
  expect(await codeOf(await tell({ clientId: 'ann', caret: { ...caret, from: -1 } }))).toEqual([400, 'bad-presence']);
  expect(await codeOf(await tell({ clientId: '', caret: null }))).toEqual([400, 'bad-presence']);
  expect(await codeOf(await tell({ clientId: 'ann', caret: null, more: 'x'.repeat(5_000) }))).toEqual([
    413,
    'too-large',
  ]);
  expect(await codeOf(await tell({ clientId: 'ann', caret: null }, { Authorization: 'Bearer x' }))).toEqual([
    403,
    'wrong-token',
  ]);
  expect(await codeOf(await tell({ clientId: 'ann', caret: null }, { Origin: 'null' }))).toEqual([403, 'cross-origin']);
  const exported = await exportSession(new Request('http://127.0.0.1:3000/export'), session.sessionId);
  expect((await exported.text()).trim().split('\n')).toHaveLength(1);
  closing.abort();
});

test('one page that tells where it is without a pause is held up, and the others are not', async () => {
  const session = await newSession();
  const tell = (clientId: string) =>
    tellPresence(post('/presence', { body: { clientId, caret: null } }), session.sessionId);
  const answers = await Promise.all(Array.from({ length: 60 }, () => tell('ann')));
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(20);
  expect((await tell('bob')).status).toBe(204);
});

test('when two thousand watch a session there is room for its editors only, until somebody leaves', async () => {
  const session = await newSession();
  const { feeds } = await container();
  const watching = Array.from({ length: 2_000 }, () =>
    feeds.enter(session.sessionId, { lane: 'crowd', after: 1, state: emptySession, head: 1, onOver: () => {} }),
  );
  const refused = await session.events();
  expect(refused.headers.get('retry-after')).toBe('5');
  expect(await codeOf(refused)).toEqual([503, 'too-many-viewers']);
  const closing = new AbortController();
  const editor = { signal: closing.signal, headers: { Authorization: `Bearer ${session.editToken}` } };
  expect((await session.events(editor)).status).toBe(200);
  for (const one of watching.slice(0, 2)) one.end(endFrame);
  expect((await session.events({ signal: closing.signal })).status).toBe(200);
  closing.abort();
  for (const one of watching) one.end(endFrame);
});
