import type { Locator } from '@playwright/test';
import { wholeFiles } from '../fixtures/answers.ts';
import { createSession } from '../fixtures/session-door.ts';
import { expect, test } from '../fixtures/test.ts';
import { programOf } from '../model-server/tokens.ts';
import type { Workspace } from '../pages/workspace.ts';

const pageWith = (heading: string) => `<!doctype html>\n<h1>${heading}</h1>\n`;

function timelineOf(actor: Workspace): Locator {
  return actor.page.getByRole('slider', { name: 'Timeline' });
}

/** Opens the past, and waits until all of it is there. */
async function replay(actor: Workspace): Promise<Locator> {
  await actor.button('Replay').click();
  const timeline = timelineOf(actor);
  await expect(timeline).toHaveAttribute('aria-valuetext', / of \d/);
  await actor.button('Play').waitFor();
  return timeline;
}

test('a viewer goes through what was stopped and turned, sees code and program of each moment, and forks one', async ({
  author,
  viewer,
  flint,
  models,
}) => {
  test.slow();
  const door = await createSession(flint.url, { 'index.html': pageWith('Nothing yet') });
  models.script([
    { text: wholeFiles({ 'index.html': pageWith('Number one') }) },
    { text: wholeFiles({ 'index.html': `<!doctype html>\n<!--\n${programOf(20_000)}-->\n` }), tokensPerSecond: 500 },
    { text: wholeFiles({ 'index.html': pageWith('Turned elsewhere') }) },
    { text: wholeFiles({ 'index.html': `${pageWith('Cut')}${'<p>More</p>\n'.repeat(4_000)}` }), tokensPerSecond: 500 },
  ]);
  await author.openSession(door);
  await author.say('Write number one');
  await author.untilStatus('Done');
  await author.say('Write too much');
  await author.untilStatus('Writing');
  await author.untilLength(1_500);
  await author.say('Turn elsewhere');
  await author.untilStatus('Done');
  await author.say('Write what is stopped');
  await author.untilStatus('Writing');
  await author.untilLength(1_500);
  await author.button('Stop').click();
  await author.untilStatus('Stopped');
  await author.button('Keep').click();
  const end = await author.text();

  await viewer.openSession(door, { mayEdit: false });
  const timeline = await replay(viewer);
  await viewer.expectText(end);
  await expect(timeline).toHaveAttribute('aria-valuetext', /^Turn 3 of 3, /);
  for (const mark of [/^Turn 1: Write number one/, /^Turn 2/, /^Redirect: Turn elsewhere/, /^Turn 3/, /^Stop$/]) {
    await expect(viewer.page.getByRole('img', { name: mark })).toHaveCount(1);
  }

  await timeline.press('Home');
  await viewer.expectText(pageWith('Nothing yet'));
  await expect(viewer.preview.getByRole('heading', { name: 'Nothing yet' })).toBeVisible();
  await viewer.untilStatus('Idle');
  await expect(viewer.history.getByRole('listitem')).toHaveCount(0);

  // To the start of the second turn: what the first one left.
  await viewer.page.keyboard.press('Shift+ArrowRight');
  await viewer.page.keyboard.press('Shift+ArrowRight');
  await viewer.expectText(pageWith('Number one'));
  await expect(viewer.preview.getByRole('heading', { name: 'Number one' })).toBeVisible();
  await expect(timeline).toHaveAttribute('aria-valuetext', /^Turn 2 of 3, /);

  // To the redirect: in the middle of what was too much.
  await viewer.page.keyboard.press(']');
  expect((await viewer.text()).length).toBeGreaterThan(1_000);
  await viewer.untilStatus('Connecting');

  await viewer.page.keyboard.press('Shift+ArrowRight');
  await viewer.expectText(pageWith('Turned elsewhere'));
  await expect(viewer.preview.getByRole('heading', { name: 'Turned elsewhere' })).toBeVisible();

  await viewer.button('Fork from here').click();
  await viewer.page.waitForURL((url) => !url.pathname.includes(door.sessionId));
  await viewer.untilReady();
  await viewer.expectText(pageWith('Turned elsewhere'));
  await expect(viewer.instruction).toBeEditable();
  await expect(viewer.page.getByText('at turn 3').filter({ visible: true })).toHaveCount(1);
  models.script({ text: wholeFiles({ 'index.html': pageWith('Mine now') }) });
  await viewer.say('Make it mine');
  await viewer.expectText(pageWith('Mine now'));
  await author.expectText(end);

  await viewer.page.getByRole('banner').getByRole('link', { name: 'Untitled' }).click();
  await viewer.untilReady();
  await viewer.expectText(pageWith('Turned elsewhere'));
  await expect(timelineOf(viewer)).toBeVisible();
});

