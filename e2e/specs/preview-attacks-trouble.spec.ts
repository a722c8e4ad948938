import { expect, test, type Victim } from '../fixtures/attack.ts';

/** How long the editor and the page take to answer while a program does its worst. */
async function expectToAnswer({ page, workspace }: Victim): Promise<void> {
  await workspace.editor.focus();
  await workspace.editor.press('ControlOrMeta+End');
  const before = (await workspace.text()).length;
  await page.keyboard.type('abcdefghij');
  await expect.poll(async () => (await workspace.text()).length, { timeout: 15_000 }).toBe(before + 10);
  await page.keyboard.press('ControlOrMeta+KeyA');
  await page.keyboard.press('ArrowRight');
}

const ended = (victim: Victim) => victim.workspace.button('Start it again');

test('an endless loop leaves the editor alone, is ended, and can be mended and run again', async ({ victim }) => {
  await victim.open({ 'index.html': '<h1>Looping</h1><script>setTimeout(() => { for (;;); }, 300);</script>' });
  await expectToAnswer(victim);
  await expect(ended(victim)).toBeVisible({ timeout: 20_000 });
  await expect(victim.page.getByText('did not answer')).toBeVisible();
  await victim.workspace.editor.focus();
  await victim.page.keyboard.press('ControlOrMeta+KeyA');
  await victim.page.keyboard.insertText('<h1>Mended</h1>');
  await expect(victim.workspace.preview.getByRole('heading')).toHaveText('Mended');
  expect(victim.incidents).toEqual([]);
});

test('a loop that begins with the page is ended as well, and does not come back by itself', async ({ victim }) => {
  await victim.open({ 'index.html': '<h1>Looping</h1><script>while (true) {}</script>' });
  await expectToAnswer(victim);
  await expect(ended(victim)).toBeVisible({ timeout: 20_000 });
  await ended(victim).click();
  await expect(ended(victim)).toBeHidden();
  await expect(ended(victim)).toBeVisible({ timeout: 20_000 });
  expect(victim.incidents).toEqual([]);
});

test('whoever does not want to wait ends a program that hangs', async ({ victim }) => {
  await victim.open({ 'index.html': '<h1>Looping</h1><script>while (true) {}</script>' });
  // A slow browser may have ended it before the editor was there.
  await ended(victim).click({ timeout: 20_000 });
  // Not by the mouse: Playwright's waits for the frame under it to answer, too.
  await victim.workspace.button('End it').dispatchEvent('click', undefined, { timeout: 20_000 });
  await expect(victim.page.getByText('The program was ended.')).toBeVisible();
  await expect(ended(victim)).toBeVisible();
  expect(victim.incidents).toEqual([]);
});

test('modal windows of a program do not stop the page', async ({ victim }) => {
  const tried = await victim.run(async ({ attempt }) => {
    for (let round = 0; round < 50; round += 1) alert(`again ${round}`);
    await attempt('confirm', () => String(confirm('sure?')));
    await attempt('prompt', () => prompt('your password?'));
    await attempt('print', () => print());
    await attempt('a modal of another realm', () => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      frame.contentWindow?.alert('from within');
    });
    await attempt('beforeunload', () => addEventListener('beforeunload', (event) => event.preventDefault()));
    await attempt('a dialog of its own', () => {
      document.body.insertAdjacentHTML('beforeend', '<dialog>Your password: <input></dialog>');
      document.querySelector('dialog')?.showModal();
    });
  });
  expect(tried.length).toBeGreaterThan(3);
  await victim.expectUntouched();
});

