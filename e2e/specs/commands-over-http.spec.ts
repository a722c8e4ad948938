import type { Command } from '../../lib/session/command.ts';
import { createSession, sessionDoor, stateAfter, textsOf } from '../fixtures/session-door.ts';
import { expect, test } from '../fixtures/test.ts';

interface ErrorBody {
  readonly error: { readonly code: string; readonly message: string };
}

async function errorOf(response: Response): Promise<{ status: number; code: string; message: string }> {
  expect(response.headers.get('content-type')).toContain('application/json');
  const { error } = (await response.json()) as ErrorBody;
  return { status: response.status, code: error.code, message: error.message };
}

const html = 'index.html';
const rename = JSON.stringify({ type: 'rename-session', title: 'x' });

test('a session is made with its files, an id, an edit token and an address', async ({ flint }) => {
  const response = await fetch(`${flint.url}/api/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'Clock', files: { [html]: 'one\n' } }),
  });
  expect(response.status).toBe(201);
  const made = (await response.json()) as { sessionId: string; editToken: string; url: string };
  expect(made.url).toBe(`${flint.url}/s/${made.sessionId}`);
  const following = sessionDoor(flint.url, made.sessionId, made.editToken).follow({ mayEdit: false });
  await following.until(({ event }) => event === 'session-started');
  const state = stateAfter(following.frames);
  expect([state.title, textsOf(state)]).toEqual(['Clock', { [html]: 'one\n' }]);
  await following.stop();
});

for (const [what, headers, expected] of [
  ['no token', { authorization: '' }, { status: 401, code: 'token-needed' }],
  ['a token of another form', { authorization: 'Basic abc' }, { status: 401, code: 'token-needed' }],
  ['a wrong token', { authorization: `Bearer ${'x'.repeat(43)}` }, { status: 403, code: 'wrong-token' }],
  ['another site’s origin', { origin: 'https://evil.example' }, { status: 403, code: 'cross-origin' }],
  ['the origin of a sandboxed frame', { origin: 'null' }, { status: 403, code: 'cross-origin' }],
  ['a browser that says cross-site', { 'sec-fetch-site': 'cross-site' }, { status: 403, code: 'cross-origin' }],
  ['a browser that says same-site', { 'sec-fetch-site': 'same-site' }, { status: 403, code: 'cross-origin' }],
  ['a form’s content type', { 'content-type': 'text/plain' }, { status: 415, code: 'not-json' }],
  ['a bad idempotency key', { 'idempotency-key': 'x'.repeat(201) }, { status: 400, code: 'bad-idempotency-key' }],
] as const) {
  test(`a command with ${what} is refused with ${expected.status} ${expected.code}`, async ({ flint }) => {
    const door = await createSession(flint.url);
    const error = await errorOf(await door.post(rename, headers));
    expect(error).toMatchObject(expected);
    expect(error.message).toMatch(/^[A-Z].*\.$/);
  });
}

test('a browser on the same origin is let in', async ({ flint }) => {
  const door = await createSession(flint.url);
  const response = await door.post(rename, { origin: flint.url, 'sec-fetch-site': 'same-origin' });
  expect(response.status).toBe(202);
});

test('the token of one session does not open another', async ({ flint }) => {
  const [one, two] = [await createSession(flint.url), await createSession(flint.url)];
  const mixed = sessionDoor(flint.url, one.sessionId, two.editToken);
  expect(await errorOf(await mixed.post(rename))).toMatchObject({ status: 403, code: 'wrong-token' });
});

for (const [what, body, expected] of [
  ['a body that is not JSON', '{"type":', { status: 400, code: 'malformed-json' }],
  ['no body', '', { status: 400, code: 'malformed-json' }],
  ['JSON that is no object', '[]', { status: 400, code: 'bad-command' }],
  ['null', 'null', { status: 400, code: 'bad-command' }],
  ['an unknown command', '{"type":"explode"}', { status: 400, code: 'bad-command' }],
  ['a command without its fields', '{"type":"rename-file"}', { status: 400, code: 'bad-command' }],
  ['a field of another type', '{"type":"start-run","instruction":7}', { status: 400, code: 'bad-command' }],
  ['an empty instruction', '{"type":"start-run","instruction":"  "}', { status: 422, code: 'empty-instruction' }],
  ['a redirect while no run goes', '{"type":"redirect-run","instruction":"x"}', { status: 409, code: 'no-run' }],
  ['a stop while no run goes', '{"type":"stop-run"}', { status: 409, code: 'no-run' }],
  ['a run that is not known', '{"type":"revert-run","runId":"nope"}', { status: 404, code: 'unknown-run' }],
  ['a file that is not there', '{"type":"delete-file","path":"nope.js"}', { status: 404, code: 'unknown-file' }],
  ['a name that is taken', `{"type":"create-file","path":"${html}"}`, { status: 409, code: 'path-taken' }],
  ['a path that climbs out', '{"type":"create-file","path":"../../etc/passwd"}', { status: 422, code: 'bad-path' }],
  ['a path that is nothing', '{"type":"create-file","path":"/"}', { status: 422, code: 'bad-path' }],
  ['a path with a null byte', '{"type":"create-file","path":"a\\u0000b"}', { status: 422, code: 'bad-path' }],
  ['a path too long', `{"type":"create-file","path":"${'a/'.repeat(200)}b"}`, { status: 400, code: 'bad-command' }],
] as const) {
  test(`${what} is refused with ${expected.status} ${expected.code}`, async ({ flint }) => {
    const door = await createSession(flint.url, { [html]: 'one\n' });
    const error = await errorOf(await door.post(body));
    expect(error).toMatchObject(expected);
    expect(error.message).not.toMatch(/\bat \/|node_modules|Error:/);
  });
}

for (const [what, fields, expected] of [
  ['does not fit the file', { change: [99] }, { status: 422, code: 'bad-change' }],
  ['is no change', { change: { insert: 'x' } }, { status: 422, code: 'bad-change' }],
  ['has negative lengths', { change: [[-4, 'x']] }, { status: 422, code: 'bad-change' }],
  ['is absent', {}, { status: 422, code: 'bad-change' }],
  ['is for a version to come', { change: [4, [0, 'x']], version: 9 }, { status: 409, code: 'version-ahead' }],
  ['reaches past the end', { edits: [{ from: 0, to: 99, insert: '' }] }, { status: 422, code: 'bad-change' }],
  [
    'overlaps itself',
    {
      edits: [
        { from: 0, to: 3 },
        { from: 2, to: 4 },
      ],
    },
    { status: 422, code: 'bad-change' },
  ],
  ['begins before the file', { edits: [{ from: -1 }] }, { status: 400, code: 'bad-command' }],
] as const) {
  test(`a change that ${what} is refused with ${expected.status} and changes nothing`, async ({ flint }) => {
    const door = await createSession(flint.url, { [html]: 'one\n' });
    const command = JSON.stringify({ type: 'change-text', path: html, ...fields });
    expect(await errorOf(await door.post(command))).toMatchObject(expected);
    const sequence = await door.send({ type: 'rename-session', title: 'still here' });
    expect(sequence).toBe(2);
  });
}

test('too large a body is refused with 413: an edit, an instruction, a file, and whatever else', async ({ flint }) => {
  const door = await createSession(flint.url, { [html]: 'one\n' });
  const large = 'x'.repeat(70_000);
  const tooLarge = { status: 413, code: 'too-large' };
  const edit = { type: 'change-text', path: html, edits: [{ from: 0, insert: large }] };
  expect(await errorOf(await door.post(JSON.stringify(edit)))).toMatchObject(tooLarge);
  const file = { type: 'create-file', path: 'large.txt', text: 'x'.repeat(600_000) };
  expect(await errorOf(await door.post(JSON.stringify(file)))).toMatchObject(tooLarge);
  const anything = { type: 'rename-session', title: 'x', more: 'x'.repeat(3_000_000) };
  expect(await errorOf(await door.post(JSON.stringify(anything)))).toMatchObject(tooLarge);
  const instruction = { type: 'start-run', instruction: 'x'.repeat(40_000) };
  const refused = await errorOf(await door.post(JSON.stringify(instruction)));
  expect([400, 413]).toContain(refused.status);
  expect(refused.message).toMatch(/32 KB/);
});

test('sessions are refused as plainly as commands', async ({ flint }) => {
  const make = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${flint.url}/api/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
  expect(await errorOf(await make('{'))).toMatchObject({ status: 400, code: 'malformed-json' });
  expect(await errorOf(await make('{"files":7}'))).toMatchObject({ status: 400, code: 'bad-session' });
  expect(await errorOf(await make('{"files":{"../x":""}}'))).toMatchObject({ status: 422, code: 'bad-path' });
  expect(await errorOf(await make('{}', { origin: 'https://evil.example' }))).toMatchObject({ status: 403 });
  expect(await errorOf(await make('{}', { 'content-type': 'text/plain' }))).toMatchObject({ status: 415 });
  const many = Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`f${index}`, '']));
  expect(await errorOf(await make(JSON.stringify({ files: many })))).toMatchObject({ status: 413, code: 'too-large' });
});

test('a session that is not there is a 404 at every door', async ({ flint }) => {
  for (const id of ['AAAAAAAAAAAAAAAAAAAAAA', 'short', '..%2F..%2Fetc', '%00']) {
    const door = sessionDoor(flint.url, id, 'x'.repeat(43));
    expect(await errorOf(await door.post(rename)), id).toMatchObject({ status: 404, code: 'unknown-session' });
    const events = await fetch(`${flint.url}/api/sessions/${id}/events`);
    expect(await errorOf(events), id).toMatchObject({ status: 404, code: 'unknown-session' });
  }
});

test('a command sent twice under one key is carried out once, and both times answered alike', async ({ flint }) => {
  const door = await createSession(flint.url, { [html]: 'one\n' });
  const command: Command = { type: 'change-text', path: html, edits: [{ from: 0, insert: 'zero\n' }] };
  const first = await door.send(command, { 'idempotency-key': 'once' });
  const [again, concurrent] = await Promise.all([
    door.send(command, { 'idempotency-key': 'once' }),
    door.send(command, { 'idempotency-key': 'once' }),
  ]);
  expect([again, concurrent]).toEqual([first, first]);
  await door.send({ type: 'rename-session', title: 'later' });
  const following = door.follow();
  await following.until(({ event }) => event === 'session-renamed');
  expect(textsOf(stateAfter(following.frames))).toEqual({ [html]: 'zero\none\n' });
  await following.stop();
});

test('changes that were made against older versions land where they were meant', async ({ flint }) => {
  const door = await createSession(flint.url, { [html]: 'one two\n' });
  await Promise.all([
    door.send({ type: 'change-text', path: html, version: 0, change: [3, [0, '1'], 5] }),
    door.send({ type: 'change-text', path: html, version: 0, change: [7, [0, '2'], 1] }),
    door.send({ type: 'change-text', path: html, version: 0, change: [[0, '0'], 8] }),
  ]);
  const following = door.follow();
  await following.until(({ id }) => id === 4);
  expect(textsOf(stateAfter(following.frames))).toEqual({ [html]: '0one1 two2\n' });
  await following.stop();
});
