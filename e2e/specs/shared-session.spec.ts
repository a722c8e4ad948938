import type { Workspace } from '../pages/workspace.ts';
import { expect, test } from '../fixtures/test.ts';

test.use({ modelSource: 'demo' });

// A page whose server is away says so in the console.
const lostConnections = /ERR_CONNECTION|ERR_NETWORK|ERR_INCOMPLETE|ERR_EMPTY|Failed to load resource/;

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

test('an author, a partner and a phone share one session, through the death of its server', async ({
  author,
  openActor,
  flint,
}) => {
  test.slow();
  const partner = await openActor();
  const watcher = await openActor(phone);
  const everybody = [author, partner, watcher];
  for (const actor of everybody) actor.watch.allowError(lostConnections);

  await test.step('the author begins, alone', async () => {
    await author.open();
    await author.goToLine(1);
    await author.page.keyboard.type(' ');
    await expect(author.page).toHaveURL(/\/s\//);
    await expect(author.viewers).toHaveText('Only you are here');
  });

  await test.step('a partner comes by the edit link, a phone by the view link, and all are seen', async () => {
    const { editLink, viewLink } = await linksOf(author);
    await partner.page.goto(editLink);
    await partner.untilReady();
    expect(partner.page.url()).toBe(viewLink);
    await expect(partner.instruction).toBeEditable();
    await expect(author.viewers).toHaveText(/^2 here: 2 edit/);
    await watcher.page.goto(viewLink);
    await watcher.untilReady();
    await expect(watcher.instruction).toHaveCount(0);
    // A phone that only reads is spared the editor.
    await expect(watcher.page.locator('.monaco-editor')).toHaveCount(0);
    for (const actor of everybody) await expect(actor.viewers).toHaveText('3 here: 2 edit, 1 watches');
    await call(author, 'Ann');
    await call(partner, 'Ben');
  });

  await test.step('two people and a model write in one file, each seeing where the other is', async () => {
    // Slow enough for people to write along on a busy machine.
    await author.chooseModel('Demo, 50 tok/s');
    await author.say('Make a snake game');
    await partner.untilStatus('Writing');
    await watcher.untilStatus('Writing');
    await author.goToLine(1);
    await author.page.keyboard.type('<!-- Ann -->');
    // Away from the pen, to where Ann is, once all of hers is there: two who type at one place at one time alternate.
    await expect.poll(() => partner.text()).toContain('<!-- Ann -->');
    await partner.goToLine(1);
    await expect.poll(() => partner.caretNames()).toEqual(['Ann']);
    await partner.page.keyboard.type('<!-- Ben -->', { delay: 20 });
    await expect.poll(() => author.caretNames()).toEqual(['Ben']);
    // The phone goes along with the pen, away from their lines: it is told who they are.
    await watcher.button('Here now').tap();
    for (const name of ['Ann', 'Ben']) await expect(watcher.page.getByText(name, { exact: true })).toBeVisible();
    await watcher.page.keyboard.press('Escape');
  });

  await test.step('the server dies while it writes, and what is typed meanwhile is kept', async () => {
    await author.untilStatus('Writing');
    await flint.kill();
    await expect(author.page.getByText('Reconnecting… What you type is kept and sent later.')).toBeVisible();
    await expect(watcher.page.getByText('Reconnecting…')).toBeVisible();
    await author.editor.focus();
    await author.page.keyboard.type('<!-- while it was away -->');
    await flint.start();
    for (const actor of everybody) {
      await actor.untilStatus('Failed', { timeout: 15_000 });
      await expect(actor.page.getByText(/^Reconnecting/)).toHaveCount(0);
      await expect(actor.viewers).toHaveText('3 here: 2 edit, 1 watches');
    }
    await expectSameText(everybody);
    expect(await author.text()).toContain('<!-- while it was away -->');
    expect(await author.text()).toContain('<!-- Ben -->');
  });

  await test.step('Continue goes on from there, for everybody', async () => {
    await expect(watcher.button('Continue')).toHaveCount(0);
    await partner.chooseModel('Demo, 2,000 tok/s');
    await partner.button('Continue').click();
    await watcher.untilStatus('Done', { timeout: 60_000 });
    await partner.untilStatus('Done');
    await expectSameText(everybody);
    const text = await author.text();
    expect(text).toContain('</html>');
    // Line for line what the phone shows, with the colours that come a moment later.
    const lines = watcher.page.locator('.flint-static-line');
    await expect.poll(async () => (await lines.allTextContents()).join('\n')).toBe(text);
    await expect(lines.first().locator('span').first()).toBeVisible();
  });

  await test.step('the phone replays it, from before the server died to the end, and forks a moment of it', async () => {
    const end = await author.text();
    await watcher.button('Replay').tap();
    const timeline = watcher.page.getByRole('slider', { name: 'Timeline' });
    await expect(timeline).toHaveAttribute('aria-valuetext', /^Turn 2 of 2, /);
    await timeline.press('Home');
    await expect.poll(() => watcher.text()).not.toContain('<!-- Ann -->');
    await watcher.button('Next turn').tap();
    await watcher.button('Next turn').tap();
    await expect(timeline).toHaveAttribute('aria-valuetext', /^Turn 2 of 2, /);
    await expect.poll(() => watcher.text()).toContain('<!-- while it was away -->');
    await timeline.press('End');
    await expect.poll(() => watcher.text()).toBe(end);
    await timeline.press('Home');
    await expect.poll(() => watcher.text()).not.toContain('<!-- Ann -->');
    const moment = await watcher.text();
    const watched = new URL(watcher.page.url()).pathname;
    await watcher.button('Fork from here').tap();
    await watcher.page.waitForURL((url) => url.pathname !== watched);
    await watcher.untilReady();
    await expect(watcher.instruction).toBeEditable();
    expect(await watcher.text()).toBe(moment);
    await author.expectText(end);
  });

  await test.step('who leaves is gone from the count', async () => {
    await expect(author.viewers).toHaveText(/^2 here: 2 edit/);
    await partner.page.close();
    await expect(author.viewers).toHaveText('Only you are here');
  });
});

test('a new edit link takes the right to edit from everybody who came by the old one', async ({
  author,
  openActor,
}) => {
  await author.open();
  await author.goToLine(1);
  await author.page.keyboard.type(' ');
  await expect(author.page).toHaveURL(/\/s\//);
  const before = await linksOf(author);
  const partner = await openActor();
  partner.watch.allowError(/403/);
  await partner.page.goto(before.editLink);
  await partner.untilReady();
  await expect(author.viewers).toHaveText(/^2 here: 2 edit/);

  await author.button('Share').click();
  await author.button('Make a new edit link…').click();
  await author.button('Make a new one').click();
  await expect(author.page.getByText('Made. The old one does not work any more.')).toBeVisible();
  await author.page.keyboard.press('Escape');
  await expect(partner.page.getByText(/was withdrawn/)).toBeVisible();
  await expect(partner.instruction).toHaveCount(0);
  await expect(author.viewers).toHaveText('2 here: 1 edits, 1 watches');
  await author.goToLine(2);
  await author.page.keyboard.type('<!-- still mine -->');
  await expect.poll(() => partner.text()).toContain('<!-- still mine -->');

  // The new one gives it back, in the same page.
  const after = await linksOf(author);
  expect(after.editLink).not.toBe(before.editLink);
  await partner.page.goto(after.editLink);
  await expect(partner.instruction).toBeEditable();
  await expect(author.viewers).toHaveText(/^2 here: 2 edit/);
});

async function linksOf(actor: Workspace): Promise<{ readonly editLink: string; readonly viewLink: string }> {
  await actor.button('Share').click();
  const [editLink, viewLink] = await Promise.all(
    ['Edit link', 'View link'].map((name) => actor.page.getByRole('textbox', { name }).inputValue()),
  );
  await actor.page.keyboard.press('Escape');
  return { editLink: editLink ?? '', viewLink: viewLink ?? '' };
}

async function call(actor: Workspace, name: string): Promise<void> {
  await actor.button('Here now').click();
  await actor.page.getByRole('textbox', { name: 'Your name' }).fill(name);
  await actor.page.keyboard.press('Enter');
  await actor.page.keyboard.press('Escape');
}

async function expectSameText(actors: readonly Workspace[]): Promise<void> {
  await expect
    .poll(async () => new Set(await Promise.all(actors.map((actor) => actor.text()))).size, { timeout: 10_000 })
    .toBe(1);
}
