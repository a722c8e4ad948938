import { randomBytes } from 'node:crypto';
import { unzipSync } from 'fflate';
import pg from 'pg';
import { wholeFiles } from '../fixtures/answers.ts';
import { filesIn, holdersOf } from '../fixtures/find-secret.ts';
import type { FlintServer } from '../fixtures/flint-server.ts';
import { createSession, type SessionDoor, sessionDoor, stateAfter } from '../fixtures/session-door.ts';
import { expect, test as base } from '../fixtures/test-with-settings.ts';
import { isWithout } from '../services/is-without.ts';
import { startPostgres } from '../services/postgres-server.ts';
import { startTrap } from '../services/trap-server.ts';
import type { ScriptedAnswer } from '../model-server/scripted-answer.ts';
import type { Command } from '../../lib/session/command.ts';

const answer = { text: wholeFiles({ 'main.js': 'const mine = true;\n' }) } satisfies ScriptedAnswer;
const long = { programTokens: 3_000, tokensPerSecond: 1_000 } satisfies ScriptedAnswer;

/** The server's own key in these tests. */
const houseKey = 'test-key';

const test = base.extend<{ readonly secret: string }>({
  secret: async ({}, use) => use(`own-${randomBytes(12).toString('hex')}-key`),
});

function headerOf(keys: object): Record<string, string> {
  return { 'x-flint-provider-keys': Buffer.from(JSON.stringify(keys)).toString('base64url') };
}

/** Sends it, waits until what it began has ended, and gives that run. */
async function runToEnd(door: SessionDoor, command: Command, headers: Record<string, string> = {}) {
  const sequence = await door.send(command, headers);
  const following = door.follow();
  await following.until(({ event, id }) => event === 'run-ended' && id! > sequence);
  await following.stop();
  return stateAfter(following.frames).runs.at(-1)!;
}

/** What the server tells anybody who asks, with and without the edit token. */
async function askAllDoors(flint: FlintServer, { sessionId, editToken }: SessionDoor): Promise<Map<string, Buffer>> {
  const at = `/api/sessions/${sessionId}`;
  const paths = [
    ...['jsonl', 'zip', 'html'].map((format) => `${at}/export?format=${format}`),
    ...['state', 'log', 'budget'].map((door) => `${at}/${door}`),
    '/api/models',
    '/api/health',
    `/s/${sessionId}`,
    `/s/${sessionId}/card`,
    `/embed/${sessionId}`,
    `/embed/${sessionId}/code`,
  ];
  const told = new Map<string, Buffer>();
  for (const path of paths) {
    for (const headers of [{}, { authorization: `Bearer ${editToken}` }]) {
      const response = await fetch(`${flint.url}${path}`, { headers });
      const body = Buffer.from(await response.arrayBuffer());
      const name = `${path} ${'authorization' in headers}`;
      told.set(name, Buffer.concat([Buffer.from(JSON.stringify([...response.headers])), body]));
      if (!path.endsWith('zip')) continue;
      for (const [file, bytes] of Object.entries(unzipSync(body))) told.set(`${name} ${file}`, Buffer.from(bytes));
    }
  }
  for (const mayEdit of [true, false]) {
    const following = sessionDoor(flint.url, sessionId, editToken).follow({ mayEdit });
    await following.until(({ event }) => event === 'run-ended' || event === 'snapshot');
    await following.stop();
    told.set(`events ${mayEdit}`, Buffer.from(JSON.stringify(following.frames)));
  }
  return told;
}