test('played from the start it shows what was written, comes to the end, and goes back to live', async ({
  author,
  flint,
  models,
}) => {
  test.slow();
  const program = `${programOf(400).trimEnd()}\n`;
  models.script({ text: wholeFiles({ 'main.js': program }), tokensPerSecond: 400 });
  await author.openSession(await createSession(flint.url, { 'main.js': '' }));
  await author.say('Write it');
  await author.untilStatus('Done', { timeout: 30_000 });
  await replay(author);
  await author.button('Play').click();
  await expect(author.button('Pause')).toBeVisible();
  await expect.poll(async () => (await author.text()).length).toBeLessThan(program.length);
  await author.untilStatus('Writing');
  await author.page.getByRole('combobox', { name: 'Speed' }).selectOption('10×');
  await author.expectText(program);
  await expect(author.button('Play')).toBeVisible();
  await author.page.keyboard.press('Escape');
  await expect(timelineOf(author)).toHaveCount(0);
  await expect(author.instruction).toBeEditable();
  expect(new URL(author.page.url()).search).toBe('');
});

test('while a run goes on its past can be looked at, and the present is one key away', async ({
  author,
  viewer,
  flint,
  models,
}) => {
  test.slow();
  models.script({ text: wholeFiles({ 'main.js': programOf(8_000) }), tokensPerSecond: 200 });
  const door = await createSession(flint.url, { 'main.js': 'let old = 1;\n' });
  await author.openSession(door);
  await author.say('Write it');
  await author.untilLength(1_000);
  await viewer.openSession(door, { mayEdit: false });
  const timeline = await replay(viewer);
  await timeline.press('Home');
  await viewer.expectText('let old = 1;\n');
  const before = Number(await timeline.getAttribute('max'));
  await expect.poll(async () => Number(await timeline.getAttribute('max'))).toBeGreaterThan(before + 500);
  await viewer.expectText('let old = 1;\n');
  await viewer.button('Back to live').click();
  const shown = (await viewer.text()).length;
  expect(shown).toBeGreaterThan(1_000);
  await viewer.untilLength(shown + 200);
  await author.button('Stop').click();
});

test('a link to a moment opens there, first without and then with scripts, and can be copied', async ({
  author,
  openActor,
  flint,
}) => {
  const door = await createSession(flint.url, { 'main.js': 'let a = 1;\n' });
  await door.send({ type: 'change-text', path: 'main.js', edits: [{ from: 8, to: 9, insert: '2' }] });
  await door.send({ type: 'change-text', path: 'main.js', edits: [{ from: 8, to: 9, insert: '3' }] });

  const reader = await openActor({ javaScriptEnabled: false });
  await reader.page.goto(`/s/${door.sessionId}?at=2`);
  await expect(reader.page.getByText('let a = 2;').first()).toBeVisible();

  await author.page.goto(`/s/${door.sessionId}?at=2#edit=${door.editToken}`);
  await author.untilReady();
  await author.expectText('let a = 2;\n');
  await author.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await timelineOf(author).press('Home');
  await author.expectText('let a = 1;\n');
  await author.button('Copy link to this moment').click();
  const copied = await author.page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(`${flint.url}/s/${door.sessionId}?at=1`);
  await expect.poll(() => author.page.url()).toBe(copied);
  await author.page.reload();
  await author.untilReady();
  await author.expectText('let a = 1;\n');
  await author.button('Back to live').click();
  await author.expectText('let a = 3;\n');
  expect(author.page.url()).toBe(`${flint.url}/s/${door.sessionId}`);
});

test('at 360 px the past can be played, dragged and forked', async ({ openActor, flint, models }) => {
  models.script({ text: wholeFiles({ 'index.html': pageWith('Small and fine') }) });
  const door = await createSession(flint.url, { 'index.html': pageWith('Before') });
  const phone = await openActor({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  await phone.openSession(door);
  await phone.say('Write it');
  await phone.untilStatus('Done');
  await phone.button('Replay').tap();
  const timeline = timelineOf(phone);
  await expect(timeline).toHaveAttribute('aria-valuetext', /^Turn 1 of 1, /);
  const box = (await timeline.boundingBox())!;
  await phone.page.touchscreen.tap(box.x + 1, box.y + box.height / 2);
  await phone.expectText(pageWith('Before'));
  await phone.button('Preview').tap();
  await expect(phone.preview.getByRole('heading', { name: 'Before' })).toBeVisible();
  await phone.button('Play').tap();
  await phone.expectText(pageWith('Small and fine'));
  await expect(phone.preview.getByRole('heading', { name: 'Small and fine' })).toBeVisible();
  for (const name of ['Play', 'Copy link to this moment', 'Fork from here', 'Back to live', 'Fork', 'Replay']) {
    await expect(phone.button(name)).toBeInViewport({ ratio: 1 });
  }
  expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});
