import { codexTest as test } from '../fixtures/codex-test.ts';
import { expect } from '../fixtures/test.ts';
import { isWithoutCodex } from '../services/codex-home.ts';

test.skip(isWithoutCodex(), 'There is no codex on this machine.');
test.use({ isSignedIn: false });

test('Demo answers, and the sign-in begins and is called off in the page', async ({ author }) => {
  await author.open();
  await author.button('Sign in with ChatGPT').click();
  const panel = author.page.getByRole('dialog', { name: 'Codex on this machine' });
  await expect(panel.getByRole('status')).toHaveText(/ChatGPT plan/);
  await panel.getByRole('button', { name: 'Sign in with ChatGPT' }).click();
  const link = panel.getByRole('link', { name: 'Go to the sign-in page' });
  await expect(link).toHaveAttribute('href', /^https:\/\/auth\.openai\.com\//);
  await panel.getByRole('button', { name: 'Cancel' }).click();
  await expect(panel.getByRole('button', { name: 'Sign in with ChatGPT' })).toBeVisible();
  await author.page.keyboard.press('Escape');
  await author.say('Make a pomodoro timer');
  await author.untilStatus('Done', { timeout: 30_000 });
  await expect(author.history).toContainText(/Demo/);
});