test('a key of one’s own is found nowhere: not in the database, the logs, exports, events, answers or others’ pages', async ({
  models,
  startWith,
  openActor,
  secret,
}) => {
  const flint = await startWith({ OPENAI_CUSTOM_HEADERS: 'x-house: of the house' });
  const planted = `planted-${randomBytes(8).toString('hex')}`;
  const author = await openActor({ baseURL: flint.url });
  const viewer = await openActor({ baseURL: flint.url });
  const answers = new Map<string, Buffer>();
  const reading: Promise<unknown>[] = [];
  for (const { page } of [author, viewer]) {
    page.on('response', (response) => {
      const name = `answer ${answers.size} ${response.url()}`;
      answers.set(name, Buffer.from(JSON.stringify(response.headers())));
      if (response.url().includes('/events')) return;
      const body = response.body().then(
        (bytes) => answers.set(`${name} body`, bytes),
        () => {},
      );
      reading.push(body);
    });
  }
  const door = await createSession(flint.url, { 'main.js': '' });
  await author.openSession(door);
  await viewer.openSession(door, { mayEdit: false });
  await author.page.getByRole('button', { name: /^Model:/ }).click();
  await author.page.getByRole('button', { name: 'Your own keys' }).click();
  await author.page.getByLabel('Key for OpenAI', { exact: true }).fill(secret);
  await author.page.getByRole('button', { name: 'Use this key for OpenAI' }).click();
  await expect(author.page.getByText(`Key ending in ${secret.slice(-4)}`)).toBeVisible();
  await expect(author.page.getByText('It has 2 models for you.')).toBeVisible();
  await author.page.keyboard.press('Escape');

  models.script(answer);
  await author.say(`Write it: ${planted}`);
  await author.untilStatus('Done');
  // The provider quotes the key.
  models.script({ fault: { type: 'unauthorized' } });
  await author.say('Again');
  await author.untilStatus('Failed');
  await expect(author.bar).toContainText('OpenAI did not accept your own key.');
  for (const type of ['error-event', 'failed'] as const) {
    models.script({ ...answer, fault: { type, afterTokens: 2, message: `Wrong key ${secret}, Bearer ${secret}` } });
    await author.say('Again');
    await author.untilStatus('Failed');
  }
  models.script({ fault: { type: 'status', status: 500, body: `<h1>Bearer ${secret}</h1>` } });
  await author.say('Again');
  await author.untilStatus('Failed');
  models.script([long, long, answer]);
  await author.say('Something long');
  await author.untilStatus('Writing');
  await author.say('Shorter');
  await models.until((requests) => requests.length === 7);
  await author.untilStatus('Writing');
  await author.button('Stop').click();
  await author.untilStatus('Stopped');
  models.script([long, answer]);
  const race = {
    type: 'start-race',
    instruction: 'Race',
    models: ['openai/flint-fast-test', 'openai/flint-deep-test'],
  };
  const own = headerOf({ openai: { key: secret } });
  await door.send(race as Command, own);
  await models.until((requests) => requests.length === 9);
  await door.send({ type: 'stop-run' });
  models.script([answer, { fault: { type: 'unauthorized' } }]);
  for (const outcome of ['end', 'failed']) {
    const proposal = await fetch(`${flint.url}/api/sessions/${door.sessionId}/proposals`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${door.editToken}`, ...own },
      body: JSON.stringify({ path: 'main.js', before: '', rest: '', after: '', recent: [] }),
    });
    const told = await proposal.text();
    expect(told).toContain(`event: ${outcome}`);
    answers.set(`proposal: ${outcome}`, Buffer.from(told));
  }
  // What is wrong with the header is told without quoting it.
  for (const bad of [
    secret,
    JSON.stringify({ openai: { key: secret } }),
    headerOf({ acme: { key: secret } })['x-flint-provider-keys']!,
  ]) {
    const headers = { 'x-flint-provider-keys': bad };
    const command = await door.post(JSON.stringify({ type: 'start-run', instruction: 'x' }), headers);
    const list = await fetch(`${flint.url}/api/models`, { headers });
    expect([command.status, list.status]).toEqual([400, 400]);
    answers.set(`refused ${bad}`, Buffer.from(`${await command.text()} ${await list.text()}`));
  }
  models.refuseKeys(secret);
  const list = await fetch(`${flint.url}/api/models`, {
    headers: headerOf({ mistral: { key: secret }, openai: { key: secret } }),
  });
  answers.set('list with own keys', Buffer.from(await list.text()));

  expect(models.requests.map(({ headers }) => headers['authorization'])).toEqual(
    Array.from({ length: 11 }, () => `Bearer ${secret}`),
  );
  await Promise.all(reading);
  const seen = new Map<string, Buffer | string>([
    ...(await filesIn(flint.dataDirectory)),
    ...(await askAllDoors(flint, door)),
    ...answers,
    ['what the server printed', flint.output()],
    ['the viewer’s page', await viewer.page.content()],
    ['the viewer’s storage', await viewer.page.evaluate(() => JSON.stringify([localStorage, sessionStorage]))],
    ['the author’s page', await author.page.content()],
    ['the author’s address', author.page.url()],
  ]);
  expect(holdersOf(secret, seen)).toEqual([]);
  // The search finds what is there.
  expect(flint.output()).toContain('asked on a person’s own key: auth, status 401');
  expect(models.requests.some(({ headers }) => 'x-house' in headers)).toBe(false);
  const places = holdersOf(planted, seen).join('\n');
  for (const place of [
    'flint-e2e-',
    'export?format=jsonl',
    'events true',
    'events false',
    '/state',
    '/log',
    'the viewer’s page',
  ]) {
    expect(places).toContain(place);
  }
  expect(
    holdersOf(secret, new Map([['storage', await author.page.evaluate(() => JSON.stringify(localStorage))]])),
  ).toEqual(['storage']);
  await author.page.close();
  await viewer.page.close();
  await flint.stop();
  expect(holdersOf(secret, new Map([['what it printed to the end', flint.output()]]))).toEqual([]);
});

test('nor is it in Postgres', async ({ models, startWith, secret }) => {
  test.skip(isWithout('postgres'), 'Postgres is not on this machine.');
  const postgres = await startPostgres();
  try {
    const url = await postgres.createDatabase();
    const flint = await startWith({ DATABASE_URL: url, FLINT_SESSION_TOKENS: '20000' });
    models.script(answer);
    const door = await createSession(flint.url, { 'main.js': '' });
    const asked = { type: 'start-run', instruction: 'planted-here' } as const;
    expect(await runToEnd(door, asked, headerOf({ openai: { key: secret } }))).toMatchObject({ status: 'done' });
    expect(models.requests.at(-1)!.headers['authorization']).toBe(`Bearer ${secret}`);
    const client = new pg.Client(url);
    await client.connect();
    const { rows } = await client.query<{ tablename: string }>(
      "select tablename from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
    );
    const tables = new Map<string, string>();
    for (const { tablename } of rows) {
      const { rows: all } = await client.query<{ row: string }>(`select t::text as row from ${tablename} t`);
      tables.set(tablename, all.map(({ row }) => row).join('\n'));
    }
    await client.end();
    expect(holdersOf(secret, tables)).toEqual([]);
    expect(holdersOf('planted-here', tables).length).toBeGreaterThan(0);
    expect(holdersOf(secret, new Map([['printed', flint.output()]]))).toEqual([]);

    // A run that goes on at another instance would go on with the server's key, which the code guards here.
    const guarded = await startWith({ DATABASE_URL: url, FLINT_ACCESS_CODE: 'sesame' });
    models.script(long);
    await door.send(asked);
    await models.until((requests) => (requests.at(-1)?.tokensSent ?? 0) > 50);
    const there = sessionDoor(guarded.url, door.sessionId, door.editToken);
    await there.follow().until(({ event, data }) => event === 'attempt-writing' || data.includes('"writing"'));
    for (const lane of [{}, { lane: 'deep' }]) {
      const redirect = JSON.stringify({ type: 'redirect-run', instruction: 'Shorter', ...lane });
      const refused = await there.post(redirect, headerOf({ openai: { key: secret } }));
      expect([refused.status, await refused.text()]).toEqual([401, expect.stringContaining('access-code-needed')]);
    }
    expect(models.requests).toHaveLength(2);
    await guarded.stop();
    await flint.stop();
  } finally {
    await postgres.close();
  }
});

test('an own key needs no access code and uses no budget, and opens nothing that the server pays for', async ({
  models,
  startWith,
  secret,
}) => {
  const code = { 'x-flint-access-code': 'sesame' };
  const flint = await startWith({
    FLINT_ACCESS_CODE: 'sesame',
    FLINT_SESSION_TOKENS: '20000',
    CEREBRAS_BASE_URL: models.baseUrl,
  });
  models.script({ ...answer, usage: { inputTokens: 9_000, outputTokens: 11_000 } });
  const made = await fetch(`${flint.url}/api/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...code },
    body: JSON.stringify({ files: { 'main.js': '' } }),
  });
  const { sessionId, editToken } = (await made.json()) as { sessionId: string; editToken: string };
  const door = sessionDoor(flint.url, sessionId, editToken);
  const own = headerOf({ openai: { key: secret } });
  const start = { type: 'start-run', instruction: 'Write it' } as const;
  const refusedWith = async (command: Command, headers: Record<string, string> = {}) => {
    const response = await door.post(JSON.stringify(command), headers);
    return [response.status, ((await response.json()) as { error?: { code: string } }).error?.code];
  };
  const needed = [401, 'access-code-needed'];

  expect(await refusedWith(start)).toEqual(needed);
  expect(await refusedWith(start, { ...own, 'x-flint-access-code': 'wrong' })).toEqual(needed);
  expect(await refusedWith({ ...start, model: 'cerebras/flint-fast-test' }, own)).toEqual(needed);
  const race = { type: 'start-race', instruction: 'x', models: ['openai/flint-fast-test', 'cerebras/m'] } as const;
  expect(await refusedWith({ ...race, models: [...race.models] }, own)).toEqual(needed);
  expect(models.requests).toHaveLength(0);

  expect(await runToEnd(door, start, own)).toMatchObject({ status: 'done', provider: 'openai' });
  expect(await runToEnd(door, { ...start, model: 'openai/flint-deep-test' }, own)).toMatchObject({ status: 'done' });
  expect(models.requests.map(({ headers }) => headers['authorization'])).toEqual([
    `Bearer ${secret}`,
    `Bearer ${secret}`,
  ]);
  const budget = async () => {
    const response = await fetch(`${flint.url}/api/sessions/${sessionId}/budget`, {
      headers: { authorization: `Bearer ${editToken}` },
    });
    return ((await response.json()) as { budget: { session: { usedTokens: number } } }).budget.session.usedTokens;
  };
  expect(await budget()).toBe(0);

  models.script([long, answer]);
  await door.send({ ...start, model: 'cerebras/flint-fast-test' }, code);
  await models.until((requests) => requests.length === 3);
  expect(await refusedWith({ type: 'redirect-run', instruction: 'Shorter' }, own), 'a run on the server’s key').toEqual(
    needed,
  );
  await door.send({ type: 'redirect-run', instruction: 'Shorter', lane: 'fast' }, own);
  await models.until((requests) => requests.length === 4);
  expect(models.requests[2]!.headers['authorization']).not.toContain(secret);
  expect(models.requests[3]!.headers['authorization'], 'handed over to the own model').toBe(`Bearer ${secret}`);
});