test('a program starts no download, by itself or by a person’s click', async ({ victim }) => {
  await victim.open({
    'index.html': `<h1>Downloads</h1><a id="a" download="stolen.exe">one</a>
<a href="/api/sessions/x/export" download>two</a>
<script>
const address = URL.createObjectURL(new Blob(['x'.repeat(1000)], { type: 'application/octet-stream' }));
document.getElementById('a').href = address;
for (let i = 0; i < 100; i += 1) HTMLElement.prototype.click.call(document.getElementById('a'));
document.body.insertAdjacentHTML('beforeend', '<iframe src="' + address + '"></iframe><iframe src="data:application/octet-stream,x"></iframe>');
if (window.showSaveFilePicker) showSaveFilePicker().catch(() => {});
</script>`,
  });
  const { preview } = victim.workspace;
  await preview.getByText('one').click();
  await preview.getByText('two').click();
  await expect(preview.getByRole('heading')).toHaveText('Downloads');
  await victim.expectUntouched();
});

test('a program does not take the whole screen, the pointer or the keyboard, not even at a click', async ({
  victim,
}) => {
  await victim.open({
    'index.html': `<h1>Traps</h1><button>take it</button><output></output><script>
document.querySelector('button').onclick = async () => {
  const said = [];
  for (const [name, act] of Object.entries({
    fullscreen: () => document.documentElement.requestFullscreen(),
    pointer: () => document.body.requestPointerLock(),
    keyboard: () => navigator.keyboard.lock(),
    orientation: () => screen.orientation.lock('portrait'),
    picture: () => documentPictureInPicture.requestWindow(),
  })) {
    try { await act(); said.push(name + ' went through'); } catch { said.push(name + ' refused'); }
  }
  document.querySelector('output').textContent = said.join(', ');
};
</script>`,
  });
  const { preview } = victim.workspace;
  await preview.getByRole('button').click();
  await expect(preview.locator('output')).toContainText('fullscreen refused');
  await expect(preview.locator('output')).toContainText('pointer refused');
  await expect(preview.locator('output')).not.toContainText('went through');
  expect(await victim.page.evaluate(() => document.fullscreenElement ?? document.pointerLockElement)).toBeNull();
  await victim.expectUntouched();
});

test('a program does not take the keys from a person who types', async ({ victim }) => {
  await victim.open({
    'index.html': `<h1>Grabbing</h1><input><output></output><script>
addEventListener('keydown', ({ key }) => { document.querySelector('output').textContent += key; });
setTimeout(() => document.querySelector('input').focus(), 1500);
</script>`,
  });
  const { instruction, preview } = victim.workspace;
  await instruction.click();
  await victim.page.keyboard.type('make it green and round, please', { delay: 80 });
  // What it got is the key that came just then, at most.
  expect((await preview.locator('output').innerText()).length).toBeLessThan(3);
  expect((await instruction.inputValue()).length).toBeGreaterThan('make it green and round, please'.length - 3);
  // Who wants to go in still can, a moment after the last key.
  await victim.page.waitForTimeout(1_600);
  await preview.locator('input').click();
  await victim.page.keyboard.type('in');
  await expect(preview.locator('input')).toHaveValue('in');
  expect(victim.incidents).toEqual([]);
});

test('a program that takes the keys again and again is ended', async ({ victim }) => {
  await victim.open({
    'index.html': `<h1>Grabbing</h1><input><script>
setInterval(() => { window.focus(); document.querySelector('input').focus(); }, 20);
</script>`,
  });
  const { instruction } = victim.workspace;
  await instruction.click();
  await expect(victim.page.getByText('took the keys')).toBeVisible();
  await instruction.click();
  await victim.page.keyboard.type('make it green, please', { delay: 15 });
  await expect(instruction).toHaveValue(/make it green, please$/);
  expect(victim.incidents).toEqual([]);
});

test('a program that swallows every key does not keep a person from leaving it', async ({ victim }) => {
  await victim.open({
    'index.html': `<h1>Trapped</h1><input><script>
addEventListener('keydown', (event) => { event.preventDefault(); event.stopImmediatePropagation(); }, true);
addEventListener('blur', () => document.querySelector('input').focus(), true);
</script>`,
  });
  await victim.workspace.preview.locator('input').click();
  await victim.page.keyboard.press('Tab');
  await victim.workspace.instruction.click();
  await victim.page.keyboard.type('out');
  await expect(victim.workspace.instruction).toHaveValue('out');
  expect(victim.incidents).toEqual([]);
});

