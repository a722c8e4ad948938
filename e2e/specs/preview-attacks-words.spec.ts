import { strToU8, zipSync } from 'fflate';
import { expect, test } from '../fixtures/attack.ts';
import { wholeFiles } from '../fixtures/answers.ts';

const html = '<img src=x onerror="window.hacked=1">';
const script = '</script></style></textarea></title><script>window.hacked=1</script>';

test('a title, a file and an instruction with markup in them are shown as they are written', async ({
  victim,
  models,
}) => {
  models.script({
    text: wholeFiles({ 'index.html': '<h1>Done</h1>\n' }, `Here you go: ${html} ${script} [x](javascript:hacked=1)`),
  });
  await victim.open({ 'index.html': `<h1>Mine</h1>\n<!-- ${html} ${script} -->\n` });
  await victim.door.send({ type: 'rename-session', title: `T ${html}${script}`.slice(0, 120) });
  await victim.door.send({ type: 'create-file', path: "a&b #1 'x' {{7+7}} ${1}.js", text: `// ${script}\n` });
  await victim.page.reload();
  await victim.workspace.untilReady();
  await victim.workspace.say(`Make ${html} ${script}`);
  await victim.workspace.untilStatus('Done');
  await expect(victim.page.getByText('onerror=').first()).toBeVisible();
  expect(await victim.page.evaluate(() => 'hacked' in window)).toBe(false);
  expect(await victim.page.locator('img[src=x]').count()).toBe(0);
  // As the server draws it, and as others are shown it.
  for (const path of [`/s/${victim.door.sessionId}`, `/embed/${victim.door.sessionId}`]) {
    await victim.page.goto(path);
    await expect(victim.page.locator('iframe[title="Preview"]')).toBeAttached();
    expect(await victim.page.evaluate(() => 'hacked' in window)).toBe(false);
    expect(await victim.page.locator('img[src=x]').count()).toBe(0);
  }
});

test('what the console and an error say is shown as it is written', async ({ victim }) => {
  await victim.open({
    'index.html': `<h1>Saying</h1><script>
console.log(${JSON.stringify(html)});
console.error('%c%s', 'background:url(javascript:hacked=1)', ${JSON.stringify(html)});
console.log({ [${JSON.stringify(html)}]: [${JSON.stringify(html)}] }, document.body);
console.table([${JSON.stringify(html)}]);
setTimeout(() => { const error = new Error(${JSON.stringify(html)}); error.stack = 'at x (javascript:window.hacked=1:1:1)'; throw error; });
Promise.reject(${JSON.stringify(html)});
</script>`,
  });
  const log = victim.page.getByRole('log', { name: 'Console' });
  await expect(log).toContainText('onerror');
  await expect.poll(async () => ((await log.textContent()) ?? '').split('onerror').length).toBeGreaterThan(4);
  expect(await log.locator('img, script').count()).toBe(0);
  expect(await log.locator('[href^="javascript:"], [style*="url("]').count()).toBe(0);
  await victim.expectUntouched();
});

test('an imported log with hostile events is refused, and one with hostile words is harmless', async ({ victim }) => {
  await victim.open({ 'index.html': '<h1>Mine</h1>\n' });
  const exported = await fetch(`${victim.flintUrl}/api/sessions/${victim.door.sessionId}/export?format=jsonl`);
  const log = await exported.text();
  const send = (body: string | Uint8Array<ArrayBuffer>, type: string) =>
    fetch(`${victim.flintUrl}/api/sessions/import`, { method: 'POST', headers: { 'content-type': type }, body });
  for (const bad of [
    log.replaceAll('index.html', '../../etc/passwd'),
    log.replaceAll('index.html', '__proto__/polluted\\u0000'),
    log.replace('{', '{"__proto__":{"polluted":1},'),
    log.replaceAll('index.html', '<img src=x onerror=hacked=1>'),
    `${log}{"type":"edit-token","token":"stolen"}\n`,
    `${'['.repeat(100_000)}\n`,
  ]) {
    const answer = await send(bad, 'application/jsonl');
    expect(answer.status, bad.slice(0, 200)).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  }
  const harmless = await send(
    log.replaceAll('<h1>Mine</h1>', `${script}${html}`.replaceAll('"', '\\"')),
    'application/jsonl',
  );
  expect(harmless.status).toBe(201);
  const { sessionId } = (await harmless.json()) as { sessionId: string };
  await victim.page.goto(`/s/${sessionId}`);
  await victim.workspace.untilReady();
  expect(await victim.page.evaluate(() => 'hacked' in window)).toBe(false);
});

test('a hostile zip leads nowhere', async ({ victim }) => {
  await victim.open({ 'index.html': '<h1>Mine</h1>\n' });
  const send = (files: Record<string, Uint8Array>) =>
    fetch(`${victim.flintUrl}/api/sessions/import`, {
      method: 'POST',
      headers: { 'content-type': 'application/zip' },
      body: new Uint8Array(zipSync(files)),
      // Hung up on, since it had sent too much.
    }).catch(() => new Response(null, { status: 400 }));
  for (const path of ['../out.html', '/etc/passwd', 'a/../../b.html', 'C:\\x.html', 'a\u0000b.html']) {
    const answer = await send({ [path]: strToU8('<h1>x</h1>') });
    if (answer.status === 201) {
      const { sessionId } = (await answer.json()) as { sessionId: string };
      const listed = await (await fetch(`${victim.flintUrl}/api/sessions/${sessionId}/export?format=gist`)).text();
      expect(listed).not.toMatch(/\.\.|passwd":|\\u0000/);
    } else expect(answer.status).toBeLessThan(500);
  }
  const polluting = await send({
    __proto__: strToU8('polluted'),
    constructor: strToU8('x'),
    'index.html': strToU8('<h1>Fine</h1>'),
  });
  expect(polluting.status).toBeLessThan(500);
  const bomb = await send({ 'index.html': new Uint8Array(60 * 1024 * 1024).fill(32) });
  expect(bomb.status).toBeGreaterThanOrEqual(400);
  expect(bomb.status).toBeLessThan(500);
  expect((await fetch(`${victim.flintUrl}/api/health`)).status).toBe(200);
});