test('past a rate limit goes an own key, until it is forgotten; a wrong one is told', async ({
  models,
  startWith,
  openActor,
  secret,
}) => {
  const flint = await startWith();
  const author = await openActor({ baseURL: flint.url });
  await author.openSession(await createSession(flint.url, { 'main.js': '' }));
  models.script([{ fault: { type: 'rate-limited', retryAfterSeconds: 500 } }, answer]);
  await author.say('Write it');
  await author.untilStatus('Failed');
  await author.button('Use own key').click();
  const dialog = author.page.getByRole('dialog', { name: 'Your own keys' });
  const field = dialog.getByLabel('Key for OpenAI', { exact: true });
  models.refuseKeys('wrong-key');
  await field.fill('not a key');
  await field.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('no spaces');
  await expect(field).toHaveValue('not a key');
  await field.fill('wrong-key');
  await field.press('Enter');
  await expect(dialog.getByText('The provider did not take this key.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Forget the key for OpenAI' }).click();
  await field.fill(secret);
  await field.press('Enter');
  await expect(dialog.getByText('It has 2 models for you.')).toBeVisible();
  await author.page.keyboard.press('Escape');
  await author.button('Try with your key').click();
  await author.untilStatus('Done');
  await author.expectText('const mine = true;\n');
  expect(models.requests.map(({ headers }) => headers['authorization'])).toEqual([
    `Bearer ${houseKey}`,
    `Bearer ${secret}`,
  ]);

  await author.page.reload();
  await author.untilReady();
  await author.say('Once more');
  await author.untilStatus('Done');
  expect(models.requests.at(-1)!.headers['authorization'], 'kept in this browser').toBe(`Bearer ${secret}`);
  await author.page.keyboard.press('ControlOrMeta+k');
  await author.page.keyboard.type('own keys');
  await author.page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Forget the key for OpenAI' }).click();
  await author.page.keyboard.press('Escape');
  expect(await author.page.evaluate(() => JSON.stringify(localStorage))).not.toContain(secret);
  await author.say('And again');
  await author.untilStatus('Done');
  expect(models.requests.at(-1)!.headers['authorization']).toBe(`Bearer ${houseKey}`);
});

