import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { strToU8, zipSync } from 'fflate';
import { wholeFiles } from '../fixtures/answers.ts';
import { createSession, sessionDoor } from '../fixtures/session-door.ts';
import { expect, test } from '../fixtures/test.ts';
import { programOf } from '../model-server/tokens.ts';

const page = `<!doctype html>
<meta charset="utf-8">
<title>Taken along</title>
<link rel="stylesheet" href="style.css">
<p id="out">nothing</p>
<img id="logo" src="logo.svg" alt="A square">
<script type="module" src="src/main.js"></script>
`;
const program = {
  'index.html': page,
  'style.css': '@import "src/colours.css";\np { width: 321px; }\n',
  'src/colours.css': 'p { color: rgb(1, 2, 3); }\n',
  'src/main.js': "import { say } from './say.js';\nsay('ran with modules');\n",
  'src/say.js':
    "import './main.js';\nexport function say(text) { document.getElementById('out').textContent = text; }\n",
  'logo.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40"/></svg>\n',
};

/** What a test opened beside the actors' browsers: a server left open would hold up all that comes after. */
const closings: (() => unknown)[] = [];

test.afterEach(async () => {
  for (const close of closings.splice(0)) await close();
});

test('a program taken along as one page runs from a disk', async ({ browser, flint }, info) => {
  const { sessionId } = await createSession(flint.url, program);
  const exported = await fetch(`${flint.url}/api/sessions/${sessionId}/export?format=html`);
  const path = info.outputPath('program.html');
  await writeFile(path, await exported.text());
  const context = await browser.newContext({ offline: true });
  closings.push(() => context.close());
  const opened = await context.newPage();
  const errors: string[] = [];
  opened.on('console', (message) => errors.push(message.text()));
  opened.on('pageerror', (error) => errors.push(error.message));
  await opened.goto(pathToFileURL(path).href);
  const out = opened.locator('#out');
  await expect(out).toHaveText('ran with modules');
  await expect(out).toHaveCSS('color', 'rgb(1, 2, 3)');
  await expect(out).toHaveCSS('width', '321px');
  expect(await opened.locator('#logo').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(40);
  expect(errors).toEqual([]);
});

/** A page of somebody else, at an origin of its own, with this in it. */
async function serveHost(html: string) {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><title>A course</title>${html}`);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  closings.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

test('an embed in a page of another origin shows code and program as they are written, and reads no edit token', async ({
  browser,
  flint,
  models,
}) => {
  test.slow();
  const lines = programOf(600).trimEnd();
  const text = `<!doctype html>\n<h1>Made live</h1>\n<script>\n${lines}\n</script>\n`;
  models.script({ text: wholeFiles({ 'index.html': text }), tokensPerSecond: 100 });
  const door = await createSession(flint.url, { 'index.html': '<h1>Before</h1>\n' });
  const host = await serveHost(`<iframe src="${flint.url}/embed/${door.sessionId}" width="900" height="500"></iframe>`);
  const context = await browser.newContext();
  closings.push(() => context.close());
  const opened = await context.newPage();
  const errors: string[] = [];
  const tokens: string[] = [];
  opened.on('console', (message) => {
    // An answer without a page has no icon of its own, and the browser asks for one.
    const isIcon = message.location().url.endsWith('/favicon.ico');
    if (message.type() === 'error' && !isIcon) errors.push(`${message.text()} (${message.location().url})`);
  });
  opened.on('request', (request) => {
    if ('authorization' in request.headers()) tokens.push(request.url());
  });
  // Somebody who may edit the session looks at the page: their token lies in this browser.
  await opened.goto(`${flint.url}/api/health`);
  await opened.evaluate(([key, token]) => localStorage.setItem(key, token), [
    `flint:edit:${door.sessionId}`,
    door.editToken,
  ] as const);

  await opened.goto(host);
  const embed = opened.frameLocator('iframe');
  const code = embed.getByRole('region', { name: 'Code' });
  await expect(code).toContainText('<h1>Before</h1>');
  await expect(embed.frameLocator('iframe[title="Preview"]').getByRole('heading')).toHaveText('Before');

  await door.send({ type: 'start-run', instruction: 'Write it' });
  await expect(code).toContainText('<h1>Made live</h1>');
  await expect(embed.getByText('Writing', { exact: true })).toBeVisible();
  await expect(embed.getByText('Writing', { exact: true })).toBeHidden({ timeout: 60_000 });
  await expect
    .poll(() => code.locator('.flint-static-line').evaluateAll((all) => all.map((one) => one.textContent).join('\n')))
    .toBe(text);
  await expect(embed.frameLocator('iframe[title="Preview"]').getByRole('heading')).toHaveText('Made live');
  // The colours have come after it.
  await expect.poll(() => code.locator('.flint-static-line span[style]').count()).toBeGreaterThan(600);
  await expect(embed.getByRole('link', { name: 'Open in Flint' })).toHaveAttribute('href', `/s/${door.sessionId}`);
  expect(tokens).toEqual([]);
  expect(errors).toEqual([]);
});

test('an embed at a moment stays there, and only embeds may stand in pages of others', async ({ openActor, flint }) => {
  const actor = await openActor({ javaScriptEnabled: false });
  const door = await createSession(flint.url, { 'main.js': 'let then = 1;\n' });
  await door.send({ type: 'change-text', path: 'main.js', edits: [{ from: 4, to: 8, insert: 'now' }] });
  await actor.page.goto(`/embed/${door.sessionId}?show=code&at=1`);
  await expect(actor.page.getByRole('region', { name: 'Code' })).toContainText('let then = 1;');
  await actor.page.goto(`/embed/${door.sessionId}?show=code`);
  await expect(actor.page.getByRole('region', { name: 'Code' })).toContainText('let now = 1;');
  const policyOf = async (path: string) => (await fetch(flint.url + path)).headers.get('content-security-policy');
  expect(await policyOf(`/embed/${door.sessionId}`)).toContain('frame-ancestors *');
  for (const path of ['/', `/s/${door.sessionId}`, `/api/sessions/${door.sessionId}/state`]) {
    expect(await policyOf(path)).toContain("frame-ancestors 'none'");
  }
  expect(await policyOf('/preview/frame')).toContain("frame-ancestors 'self'");
  expect((await fetch(`${flint.url}/embed/${door.sessionId}?at=99`)).status).toBe(404);
});

test('a log dropped on the page becomes a session of its own', async ({ author, flint }) => {
  const door = await createSession(flint.url, { 'main.js': 'let a = 1;\n' });
  await door.send({ type: 'change-text', path: 'main.js', edits: [{ from: 4, to: 5, insert: 'b' }] });
  const log = await (await fetch(`${flint.url}/api/sessions/${door.sessionId}/export?format=jsonl`)).text();
  await author.open();
  const drop = async (name: string, text: string) => {
    const dataTransfer = await author.page.evaluateHandle(
      ([fileName, content]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([content], fileName));
        return transfer;
      },
      [name, text] as const,
    );
    await author.page.dispatchEvent('body', 'dragenter', { dataTransfer });
    await expect(author.page.getByText('Drop to open it as a new session')).toBeVisible();
    await author.page.dispatchEvent('body', 'drop', { dataTransfer });
  };
  author.watch.allowError(/422/);
  await drop('bad.jsonl', `${log}{"type":"nothing"}\n`);
  await expect(author.page.getByRole('alert').getByText('Line 3 of the log was not understood')).toBeVisible();

  await drop('session.jsonl', log);
  await author.page.waitForURL(/\/s\/[\w-]+$/);
  await author.untilReady();
  await author.expectText('let b = 1;\n');
  await expect(author.instruction).toBeEditable();
  const imported = new URL(author.page.url()).pathname.split('/').at(-1)!;
  expect(imported).not.toBe(door.sessionId);
  expect(await (await fetch(`${flint.url}/api/sessions/${imported}/export?format=jsonl`)).text()).toBe(log);
});

test('a zip is chosen from the commands, and what it cannot hold is named', async ({ author }) => {
  await author.open();
  // Long before it comes: a browser must have heard by then that no window is to open for it.
  const choosing = author.page.waitForEvent('filechooser');
  await author.button('Commands').click();
  await author.page.getByRole('combobox', { name: 'Search commands' }).fill('import');
  await author.page.keyboard.press('Enter');
  const zip = zipSync({ 'index.html': strToU8('<h1>From a zip</h1>\n'), 'photo.png': new Uint8Array([0, 1, 2]) });
  await (await choosing).setFiles({ name: 'mine.zip', mimeType: 'application/zip', buffer: Buffer.from(zip) });
  await author.page.waitForURL(/\/s\/[\w-]+$/);
  await author.untilReady();
  await author.expectText('<h1>From a zip</h1>\n');
  await expect(author.page.getByText(/Left out.*photo\.png/)).toBeVisible();
  await expect(author.page).toHaveTitle(/mine/);
});

test('a fork made at its door is a session to edit, and its parent stays as it is', async ({ author, flint }) => {
  const parent = await createSession(flint.url, { 'main.js': 'let a = 1;\n' });
  await parent.send({ type: 'change-text', path: 'main.js', edits: [{ from: 4, to: 5, insert: 'later' }] });
  const answer = await fetch(`${flint.url}/api/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ forkOf: { sessionId: parent.sessionId, sequence: 1 } }),
  });
  const { sessionId, editToken } = (await answer.json()) as { sessionId: string; editToken: string };
  await author.openSession(sessionDoor(flint.url, sessionId, editToken));
  await author.expectText('let a = 1;\n');
  await author.editor.focus();
  await author.page.keyboard.type('// mine ');
  await author.expectText('// mine let a = 1;\n');
});

