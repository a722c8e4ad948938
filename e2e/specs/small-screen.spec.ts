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
