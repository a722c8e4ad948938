import { wholeFiles } from '../fixtures/answers.ts';
import { createSession } from '../fixtures/session-door.ts';
import { expect, test } from '../fixtures/test.ts';
import { programOf } from '../model-server/tokens.ts';

test('say, redirect, stop, keep, edit and undo, without touching the mouse', async ({ author, flint, models }) => {
  const long = { text: wholeFiles({ 'main.js': programOf(20_000) }), tokensPerSecond: 1_000 };
  models.script([long, long]);
  const { keyboard } = author.page;
  await author.openSession(await createSession(flint.url, { 'main.js': '' }));
  await keyboard.press('ControlOrMeta+i');
  await expect(author.instruction).toBeFocused();
  await keyboard.type('Write it');
  await keyboard.press('Enter');
  await author.untilStatus('Writing');
  await keyboard.type('Once more');
  await keyboard.press('Enter');
  await models.until(({ length }) => length === 2);
  await author.untilStatus('Writing');
  await keyboard.press('Escape');
  await author.untilStatus('Stopped');
  // An empty instruction and Enter: keep.
  await keyboard.press('Enter');
  await expect(author.button('Keep')).toHaveCount(0);
  const kept = await author.text();

  await keyboard.press('ControlOrMeta+e');
  await expect(author.editor).toBeFocused();
  await keyboard.press('ControlOrMeta+Home');
  await keyboard.type('x');
  await author.expectText(`x${kept}`);
  await keyboard.press('ControlOrMeta+z');
  await author.expectText(kept);
  await keyboard.press('ControlOrMeta+z');
  await author.expectText('');

  await keyboard.press('ControlOrMeta+k');
  await expect(author.page.getByRole('combobox', { name: 'Search commands' })).toBeFocused();
  await keyboard.press('Escape');
  await keyboard.press('ControlOrMeta+i');
  await expect(author.instruction).toBeFocused();
});