test('a program is sent to StackBlitz and to CodeSandbox by a tab of its own, with its files and no token', async ({
  browser,
  flint,
}) => {
  const door = await createSession(flint.url, { 'index.html': '<p title="a&b">\n</p>\n' });
  const context = await browser.newContext({ baseURL: flint.url });
  closings.push(() => context.close());
  const sent: { url: string; body: string; headers: Record<string, string> }[] = [];
  await context.route(/^https:\/\/(?:stackblitz\.com|codesandbox\.io)\//, async (route) => {
    const request = route.request();
    sent.push({ url: request.url(), body: request.postData() ?? '', headers: await request.allHeaders() });
    await route.fulfill({ contentType: 'text/html', body: '<title>Arrived</title>' });
  });
  const opened = await context.newPage();
  await opened.goto(`/s/${door.sessionId}#edit=${door.editToken}`);
  await opened.getByRole('button', { name: 'Share' }).click();
  await opened.getByRole('button', { name: 'Export' }).click();
  for (const name of ['StackBlitz', 'CodeSandbox']) {
    const popup = context.waitForEvent('page');
    await opened.getByRole('link', { name }).click();
    const tab = await popup;
    await expect(tab).toHaveTitle('Arrived');
    expect(await tab.evaluate(() => window.opener)).toBeNull();
  }
  expect(sent.map(({ url }) => url)).toEqual([
    'https://stackblitz.com/run',
    'https://codesandbox.io/api/v1/sandboxes/define',
  ]);
  expect(new URLSearchParams(sent[0]?.body).get('project[files][index.html]')).toBe('<p title="a&b">\r\n</p>\r\n');
  expect(new URLSearchParams(sent[1]?.body).get('parameters')).toMatch(/^N4[\w-]+$/);
  for (const { body, headers } of sent) {
    expect(body + JSON.stringify(headers)).not.toContain(door.editToken);
    expect(headers['referer']).toBeUndefined();
  }
});

test('a link to a session says what it is, with a picture, at the address that people use', async ({ flint }) => {
  const door = await createSession(flint.url, program);
  await door.send({ type: 'rename-session', title: 'A <small> thing' });
  const html = await (await fetch(`${flint.url}/s/${door.sessionId}`)).text();
  expect(html).toContain('<meta property="og:title" content="A &lt;small&gt; thing"/>');
  expect(html).toContain('<meta name="robots" content="noindex, nofollow"/>');
  const address = /<meta property="og:image" content="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
  expect(address).toBe(`${flint.url}/s/${door.sessionId}/card?at=2`);
  const picture = await fetch(address);
  expect(picture.headers.get('content-type')).toBe('image/png');
  expect(picture.headers.get('cache-control')).toContain('immutable');
  expect((await picture.arrayBuffer()).byteLength).toBeGreaterThan(10_000);
});
