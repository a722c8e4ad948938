import type { Command } from '../../lib/session/command.ts';
import { createSession, stateAfter, textsOf } from '../fixtures/session-door.ts';
import { startFlint } from '../fixtures/flint-server.ts';
import { expect, test } from '../fixtures/test-with-settings.ts';
import type { Workspace } from '../pages/workspace.ts';

test.use({ serverOf: 'live-mode' });

const program = 'function area(w, h) {\n  \n}\n\nconst b = area(2, 3);\n';

/** The text with the person's cursor in its second line, and live mode on. */
async function standInside(author: Workspace): Promise<void> {
  await author.page.getByRole('switch', { name: 'Live' }).click();
  await author.editor.focus();
  await author.page.keyboard.press('ControlOrMeta+Home');
  await author.page.keyboard.press('ArrowDown');
  await author.page.keyboard.press('End');
}

const told = (author: Workspace) =>
  author.page.getByRole('status').filter({ hasText: /Tab takes it|Thinking|Needs|Rate limit/ });
const ghost = (author: Workspace) => author.page.locator('.flint-proposed');

test.beforeEach(async ({ author, flint }) => {
  const door = await createSession(flint.url, { 'main.js': program });
  await author.openSession(door);
  await standInside(author);
});

test('a pause in typing brings what comes next, Tab takes it, and one undo takes it back', async ({
  author,
  models,
}) => {
  models.script({ text: 'w * h;\n}\n\nconst b = area(2, 3);\n' });
  await author.page.keyboard.type('return ');
  await expect(ghost(author)).toHaveText('w * h;');
  await expect(told(author)).toContainText('Tab takes it');
  const typed = program.replace('  \n', '  return \n');
  await author.expectText(typed);
  const [request] = models.requests;
  expect(request?.body['model']).toBe('flint-fast-test');
  expect(JSON.stringify(request?.body)).toContain('return <|cursor|>');
  await author.page.keyboard.press('Tab');
  await author.expectText(program.replace('  \n', '  return w * h;\n'));
  await expect(ghost(author)).toHaveCount(0);
  await author.page.keyboard.press('ControlOrMeta+z');
  await author.expectText(typed);
});

test('typing on closes the call upstream at once, and the next pause asks anew', async ({ author, models }) => {
  models.script([{ text: 'slow', firstTokenDelayMs: 60_000 }, { text: 'w + h;\n}\n\nconst b = area(2, 3);\n' }]);
  await author.page.keyboard.type('return');
  await models.until((requests) => requests.length === 1);
  await expect(told(author)).toHaveText('Thinking…');
  await author.page.keyboard.type(' ');
  await models.until(([first]) => first?.closedByClientAtMs !== null);
  await expect(ghost(author)).toHaveText('w + h;');
  expect(models.requests).toHaveLength(2);
});

test('who types what is proposed keeps it, and who types something else does not', async ({ author, models }) => {
  models.script({ text: 'w * h;\n}\n\nconst b = area(2, 3);\n' });
  await author.page.keyboard.type('return ');
  await expect(ghost(author)).toHaveText('w * h;');
  await author.page.keyboard.type('w *');
  await expect(ghost(author)).toHaveText(/^.h;$/);
  expect(models.requests).toHaveLength(1);
  models.script({ text: ' 2;\n}\n\nconst b = area(2, 3);\n' });
  await author.page.keyboard.type('=');
  await expect(ghost(author)).toHaveText(/^.2;$/);
  await author.page.keyboard.press('Escape');
  await expect(ghost(author)).toHaveCount(0);
  await author.page.keyboard.press('ArrowUp');
  await author.page.waitForTimeout(600);
  expect(models.requests, 'a cursor that moves asks nothing').toHaveLength(2);
});

test('a change of several lines, and one further down, are shown faint and taken whole', async ({ author, models }) => {
  const rest = '\n}\n\nconst b = area(4, 5);\n';
  models.script({ text: `const s = w * h;\n  return s;${rest}` });
  await author.page.keyboard.press('Enter');
  await expect(author.page.locator('.flint-proposed-lines')).toContainText('return s;');
  await expect(author.page.locator('.flint-proposed-away').first()).toBeVisible();
  await author.page.keyboard.press('Tab');
  await expect
    .poll(() => author.page.evaluate(() => window.flint?.text()))
    .toContain('return s;\n}\n\nconst b = area(4, 5);');
});

test('a rate limit is told and asks no more until it is over; nothing of all this is in the session', async ({
  models,
  openActor,
  startWith,
}) => {
  // The server remembers the limit, also for the sessions after this one.
  const flint = await startWith();
  const door = await createSession(flint.url, { 'main.js': program });
  const author = await openActor({ baseURL: flint.url });
  await author.openSession(door);
  await standInside(author);
  const viewer = await openActor({ baseURL: flint.url });
  await viewer.openSession(door, { mayEdit: false });
  models.script({ text: 'secret proposal' });
  await author.page.keyboard.type('a');
  await expect(ghost(author)).toHaveText('secret proposal');
  await expect(ghost(viewer)).toHaveCount(0);
  models.script({ fault: { type: 'rate-limited', retryAfterSeconds: 90 } });
  await author.page.keyboard.type('b');
  await expect(told(author)).toContainText('Rate limit: asks again in');
  await author.page.keyboard.type('c');
  await author.page.waitForTimeout(600);
  expect(models.requests).toHaveLength(2);
  const following = door.follow();
  await following.until(({ data }) => data.includes('"c"') || data.includes('abc'));
  await following.stop();
  expect(JSON.stringify(following.frames)).not.toContain('secret proposal');
  expect(textsOf(stateAfter(following.frames))['main.js']).toContain('abc');
  await author.page.close();
  await viewer.page.close();
});

