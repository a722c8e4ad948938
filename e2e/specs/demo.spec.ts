import { expect, test } from '../fixtures/test.ts';

test.use({ modelSource: 'demo' });

test('with no key, an instruction becomes a running program with an address of its own', async ({ author }) => {
  await author.open();
  await expect(author.status).toHaveText(/^Idle/);
  await author.say('Make a snake game');
  await author.untilStatus('Done', { timeout: 30_000 });
  await expect(author.receipt).toContainText('tok/s');
  expect(new URL(author.page.url()).pathname).toMatch(/^\/s\/[\w-]{22}$/);
  await expect(author.preview.locator('canvas, [role=grid], main, body > *').first()).toBeVisible();
  const first = await author.text();
  expect(first).toContain('<!doctype html>');

  await author.say('make it red');
  await expect(author.history).toContainText('make it red');
  await author.untilStatus('Done', { timeout: 30_000 });
  await expect.poll(() => author.text()).not.toBe(first);
  await expect(author.page).toHaveTitle(/.+/);
});

test('an answer says plainly that it comes from prepared programs and not from a model', async ({ author }) => {
  await author.open();
  await author.say('Make a pomodoro timer');
  await author.untilStatus('Done', { timeout: 30_000 });
  await expect(author.history).toContainText(/Demo/);
  await author.button('All of the receipt').click();
  await expect(author.receipt).toContainText(/demo/i);
});

test('what is on the address can be loaded again, and edited by who made it alone', async ({ author, viewer }) => {
  await author.open();
  await author.say('Make particle fireworks');
  await author.untilStatus('Done', { timeout: 30_000 });
  const text = await author.text();
  await author.page.reload();
  await author.untilReady();
  await author.expectText(text);
  await expect(author.instruction).toBeEditable();
  await viewer.page.goto(author.page.url());
  await viewer.untilReady();
  await viewer.expectText(text);
  await expect(viewer.instruction).toHaveCount(0);
});
