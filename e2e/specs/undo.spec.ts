import { edits } from '../fixtures/answers.ts';
import { createSession } from '../fixtures/session-door.ts';
import { expect, test } from '../fixtures/test.ts';
import { programOf } from '../model-server/tokens.ts';

const program = `${programOf(600).trimEnd()}\n`;
const start = '// mine: \n// model\n';

test('one undo takes back the run and keeps what was typed meanwhile; then the typing; redo brings both', async ({
  author,
  flint,
  models,
}) => {
  models.script({ text: edits('main.js', [['// model\n', program]]), tokensPerSecond: 60 });
  await author.openSession(await createSession(flint.url, { 'main.js': start }));
  await author.say('Write it');
  await author.untilLength(200);
  await author.editor.focus();
  await author.editor.press('ControlOrMeta+Home');
  await author.editor.press('End');
  await author.page.keyboard.type('typed');
  await author.untilStatus('Writing');
  models.hurry();
  await author.untilStatus('Done');
  const all = `// mine: typed\n${program}`;
  await author.expectText(all);

  await author.editor.press('ControlOrMeta+z');
  await author.expectText('// mine: typed\n// model\n');
  await author.editor.press('ControlOrMeta+z');
  await author.expectText(start);
  await author.button('Redo').click();
  await author.expectText('// mine: typed\n// model\n');
  await author.button('Redo').click();
  await author.expectText(all);
});

test('a person’s own undo leaves what the model wrote alone', async ({ author, flint, models }) => {
  models.script({ text: edits('main.js', [['// model\n', program]]) });
  await author.openSession(await createSession(flint.url, { 'main.js': start }));
  await author.say('Write it');
  await author.untilStatus('Done');
  await author.editor.focus();
  await author.editor.press('ControlOrMeta+Home');
  await author.editor.press('End');
  await author.page.keyboard.type('after');
  await author.expectText(`// mine: after\n${program}`);
  await author.editor.press('ControlOrMeta+z');
  await author.expectText(`// mine: \n${program}`);
});

test('a run can be taken back and brought again from the history', async ({ author, flint, models }) => {
  models.script({ text: edits('main.js', [['// model\n', program]]) });
  await author.openSession(await createSession(flint.url, { 'main.js': start }));
  await author.say('Write it');
  await author.untilStatus('Done');
  await author.button('Undo run').click();
  await author.expectText(start);
  await expect(author.history).toContainText('Taken back');
  await author.button('Bring back').click();
  await author.expectText(`// mine: \n${program}`);
});
