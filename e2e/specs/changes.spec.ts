import { edits } from '../fixtures/answers.ts';
import { createSession } from '../fixtures/session-door.ts';
import { expect, test } from '../fixtures/test.ts';

const lines = Array.from({ length: 40 }, (_, index) => `const line${index} = ${index};\n`);
const text = lines.join('');
const answer = edits('main.js', [
  ['const line3 = 3;\n', 'const line3 = "three";\n'],
  ['const line30 = 30;\n', 'const line30 = "thirty";\n'],
]);
const three = text.replace('= 3;\n', '= "three";\n');
const thirty = text.replace('= 30;\n', '= "thirty";\n');
const both = three.replace('= 30;\n', '= "thirty";\n');

test('of two changes one is kept and one reverted', async ({ author, flint, models }) => {
  models.script({ text: answer });
  await author.openSession(await createSession(flint.url, { 'main.js': text }));
  await author.say('Spell them out');
  await author.untilStatus('Done');
  await author.expectText(both);
  await expect(author.history).toContainText('2 changes');
  await author.editor.focus();
  await author.editor.press('Alt+F5');
  const change = author.page.getByRole('group', { name: /^Change \d of 2/ });
  await expect(change).toBeVisible();
  await author.button('Revert change').click();
  await expect.poll(() => author.text()).not.toBe(both);
  const left = await author.text();
  expect([three, thirty]).toContain(left);
  await expect(author.history).toContainText('1 change');
  await author.button('Keep all').click();
  await expect(author.button('Keep all')).toHaveCount(0);
  expect(await author.text()).toBe(left);
});

test('one file’s changes are taken back from the history', async ({ author, flint, models }) => {
  models.script({ text: answer });
  await author.openSession(await createSession(flint.url, { 'main.js': text }));
  await author.say('Spell them out');
  await author.untilStatus('Done');
  await author.button('Revert main.js').click();
  await author.expectText(text);
});
