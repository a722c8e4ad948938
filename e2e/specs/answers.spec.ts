import { edits, wholeFiles } from '../fixtures/answers.ts';
import { createSession } from '../fixtures/session-door.ts';
import { expect, test } from '../fixtures/test.ts';

test('several files come in one answer, each into its own', async ({ author, flint, models }) => {
  const files = {
    'index.html':
      '<!doctype html>\n<link rel="stylesheet" href="style.css">\n<p>Styled</p>\n<script src="main.js"></script>\n',
    'style.css': 'p { color: rgb(1, 2, 3); }\n',
    'main.js': 'document.title = "From main.js";\n',
  };
  models.script({ text: wholeFiles(files, 'Three files that belong together.'), tokensPerSecond: 2_000 });
  await author.openSession(await createSession(flint.url, { 'notes.md': 'Nothing yet.\n' }));
  await author.say('Write a page');
  await author.untilStatus('Done');
  for (const [path, text] of Object.entries(files)) {
    await author.page.getByRole('region', { name: 'Files', exact: true }).getByText(path).click();
    await author.expectText(text);
  }
  await expect(author.history).toContainText('Three files that belong together.');
  await expect(author.preview.getByText('Styled')).toHaveCSS('color', 'rgb(1, 2, 3)');
});

test('a change of a long file leaves all else as it is', async ({ author, flint, models }) => {
  const text = Array.from({ length: 300 }, (_, index) => `const line${index} = ${index};\n`).join('');
  models.script({ text: edits('main.js', [['const line150 = 150;\n', 'const line150 = 1;\nconst more = 2;\n']]) });
  await author.openSession(await createSession(flint.url, { 'main.js': text }));
  await author.say('Change one');
  await author.untilStatus('Done');
  await author.expectText(text.replace('= 150;\n', '= 1;\nconst more = 2;\n'));
});

test('an edit that finds no place is asked for once more, with what stands there', async ({
  author,
  flint,
  models,
}) => {
  models.script([
    { text: edits('main.js', [['const speeed = 10;\nconst never = 0;\n', 'const speed = 20;\n']]) },
    { text: edits('main.js', [['const speed = 10;\n', 'const speed = 20;\n']]) },
  ]);
  await author.openSession(await createSession(flint.url, { 'main.js': 'const speed = 10;\n' }));
  await author.say('Faster');
  await author.untilStatus('Done');
  await author.expectText('const speed = 20;\n');
  expect(models.requests).toHaveLength(2);
  expect(JSON.stringify(models.requests[1]?.body)).toContain('const speeed = 10;');
});

test('an edit that finds no place twice is told in plain words', async ({ author, flint, models }) => {
  models.script({ text: edits('main.js', [['const nowhere = 1;\nlet x = y;\n', 'const speed = 20;\n']]) });
  await author.openSession(await createSession(flint.url, { 'main.js': 'const speed = 10;\n' }));
  await author.say('Faster');
  await author.untilStatus('Done');
  expect(models.requests).toHaveLength(2);
  await author.expectText('const speed = 10;\n');
  await expect(author.history).toContainText('was left out');
});

test('a selection and an instruction edit just that', async ({ author, flint, models }) => {
  models.script({ text: edits('main.js', [['const b = 2;\n', 'const b = 3;\n']]) });
  await author.openSession(await createSession(flint.url, { 'main.js': 'const a = 1;\nconst b = 2;\n' }));
  await author.editor.focus();
  await author.editor.press('ControlOrMeta+Home');
  await author.editor.press('ArrowDown');
  await author.editor.press('Shift+End');
  await expect(author.page.getByText('1 line of main.js')).toBeVisible();
  await author.say('Make it three');
  await author.untilStatus('Done');
  expect(JSON.stringify(models.requests[0]?.body)).toContain('const b = 2;');
  await author.expectText('const a = 1;\nconst b = 3;\n');
});
