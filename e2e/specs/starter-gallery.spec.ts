import { startFlint } from '../fixtures/flint-server.ts';
import { expect, test } from '../fixtures/test.ts';
import { watchPages } from '../fixtures/watch-pages.ts';
import { Workspace } from '../pages/workspace.ts';

test('from an empty draft to the gallery, to a starter found, to a session of one’s own', async ({ author }) => {
  const { page } = author;
  await author.open();
  await page.getByRole('banner').getByRole('link', { name: 'Starters' }).click();
  await expect(page).toHaveURL('/starters');
  const cards = page.getByRole('list', { name: 'Starters' }).getByRole('link');
  await expect(cards.first()).toBeVisible();
  const all = await cards.count();
  expect(all).toBeGreaterThanOrEqual(24);

  await page.getByRole('link', { name: 'Pages', exact: true }).click();
  await expect(page).toHaveURL('/starters?kind=page');
  expect(await cards.count()).toBeLessThan(all);
  await page.getByRole('searchbox', { name: 'Search starters' }).fill('food filter');
  await expect(cards).toHaveCount(1);
  await expect(page.getByRole('status').filter({ hasText: `1 of ${all} starters` })).toBeAttached();

  await page.getByRole('link', { name: 'Salt & Lemon' }).click();
  await expect(page).toHaveURL(/\/s\/[\w-]+$/);
  await author.untilReady();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Salt & Lemon');
  await expect(author.preview.getByRole('heading', { name: 'Salt & Lemon' })).toBeVisible();
  // Its own ideas are suggested, and it may be edited.
  await expect(page.getByRole('group', { name: 'Suggestions' }).getByRole('button')).toHaveText([
    'Add a page for wines',
    'Make it a breakfast menu',
  ]);
  await author.goToLine(1);
  await author.editor.press('Enter');
  await author.untilSequence(1);
  await page.reload();
  await author.untilReady();
  await expect(author.instruction).toBeVisible();

  // Back in the gallery is what was looked for.
  await page.goBack();
  await expect(page.getByRole('searchbox')).toHaveValue('food filter');
});

test('the gallery is worked with the keyboard alone', async ({ author }) => {
  const { page } = author;
  await author.open();
  await author.editor.press('ControlOrMeta+k');
  await page.getByRole('combobox', { name: 'Search commands' }).fill('starters');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/starters');
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('/');
  await page.keyboard.type('python');
  await page.keyboard.press('ArrowDown');
  const cards = page.getByRole('list', { name: 'Starters' }).getByRole('link');
  await expect(cards.nth(0)).toBeFocused();
  await page.keyboard.press('End');
  await expect(cards.last()).toBeFocused();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await expect(cards.nth(1)).toBeFocused();
  const title = await cards.nth(1).locator('[id^="starter-"]').textContent();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/s\/[\w-]+$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title ?? '');
});

test('on a phone: the way there, a kind, and a starter that opens with a touch', async ({ openActor }) => {
  const author = await openActor({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  const { page } = author;
  await page.goto('/');
  await page.getByRole('group', { name: 'Suggestions' }).getByRole('link', { name: 'Starters' }).tap();
  await expect(page).toHaveURL('/starters');
  await page.getByRole('link', { name: 'SVG', exact: true }).tap();
  await expect(page).toHaveURL('/starters?kind=svg');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await page.getByRole('link', { name: 'Harbour' }).tap();
  await expect(page).toHaveURL(/\/s\/[\w-]+$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Harbour');
  await author.button('Preview').tap();
  await expect(page.locator('iframe[title="Preview"][data-state="shown"]')).toBeVisible();
});

test('without a script a starter is a link, and its code is there to be read', async ({ openActor }) => {
  const { page } = await openActor({ javaScriptEnabled: false });
  await page.goto('/starters');
  await page.getByRole('link', { name: 'Pages', exact: true }).click();
  await expect(page).toHaveURL('/starters?kind=page');
  await page.getByRole('link', { name: 'Halden Studio' }).click();
  await expect(page).toHaveURL('/starters/studio');
  await expect(page.getByText('Quiet buildings for loud places.')).toBeVisible();
  await page.getByRole('link', { name: 'style.css' }).click();
  await expect(page.getByText('text-wrap: balance')).toBeVisible();
});

test('as a draft a starter runs at its own address, and the first edit makes a session of it', async ({ author }) => {
  const { page } = author;
  await page.goto('/starters/studio');
  await author.untilReady();
  await expect(author.preview.getByRole('heading', { name: 'Quiet buildings for loud places.' })).toBeVisible();
  await expect(page).toHaveURL('/starters/studio');
  await author.goToLine(1);
  await author.editor.press('Enter');
  await expect(page).toHaveURL(/\/s\/[\w-]+$/);
  await page.reload();
  await author.untilReady();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Halden Studio');
});

test('when the server does not make it, the gallery says why and loses nothing', async ({ browser, modelServer }) => {
  test.slow();
  const flint = await startFlint({
    models: { kind: 'openai', baseUrl: modelServer.baseUrl },
    environment: { FLINT_ACCESS_CODE: 'open sesame' },
  });
  const context = await browser.newContext({ baseURL: flint.url });
  const watch = watchPages(context, flint.url);
  watch.allowError(/status of 401/);
  const author = new Workspace(await context.newPage(), watch);
  const { page } = author;
  await page.goto('/starters?q=harbour');
  await page.getByRole('link', { name: 'Harbour' }).click();
  const refusal = page.getByRole('alert').filter({ hasText: 'Harbour' });
  await expect(refusal).toContainText('access code');
  await expect(page).toHaveURL('/starters?q=harbour');
  // It can be looked at all the same, and with the code it opens.
  await expect(refusal.getByRole('link', { name: 'Look at it as a draft' })).toHaveAttribute(
    'href',
    '/starters/harbour',
  );
  await refusal.getByLabel(/access code/).fill('open sesame');
  await refusal.getByRole('button', { name: 'Use code' }).click();
  await expect(page).toHaveURL(/\/s\/[\w-]+$/);
  await context.close();
  watch.requireSilence();
  await flint.stop();
});
