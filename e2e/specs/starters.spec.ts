import type { BrowserContext } from '@playwright/test';
import { starters } from '../../components/starters/starter-list.ts';
import { pictureOf, starterChecks } from '../fixtures/starter-checks.ts';
import { expect, test } from '../fixtures/test.ts';
import { type PageWatch, watchPages } from '../fixtures/watch-pages.ts';
import { Workspace } from '../pages/workspace.ts';

// One browser for all of them: what Flint itself consists of is loaded once.
let context: BrowserContext;
let watch: PageWatch;

test.beforeAll(async ({ browser, flint }) => {
  context = await browser.newContext({ baseURL: flint.url });
  watch = watchPages(context, flint.url);
  // p5 listens for how a phone is moved, whether or not a sketch does, and a frame may not hear that.
  watch.allowError(/Permissions policy violation: (?:accelerometer|gyroscope) is not allowed/);
});

test.afterAll(() => context.close());

for (const starter of starters) {
  test(`${starter.title} (${starter.kind}) runs without a network, and shows what it should`, async () => {
    const page = await context.newPage();
    const workspace = new Workspace(page, watch);
    await page.goto(`/starters/${starter.name}`);
    await workspace.untilReady();
    await expect(page.locator('iframe[title="Preview"][data-state="shown"]')).toBeVisible({ timeout: 30_000 });
    const check = starterChecks[starter.name];
    if (!check) throw new Error(`Nothing says what ${starter.name} should show.`);
    await check(workspace);
    expect(await countColours(workspace), 'colours seen').toBeGreaterThan(2);
    await page.close();
    watch.requireSilence();
  });
}

/** How many colours the preview shows: a blank one shows one. */
async function countColours(workspace: Workspace): Promise<number> {
  const picture = await pictureOf(workspace);
  return workspace.page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const pen = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    pen?.drawImage(bitmap, 0, 0);
    const { buffer } = pen!.getImageData(0, 0, bitmap.width, bitmap.height).data;
    return new Set(new Uint32Array(buffer)).size;
  }, picture);
}
