import { wholeFiles } from '../fixtures/answers.ts';
import { createSession } from '../fixtures/session-door.ts';
import { expect, test } from '../fixtures/test.ts';
import { programOf } from '../model-server/tokens.ts';

const program = `${programOf(3_000).trimEnd()}\n`;

test('a reload in the middle of a run shows it going on, with nothing lost', async ({ author, flint, models }) => {
  test.slow();
  models.script({ text: wholeFiles({ 'main.js': program }), tokensPerSecond: 100 });
  await author.openSession(await createSession(flint.url, { 'main.js': '' }));
  await author.say('Write it');
  await author.untilLength(1_000);
  await author.page.reload();
  await author.untilReady();
  await author.untilStatus('Writing');
  models.hurry();
  await author.untilStatus('Done');
  await author.expectText(program);
  expect(models.requests).toHaveLength(1);
});

test('who has only the view link sees it live and can change nothing', async ({ author, viewer, flint, models }) => {
  test.slow();
  models.script({ text: wholeFiles({ 'main.js': program }), tokensPerSecond: 100 });
  const door = await createSession(flint.url, { 'main.js': '' });
  await author.openSession(door);
  await author.say('Write it');
  await author.untilLength(500);
  await viewer.openSession(door, { mayEdit: false });
  await viewer.untilStatus('Writing');
  await expect(viewer.instruction).toHaveCount(0);
  await expect(viewer.button('Stop')).toHaveCount(0);
  await viewer.editor.focus();
  await viewer.page.keyboard.type('not mine to change');
  models.hurry();
  await viewer.untilStatus('Done');
  for (const actor of [author, viewer]) await actor.expectText(program);
});

test('the edit token does not stay in the address', async ({ author, flint }) => {
  const door = await createSession(flint.url, { 'main.js': '' });
  await author.openSession(door);
  expect(author.page.url()).toBe(`${flint.url}/s/${door.sessionId}`);
  await author.page.reload();
  await author.untilReady();
  await expect(author.instruction).toBeEditable();
});

test('an address without a session says so, with a way on', async ({ author }) => {
  author.watch.allowError(/404/);
  const response = await author.page.goto('/s/AAAAAAAAAAAAAAAAAAAAAA');
  expect(response?.status()).toBe(404);
  await expect(author.page.getByText('There is nothing at this address.')).toBeVisible();
  await author.page.getByRole('link', { name: 'New playground' }).click();
  await author.untilReady();
});