test('a flood of lines in the console leaves the editor alone', async ({ victim }) => {
  await victim.open({
    'index.html': `<h1>Flooding</h1><script>
let line = 0;
setInterval(() => { for (let i = 0; i < 20; i += 1) console.log('line ' + (line += 1), { deep: { deep: { deep: [line] } } }); }, 10);
</script>`,
  });
  await expect(victim.page.getByRole('log', { name: 'Console' })).toContainText('line');
  await expectToAnswer(victim);
  expect(victim.incidents).toEqual([]);
});

test('frames without end and frames that begin over and over leave the editor alone', async ({ victim }) => {
  test.slow();
  await victim.open({
    'index.html': `<h1>Multiplying</h1><script>
const more = () => { const frame = document.createElement('iframe'); frame.srcdoc = '<p>x</p>'; document.body.append(frame); };
let made = 0;
const timer = setInterval(() => { for (let i = 0; i < 10; i += 1) more(); if ((made += 10) >= 300) clearInterval(timer); }, 30);
</script>`,
  });
  await expectToAnswer(victim);
  await victim.workspace.editor.focus();
  await victim.page.keyboard.press('ControlOrMeta+KeyA');
  await victim.page.keyboard.insertText('<h1>Reloading</h1><script>setTimeout(() => location.reload(), 50)</script>');
  await expectToAnswer(victim);
  await expect(ended(victim)).toBeVisible({ timeout: 20_000 });
  expect(victim.incidents).toEqual([]);
});

/** Programs that leave their frame for another address. */
const departures: readonly [name: string, script: (trapUrl: string, flintUrl: string) => string][] = [
  ['a page of others', (trapUrl) => `location.href = '${trapUrl}/stolen'`],
  [
    'a page of others by a meta',
    (trapUrl) =>
      `document.head.insertAdjacentHTML('beforeend', '<meta http-equiv="refresh" content="0;url=${trapUrl}/stolen">')`,
  ],
  [
    'a page of others by a link of its own',
    (trapUrl) =>
      `document.body.insertAdjacentHTML('beforeend', '<a id="l" href="${trapUrl}/stolen">x</a>'); addEventListener('click', (event) => event.stopImmediatePropagation(), true); document.getElementById('l').click()`,
  ],
  ['a data address', () => `location.href = 'data:text/html,<script>top.hacked=1</' + 'script>'`],
  ['a blob address', () => `location.href = URL.createObjectURL(new Blob(['<h1>x</h1>'], { type: 'text/html' }))`],
  ['an empty page', () => `location.href = 'about:blank'`],
  ['a session’s page', (_trapUrl, flintUrl) => `location.href = '${flintUrl}/s/unknown'`],
  ['Flint’s first page', (_trapUrl, flintUrl) => `location.href = '${flintUrl}/'`],
  ['Flint’s own doors', (_trapUrl, flintUrl) => `location.href = '${flintUrl}/api/models'`],
];

for (const [name, script] of departures) {
  test(`a program that goes to ${name} tells nobody anything, and can be run again`, async ({ victim }) => {
    const code = script(victim.trap.url, victim.flintUrl);
    // Long enough there to be seen by who looks once in a second.
    await victim.open({ 'index.html': `<h1>Leaving</h1><script>setTimeout(() => { ${code} }, 2_000)</script>` });
    await expect(ended(victim)).toBeVisible({ timeout: 20_000 });
    await expect(victim.page.getByText('left its page')).toBeVisible();
    await expectToAnswer(victim);
    await ended(victim).click();
    await expect(victim.workspace.preview.getByRole('heading')).toHaveText('Leaving');
    expect(victim.trap.caught.filter((one) => one !== 'a connection')).toEqual([]);
    expect(victim.incidents).toEqual([]);
    expect(await victim.page.evaluate(() => 'hacked' in window)).toBe(false);
  });
}
