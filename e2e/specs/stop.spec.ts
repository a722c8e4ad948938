import { wholeFiles } from '../fixtures/answers.ts';
import { createSession } from '../fixtures/session-door.ts';
import { expect, test } from '../fixtures/test.ts';
import { programOf } from '../model-server/tokens.ts';

const answer = { text: wholeFiles({ 'main.js': programOf(20_000) }), tokensPerSecond: 1_000 };

test('after Stop not one more character lands, and what is there can be kept', async ({ author, flint, models }) => {
  models.script(answer);
  const door = await createSession(flint.url, { 'main.js': '' });
  await author.openSession(door);
  await author.say('Write it');
  await author.untilLength(1_000);
  await author.button('Stop').click();
  await author.untilStatus('Stopped');
  const stopped = await author.text();
  await models.until(([request]) => request?.closedByClientAtMs != null);

  // Whatever was on its way when the run ended stands before this event in the log.
  await author.untilSequence(await door.send({ type: 'rename-session', title: 'Later' }));
  expect(await author.text()).toBe(stopped);
  expect(programOf(20_000).startsWith(stopped.trimEnd())).toBe(true);
  await author.button('Keep').click();
  await expect(author.button('Keep')).toHaveCount(0);
  expect(await author.text()).toBe(stopped);
  await author.button('All of the receipt').click();
  await expect(author.receipt).toContainText('Tokens after Stop');
});

test('from the press of Stop on nothing more is shown, and what was on its way does not come later', async ({
  author,
  flint,
  models,
}) => {
  models.script(answer);
  await author.openSession(await createSession(flint.url, { 'main.js': '' }));
  await author.say('Write it');
  await author.untilLength(1_000);
  await author.page.evaluate(() => {
    const keep = () => document.documentElement.setAttribute('data-text-at-click', window.flint?.text() ?? '');
    addEventListener('click', keep, { once: true });
  });
  await author.button('Stop').click();
  await author.untilStatus('Stopped');
  await models.until(([request]) => request?.closedByClientAtMs != null);
  const atClick = await author.page.locator('html').getAttribute('data-text-at-click');
  expect(atClick?.length).toBeGreaterThan(1_000);
  await author.expectText(atClick ?? '');
});

test('Escape in the instruction stops, and Revert takes back all that was written', async ({
  author,
  flint,
  models,
}) => {
  models.script(answer);
  await author.openSession(await createSession(flint.url, { 'main.js': 'const before = 1;\n' }));
  await author.say('Write it');
  await author.untilStatus('Writing');
  await author.untilLength(500);
  await author.instruction.press('Escape');
  await author.untilStatus('Stopped');
  await author.button('Revert').click();
  await author.expectText('const before = 1;\n');
});

test('Stop works in a queue, before the provider has answered at all', async ({ author, flint, models }) => {
  models.script({ ...answer, headersDelayMs: 60_000 });
  await author.openSession(await createSession(flint.url, { 'main.js': 'const before = 1;\n' }));
  await author.say('Write it');
  await models.until(({ length }) => length === 1);
  await author.untilStatus('Connecting');
  await author.button('Stop').click();
  await author.untilStatus('Stopped');
  await models.until(([request]) => request?.closedByClientAtMs != null);
  await author.expectText('const before = 1;\n');
  await expect(author.button('Run')).toBeVisible();
});
