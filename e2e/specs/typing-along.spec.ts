import { edits, wholeFiles } from '../fixtures/answers.ts';
import { createSession } from '../fixtures/session-door.ts';
import { expect, test } from '../fixtures/test.ts';
import { programOf } from '../model-server/tokens.ts';

const program = `${programOf(3_000).trimEnd()}\n`;
const typed = 'what a person thinks of while it is being written '.repeat(4);

// At 90 tok/s, so that typing, which waits for the page with each key, is over before the run is, on a busy machine too.
test('two hundred characters typed above the pen while it writes three thousand tokens: both are whole', async ({
  author,
  flint,
  models,
}) => {
  test.slow();
  models.script({ text: edits('main.js', [['// the model writes here\n', program]]), tokensPerSecond: 90 });
  const before = '// a person writes here: \n\n';
  await author.openSession(await createSession(flint.url, { 'main.js': `${before}// the model writes here\n` }));
  await author.say('Write it');
  await author.untilLength(300);
  await author.editor.focus();
  await author.editor.press('ControlOrMeta+Home');
  await author.editor.press('End');
  await author.page.keyboard.type(typed, { delay: 6 });
  await author.untilStatus('Writing');
  models.hurry();
  await author.untilStatus('Done');
  await author.page.keyboard.type('!');
  await author.expectText(`// a person writes here: ${typed}!\n\n${program}`);
});

test('the same in the lines that the pen is writing in', async ({ author, flint, models }) => {
  test.slow();
  models.script({ text: wholeFiles({ 'main.js': program }), tokensPerSecond: 90 });
  await author.openSession(await createSession(flint.url, { 'main.js': '' }));
  await author.say('Write it');
  await author.untilLength(1_200);
  // To the end of the document, which is where the pen is at this moment.
  await author.editor.focus();
  await author.editor.press('ControlOrMeta+End');
  await author.page.keyboard.type(typed, { delay: 6 });
  await author.untilStatus('Writing');
  models.hurry();
  await author.untilStatus('Done');
  await author.page.keyboard.type('!');
  await expect.poll(() => author.text()).toContain(`${typed}!`);
  expect((await author.text()).replace(`${typed}!`, '')).toBe(program);
});

test('a partner with the edit link types as well, and all three texts are whole', async ({
  author,
  openActor,
  flint,
  models,
}) => {
  test.slow();
  models.script({ text: edits('main.js', [['// model\n', program]]), tokensPerSecond: 90 });
  const door = await createSession(flint.url, { 'main.js': '// one: \n// two: \n// model\n' });
  const partner = await openActor();
  await author.openSession(door);
  await partner.openSession(door);
  await author.say('Write it');
  await author.untilLength(300);
  await partner.untilLength(300);
  for (const [line, actor] of [author, partner].entries()) {
    await actor.editor.focus();
    await actor.editor.press('ControlOrMeta+Home');
    for (let down = 0; down < line; down += 1) await actor.editor.press('ArrowDown');
    await actor.editor.press('End');
  }
  await Promise.all([author, partner].map((actor) => actor.page.keyboard.type(typed.slice(0, 100), { delay: 10 })));
  await author.untilStatus('Writing');
  models.hurry();
  const [one, two] = [`// one: ${typed.slice(0, 100)}\n`, `// two: ${typed.slice(0, 100)}\n`];
  for (const actor of [author, partner]) {
    await actor.untilStatus('Done');
    await actor.expectText(`${one}${two}${program}`);
  }
});

test('the selection and the scroll position stay the person’s while the model writes above them', async ({
  author,
  flint,
  models,
}) => {
  models.script({ text: edits('main.js', [['// model\n', program]]), tokensPerSecond: 400 });
  const below = Array.from({ length: 200 }, (_, index) => `const kept${index} = ${index};\n`).join('');
  await author.openSession(await createSession(flint.url, { 'main.js': `// model\n${below}` }));
  await author.editor.focus();
  await author.editor.press('ControlOrMeta+End');
  await author.editor.press('ArrowUp');
  await author.editor.press('Shift+End');
  await expect(author.page.getByText('const kept199 = 199;')).toBeVisible();
  await author.say('Write it');
  await author.untilStatus('Writing');
  await author.editor.focus();
  await author.editor.press('ControlOrMeta+End');
  await author.editor.press('ArrowUp');
  await author.editor.press('Shift+End');
  const line = author.page.getByText('const kept199 = 199;');
  await expect(line).toBeVisible();
  const before = await line.boundingBox();
  await author.untilStatus('Done');
  await expect(line).toBeVisible();
  // Monaco draws its lines anew when the run is over: for a moment there is none.
  await expect
    .poll(async () => Math.abs(((await line.boundingBox())?.y ?? Infinity) - (before?.y ?? 0)))
    .toBeLessThan(5);
  await author.page.keyboard.type('const mine = 1;');
  await author.expectText(`${program}${below.replace('const kept199 = 199;', 'const mine = 1;')}`);
});
