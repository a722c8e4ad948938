import { createSession } from '../fixtures/session-door.ts';
import { expect, test } from '../fixtures/test.ts';

test('the code is there without a single script', async ({ openActor, flint }) => {
  const reader = await openActor({ javaScriptEnabled: false });
  await reader.page.goto('/');
  await expect(reader.page.getByText('<!doctype html>')).toBeVisible();
  const { sessionId } = await createSession(flint.url, { 'main.js': 'const shownAtOnce = "<b>" + 1;\n' });
  await reader.page.goto(`/s/${sessionId}`);
  await expect(reader.page.getByText('const shownAtOnce = "<b>" + 1;')).toBeVisible();
});

test('nothing is asked of any other origin, and workers and fonts come from here', async ({ author, flint }) => {
  await author.open();
  await author.editor.focus();
  await author.page.keyboard.type(' ');
  await expect(author.page).toHaveURL(/\/s\//);
  const strangers = author.watch.requested.filter(
    (url) => !url.startsWith(`${flint.url}/`) && !/^(data|blob|about):/.test(url),
  );
  expect(strangers).toEqual([]);
  expect(author.watch.requested.length).toBeGreaterThan(10);
});