test('a run mutes it, and Demo says that it is no model', async ({ author, models, openActor }) => {
  models.script({ programTokens: 20_000, tokensPerSecond: 500 });
  await author.say('Write something long');
  await author.untilStatus('Writing');
  await author.editor.focus();
  await author.page.keyboard.type('x');
  await author.page.waitForTimeout(600);
  expect(models.requests).toHaveLength(1);
  await author.button('Stop').click();
  await author.untilStatus('Stopped');

  const demo = await startFlint({ models: { kind: 'demo' } });
  const person = await openActor({ baseURL: demo.url });
  await person.openSession(await createSession(demo.url, { 'main.js': program }));
  await standInside(person);
  await person.page.keyboard.type('return ');
  await expect(told(person)).toHaveText('Needs a model: Demo has prepared programs only');
  await person.page.close();
  await demo.stop();
});

test('a proposal of one character is a step of its own, however quickly one types on', async ({ author, models }) => {
  models.script({ text: ';\n}\n\nconst b = area(2, 3);\n' });
  await author.page.keyboard.type('f()');
  await expect(ghost(author)).toHaveText(';');
  await author.page.keyboard.press('Tab');
  await author.page.keyboard.type('x');
  await author.expectText(program.replace('  \n', '  f();x\n'));
  await author.page.keyboard.press('ControlOrMeta+z');
  await author.expectText(program.replace('  \n', '  f();\n'));
  await author.page.keyboard.press('ControlOrMeta+z');
  await author.expectText(program.replace('  \n', '  f()\n'));
});

test('while a character is composed, and over a selection, nothing is asked', async ({ author, models }) => {
  models.script({ text: 'w;\n}\n\nconst b = area(2, 3);\n' });
  const keys = await author.page.context().newCDPSession(author.page);
  await keys.send('Input.imeSetComposition', { text: 'に', selectionStart: 1, selectionEnd: 1 });
  await author.expectText(program.replace('  \n', '  に\n'));
  await author.page.waitForTimeout(700);
  expect(models.requests).toHaveLength(0);
  await keys.send('Input.insertText', { text: '日' });
  await expect(ghost(author)).toHaveText('w;');
  expect(models.requests).toHaveLength(1);
  await author.page.keyboard.type('z');
  await author.page.keyboard.press('Shift+Home');
  await author.page.waitForTimeout(700);
  expect(models.requests).toHaveLength(1);
});

test('in a playground that is no session yet, the first pause already brings something', async ({
  author,
  flint,
  models,
}) => {
  models.script({ text: 'let there = 1;\n' });
  await author.page.goto(flint.url);
  await author.editor.waitFor();
  await author.editor.focus();
  await author.page.keyboard.press('ControlOrMeta+a');
  await author.page.keyboard.type('// ');
  await expect(ghost(author).filter({ hasText: 'let there' })).toHaveCount(1);
  expect(models.requests).toHaveLength(1);
});

test('over HTTP it asks for a token and a right body, calls off what the same page asked before, and keeps to the budget', async ({
  models,
}) => {
  const flint = await startFlint({
    models: { kind: 'openai', baseUrl: models.baseUrl },
    environment: { FLINT_SESSION_TOKENS: '5000' },
  });
  try {
    const door = await createSession(flint.url, { 'main.js': program });
    const wish = { path: 'main.js', before: 'a', rest: 'b\n', after: '', recent: [] };
    const propose = (body: unknown, headers: Record<string, string> = {}, signal?: AbortSignal) =>
      fetch(`${flint.url}/api/sessions/${door.sessionId}/proposals`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${door.editToken}`, ...headers },
        body: JSON.stringify(body),
        ...(signal ? { signal } : {}),
      });
    expect((await propose(wish, { authorization: '' })).status).toBe(401);
    expect((await propose({ ...wish, rest: 'x'.repeat(5_000) })).status).toBe(400);
    expect((await propose(wish, { origin: 'http://elsewhere.test' })).status).toBe(403);
    expect(models.requests).toHaveLength(0);

    models.script([
      { text: 'one', firstTokenDelayMs: 60_000 },
      { text: 'two', usage: { inputTokens: 2_000, outputTokens: 2_500 } },
    ]);
    const page = { 'x-flint-client': 'one-page' };
    const first = propose(wish, page);
    await models.until((requests) => requests.length === 1);
    const second = await propose(wish, page);
    await models.until(([one]) => one?.closedByClientAtMs !== null);
    await expect((await first).text()).rejects.toThrow();
    expect(await second.text()).toContain('event: text\ndata: {"text":"two"}\n\nevent: end\ndata: {"isWhole":true}');
    expect(await (await propose(wish, page)).text()).toContain('"code":"budget"');
    expect(models.requests).toHaveLength(2);

    const leaving = new AbortController();
    const other = await createSession(flint.url, { 'main.js': program });
    models.script({ programTokens: 3_000, tokensPerSecond: 100 });
    const left = fetch(`${flint.url}/api/sessions/${other.sessionId}/proposals`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${other.editToken}` },
      body: JSON.stringify(wish),
      signal: leaving.signal,
    });
    await models.until((requests) => (requests[2]?.tokensSent ?? 0) > 3);
    const leftAtMs = performance.timeOrigin + performance.now();
    leaving.abort();
    await left.then((response) => response.text()).catch(() => {});
    await models.until((requests) => requests[2]?.closedByClientAtMs !== null);
    expect(models.requests[2]!.closedByClientAtMs! - leftAtMs).toBeLessThan(500);
    const command: Command = { type: 'rename-session', title: 'Nothing of it was kept' };
    expect(await door.send(command), 'nothing of it is in the log').toBe(2);
  } finally {
    await flint.stop();
  }
});
