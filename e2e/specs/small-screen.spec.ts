import { wholeFiles } from '../fixtures/answers.ts';
import { expect, test } from '../fixtures/test.ts';
import { programOf } from '../model-server/tokens.ts';

test('at 360 px everything can be done: say, watch, stop, redirect, look at the program', async ({
  openActor,
  models,
}) => {
  const page = '<!doctype html>\n<h1>Small and fine</h1>\n';
  models.script([
    { text: wholeFiles({ 'index.html': `<!doctype html>\n<!--\n${programOf(20_000)}-->\n` }), tokensPerSecond: 800 },
    { text: wholeFiles({ 'index.html': page }) },
    { text: wholeFiles({ 'index.html': `${page}<p>More</p>\n`.repeat(400) }), tokensPerSecond: 800 },
  ]);
  const author = await openActor({ viewport: { width: 360, height: 740 }, hasTouch: true });
  await author.open();
  await author.instruction.fill('Write it');
  await author.button('Run').tap();
  await author.untilStatus('Writing');
  await author.instruction.fill('Something small instead');
  await author.button('Redirect').tap();
  await author.untilStatus('Done');
  await author.expectText(page);
  await author.button('Preview').tap();
  await expect(author.preview.getByRole('heading', { name: 'Small and fine' })).toBeVisible();
  await author.button('Files').tap();
  await expect(author.history).toContainText('Something small instead');
  await author.button('Code').tap();
  await author.say('More');
  await author.untilStatus('Writing');
  await author.button('Stop').tap();
  await author.untilStatus('Stopped');
  await author.button('Revert').tap();
  await author.expectText(page);
  const width = await author.page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(360);
});

test('at 360 px the models of a race are looked at one at a time, and one is kept', async ({ openActor, models }) => {
  models.script(({ model }) => ({
    text: wholeFiles({
      'index.html': `<!doctype html>\n<h1>By ${String(model)}</h1>\n${'<p>More</p>\n'.repeat(6_000)}`,
    }),
    tokensPerSecond: 400,
  }));
  const author = await openActor({ viewport: { width: 360, height: 740 }, hasTouch: true });
  const { page } = author;
  await author.open();
  await expect(author.status).toBeInViewport({ ratio: 1 });
  await author.button('Race').tap();
  await expect(page.getByRole('checkbox', { name: 'flint-deep-test' })).toBeChecked();
  await author.instruction.fill('Write it');
  await author.button('Run').tap();
  const programBy = (model: string) =>
    page.frameLocator(`iframe[title="Program by ${model}"]`).getByRole('heading', { name: 'By ' });
  await expect(programBy('flint-fast-test')).toHaveText('By flint-fast-test');
  await expect(page.getByRole('region', { name: 'flint-deep-test' })).toBeHidden();
  await page.getByRole('tab', { name: 'flint-deep-test' }).tap();
  await expect(programBy('flint-deep-test')).toHaveText('By flint-deep-test');
  await expect(page.getByRole('region', { name: 'flint-fast-test' })).toBeHidden();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(360);
  await author.button('Keep flint-deep-test').tap();
  await author.untilStatus('Writing');
  await author.button('Stop').tap();
  await author.untilStatus('Stopped');
  await expect.poll(() => author.text()).toContain('By flint-deep-test');
});
