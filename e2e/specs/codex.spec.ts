import { wholeFiles } from '../fixtures/answers.ts';
import { codexTest as test } from '../fixtures/codex-test.ts';
import { expect } from '../fixtures/test.ts';
import { isWithoutCodex } from '../services/codex-home.ts';
import { programOf } from '../model-server/tokens.ts';

test.skip(isWithoutCodex(), 'There is no codex on this machine.');
test('the Codex of this machine writes without a key, is redirected and stopped, and stands in the receipt', async ({
  author,
  models,
}) => {
  // A minute of writing: nobody is so slow to turn it elsewhere that it is done.
  const long = programOf(30_000);
  models.script({ text: wholeFiles({ 'main.js': long }), tokensPerSecond: 500 });
  await author.open();
  await author.say('Write it');
  await author.untilStatus('Writing', { timeout: 20_000 });
  models.script({ text: wholeFiles({ 'main.js': 'const turned = true;\n' }) });
  await author.say('Turn it elsewhere');
  await author.untilStatus('Done');
  await author.expectText('const turned = true;\n');
  expect(models.requests[0]!.closedByClientAtMs).not.toBeNull();
  expect(JSON.stringify(models.requests[1]!.body)).toContain('Turn it elsewhere');
  await author.button('All of the receipt').click();
  await expect(author.receipt).toContainText('codex/');

  models.script({ text: wholeFiles({ 'main.js': long }), tokensPerSecond: 500 });
  await author.say('Write it again');
  await author.untilStatus('Writing');
  await author.button('Stop').click();
  await author.untilStatus('Stopped');
  await models.until((requests) => requests[2]!.closedByClientAtMs !== null);
});

test('whoever is signed in is told so', async ({ author }) => {
  await author.open();
  await author.button('Codex').click();
  const panel = author.page.getByRole('dialog', { name: 'Codex on this machine' });
  await expect(panel.getByRole('status')).toHaveText(/Codex is ready/);
});
