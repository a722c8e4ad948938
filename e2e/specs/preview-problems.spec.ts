import { edits, wholeFiles } from '../fixtures/answers.ts';
import { createSession } from '../fixtures/session-door.ts';
import { expect, test } from '../fixtures/test.ts';
import { programOf } from '../model-server/tokens.ts';

const page = '<!doctype html>\n<h1>Shop</h1>\n<script src="app.js"></script>\n';
const broken = `const price = 3;

function total(count) {
  return count * prize;
}

document.querySelector('h1').textContent = 'Total ' + total(2);
`;
const files = { 'index.html': page, 'app.js': broken };
const mend = edits('app.js', [['  return count * prize;\n', '  return count * price;\n']]);
/** Another place goes wrong in the same way. */
const noHelp = edits('app.js', [['const price = 3;\n', 'const price = 4;\n']]);
const noHelpEither = edits('app.js', [['const price = 4;\n', 'const price = 5;\n']]);

test('a problem is marked in the editor and told over the program, until its line is changed', async ({
  author,
  flint,
}) => {
  author.watch.allowError(/prize is not defined/);
  await author.openSession(await createSession(flint.url, files));
  await expect(author.problem).toContainText('“prize” is used, but nothing is called that.');
  await expect(author.problem).toContainText('ReferenceError: prize is not defined');
  await author.problem.getByRole('button', { name: 'app.js:4' }).click();
  await expect(author.page.getByRole('textbox', { name: 'Editor, app.js' })).toBeFocused();
  const squiggle = author.page.locator('.squiggly-error');
  await expect(squiggle).toBeVisible();
  // The mark moves with its line.
  await author.page.keyboard.press('ControlOrMeta+Home');
  await author.page.keyboard.type('// shop\n');
  await expect(author.problem.getByRole('button', { name: 'app.js:5' })).toBeVisible();
  await author.goToLine(5);
  await author.page.keyboard.press('Backspace');
  await expect(author.problem).toHaveCount(0);
});

test('code that cannot be read is marked where it stops making sense', async ({ author, flint }) => {
  author.watch.allowError(/Unexpected/);
  const inline = '<!doctype html>\n<h1>Shop</h1>\n<script>\n  let a = ;\n</script>\n<script src="app.js"></script>\n';
  await author.openSession(await createSession(flint.url, { 'index.html': inline, 'app.js': '\nlet b = };\n' }));
  await expect(author.problem.getByRole('button', { name: 'index.html:4' })).toBeVisible();
  await expect(author.problem).toContainText('The code cannot be read as it stands.');
  await expect(author.console).toContainText('app.js:2');
  await expect(author.page.locator('.squiggly-error')).toHaveCount(1);
});

test('a problem that was put away stays away, and another one is told', async ({ author, flint }) => {
  author.watch.allowError(/prize|gone/);
  await author.openSession(await createSession(flint.url, files));
  await author.problem.getByRole('button', { name: 'Dismiss' }).click();
  await expect(author.problem).toHaveCount(0);
  await author.button('Restart').click();
  await expect(author.console).toContainText('prize is not defined');
  await expect(author.problem).toHaveCount(0);
  await author
    .tab('app.js')
    .or(author.page.getByRole('region', { name: 'Files', exact: true }).getByText('app.js'))
    .click();
  await author.goToLine(1);
  await author.page.keyboard.type('\ngone();');
  await expect(author.problem).toContainText('“gone” is used, but nothing is called that.');
});

test('nothing is told while a model writes, and afterwards what is still wrong', async ({ author, flint, models }) => {
  author.watch.allowError(/prize is not defined/);
  models.script({
    text: wholeFiles({ 'app.js': `/*\n${programOf(1_200)}*/\n${broken}` }),
    tokensPerSecond: 400,
  });
  await author.openSession(await createSession(flint.url, files));
  await expect(author.problem).toBeVisible();
  await author.say('Write it anew');
  await author.untilStatus('Writing');
  await expect(author.problem).toHaveCount(0);
  await expect(author.page.locator('.squiggly-error')).toHaveCount(0);
  await author.untilStatus('Done', { timeout: 30_000 });
  await expect(author.problem).toContainText('prize is not defined');
});

test('Fix it asks the model in plain words, and gives it all that is known', async ({ author, flint, models }) => {
  author.watch.allowError(/prize is not defined/);
  models.script({ text: mend });
  await author.openSession(await createSession(flint.url, files));
  const asked = models.nextRequest();
  await author.button('Fix it').click();
  await expect(author.history).toContainText('Fix: prize is not defined (app.js:4)');
  await author.untilStatus('Done');
  const request = JSON.stringify((await asked).body);
  expect(request).toContain('<problem path=\\"app.js\\" line=\\"4\\" column=\\"18\\">');
  expect(request).toContain('ReferenceError: prize is not defined');
  expect(request).toContain('at total (app.js:4:18)');
  expect(request).toContain('> 4 |   return count * prize;');
  await expect(author.preview.getByRole('heading')).toHaveText('Total 6');
  await expect(author.problem).toHaveCount(0);
  await expect(author.page.locator('.squiggly-error')).toHaveCount(0);
});

test('auto-fix tries twice in a row, says so, and is remembered', async ({ author, flint, models }) => {
  test.slow();
  author.watch.allowError(/prize is not defined/);
  models.script([{ text: noHelp }, { text: noHelpEither }, { text: mend }]);
  await author.openSession(await createSession(flint.url, files));
  await expect(author.problem).toBeVisible();
  expect(models.requests).toHaveLength(0);
  await author.problem.getByRole('switch', { name: 'Auto-fix' }).click();
  await expect(author.problem).toContainText('Auto-fix tried twice and it still fails.', { timeout: 30_000 });
  await author.expectText((await author.text()).replace('price = 3', 'price = 5'));
  expect(models.requests).toHaveLength(2);
  // A person may still ask, and what then works is a success.
  await author.button('Fix it').click();
  await expect(author.preview.getByRole('heading')).toHaveText('Total 10');
  await expect(author.problem).toHaveCount(0);
  expect(models.requests).toHaveLength(3);
  await author.page.reload();
  await author.untilReady();
  await author.button('Commands').click();
  await author.page.getByRole('combobox', { name: 'Search commands' }).fill('auto-fix');
  await expect(author.page.getByRole('option', { name: 'Turn auto-fix off' })).toBeVisible();
});

test('auto-fix mends what a run broke, and a success begins the count anew', async ({ author, flint, models }) => {
  test.slow();
  author.watch.allowError(/prize is not defined/);
  models.script([{ text: wholeFiles({ 'app.js': broken }) }, { text: mend }]);
  await author.openSession(await createSession(flint.url, { 'index.html': page, 'app.js': 'let fine;\n' }));
  await author.command('Turn auto-fix on');
  await author.say('Write it');
  await expect(author.history).toContainText('Fix: prize is not defined (app.js:4)', { timeout: 30_000 });
  await expect(author.preview.getByRole('heading')).toHaveText('Total 6');
  expect(models.requests).toHaveLength(2);
});

test('who only watches sees the problem, and is offered no fix', async ({ viewer, flint }) => {
  viewer.watch.allowError(/prize is not defined/);
  const door = await createSession(flint.url, files);
  await viewer.openSession(door, { mayEdit: false });
  await expect(viewer.problem).toContainText('prize is not defined');
  await expect(viewer.button('Fix it')).toHaveCount(0);
  await expect(viewer.problem.getByRole('switch')).toHaveCount(0);
});
