import { wholeFiles } from '../fixtures/answers.ts';
import { createSession } from '../fixtures/session-door.ts';
import { expect, test } from '../fixtures/test.ts';

test('a version gets a name, is compared with now side by side, and is restored', async ({ author, flint, models }) => {
  models.script({ text: wholeFiles({ 'main.js': 'let first = 1;\n' }) });
  await author.openSession(await createSession(flint.url, { 'main.js': '' }));
  await author.say('Write the first');
  await author.untilStatus('Done');
  models.script({ text: wholeFiles({ 'main.js': 'let second = 2;\n' }) });
  await author.say('Write the second');
  await author.expectText('let second = 2;\n');
  await author.untilStatus('Done');

  const first = author.history.getByRole('listitem').filter({ hasText: 'Write the first' });
  await first.getByText('Version', { exact: true }).click();
  const name = first.getByRole('textbox', { name: 'Name this version' });
  await name.fill('Number one');
  await name.press('Enter');
  await expect(first.locator('summary')).toHaveText('Number one');

  await first.getByRole('button', { name: 'Compare with now' }).click();
  const dialog = author.page.getByRole('dialog', { name: 'Number one, and now' });
  await expect(dialog).toContainText('main.js');
  await expect(dialog).toContainText('first');
  await expect(dialog).toContainText('second');
  await dialog.getByRole('button', { name: 'Restore' }).click();
  await expect(dialog).toBeHidden();
  await author.expectText('let first = 1;\n');
});

test('the Share dialog gives the view link to watch and the edit link to edit', async ({ author, viewer, flint }) => {
  const door = await createSession(flint.url, { 'main.js': 'let a = 1;\n' });
  await author.openSession(door);
  await author.button('Share').click();
  const dialog = author.page.getByRole('dialog', { name: 'Share' });
  const viewLink = await dialog.getByRole('textbox', { name: 'View link' }).inputValue();
  const editLink = await dialog.getByRole('textbox', { name: 'Edit link' }).inputValue();
  expect(viewLink).toBe(`${flint.url}/s/${door.sessionId}`);
  expect(editLink).toBe(`${viewLink}#edit=${door.editToken}`);
  await dialog.getByRole('button', { name: 'Export' }).click();
  const download = author.page.waitForEvent('download');
  await dialog.getByRole('link', { name: 'Download: Files' }).click();
  expect((await download).suggestedFilename()).toBe(`flint-${door.sessionId.slice(0, 8)}.zip`);

  await viewer.page.goto(viewLink);
  await viewer.untilReady();
  await viewer.button('Share').click();
  const theirs = viewer.page.getByRole('dialog', { name: 'Share' });
  await expect(theirs.getByRole('textbox', { name: 'View link' })).toHaveValue(viewLink);
  await expect(theirs.getByRole('textbox', { name: 'Edit link' })).toHaveCount(0);
});
