import { edits, wholeFiles } from '../fixtures/answers.ts';
import { createSession } from '../fixtures/session-door.ts';
import { expect, test } from '../fixtures/test.ts';

const lines = Array.from({ length: 300 }, (_, index) => `const line${index} = ${index};`);

test('an answer that comes all at once is followed to its end', async ({ author, flint, models }) => {
  models.script({ text: wholeFiles({ 'main.js': `${lines.join('\n')}\n` }) });
  await author.openSession(await createSession(flint.url, { 'main.js': '' }));
  await author.say('Write it');
  await author.untilStatus('Done');
  await expect(author.page.getByText('const line299 = 299;')).toBeInViewport();
});

test('somebody who types meanwhile stays where they are when it ends', async ({ author, flint, models }) => {
  const document = `// mine: \n${lines.join('\n')}\n// the model writes here\n`;
  models.script({ text: edits('main.js', [['// the model writes here\n', 'const last = 1;\n']]), tokensPerSecond: 10 });
  await author.openSession(await createSession(flint.url, { 'main.js': document }));
  await author.say('Write it');
  await author.editor.focus();
  await author.editor.press('ControlOrMeta+Home');
  await author.editor.press('End');
  await author.page.keyboard.type('typed');
  await author.untilStatus('Done');
  await expect(author.page.getByText('// mine: typed')).toBeInViewport();
});