test('an address of one’s own is off unless allowed, and then reaches nothing private', async ({
  startWith,
  models,
  secret,
}) => {
  const trap = await startTrap();
  try {
    const { port } = new URL(trap.url);
    const start = { type: 'start-run', instruction: 'Write it', model: 'compatible/m' } as const;
    const at = (host: string) => headerOf({ compatible: { key: secret, baseUrl: `https://${host}:${port}/v1` } });
    const closed = await startWith();
    const refused = await (await createSession(closed.url)).post(JSON.stringify(start), at('models.test'));
    expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining('custom-base-url')]);
    const listed = await fetch(`${closed.url}/api/models`, { headers: at('models.test') });
    expect(await listed.json()).toMatchObject({ unreachable: [{ provider: 'compatible', kind: 'not-allowed' }] });
    await closed.stop();

    const open = await startWith({ FLINT_CUSTOM_BASE_URLS: '1' });
    const door = await createSession(open.url, { 'main.js': '' });
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1', '0.0.0.0']) {
      expect(await runToEnd(door, start, at(host)), host).toMatchObject({
        status: 'failed',
        failure: { code: 'network' },
      });
      const list = await fetch(`${open.url}/api/models`, { headers: at(host) });
      expect(await list.json()).toMatchObject({ unreachable: [{ provider: 'compatible', kind: 'network' }] });
    }
    const plain = { compatible: { key: secret, baseUrl: `http://127.0.0.1:${port}/v1` } };
    expect((await door.post(JSON.stringify(start), headerOf(plain))).status).toBe(422);
    expect(trap.caught).toEqual([]);
    expect(models.requests).toHaveLength(0);
    await open.stop();
  } finally {
    await trap.close();
  }
});
