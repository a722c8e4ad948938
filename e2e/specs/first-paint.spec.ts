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

test('a program of 500 lines is read whole and in colours without a single script, and so is each of its files', async ({
  openActor,
  flint,
}) => {
  const lines = Array.from({ length: 500 }, (_, index) => `const line${index + 1} = "text ${index + 1}";`);
  const door = await createSession(flint.url, {
    'index.html': '<h1>First</h1>\n',
    'main.js': lines.join('\n'),
    'notes & more.md': '# Read me\n',
  });
  const reader = await openActor({ javaScriptEnabled: false });
  await reader.page.goto(`/s/${door.sessionId}`);
  await expect(reader.page.getByText('<h1>First</h1>')).toBeVisible();
  await reader.page.getByRole('link', { name: 'main.js' }).click();
  const code = reader.page.locator('pre[aria-label="main.js"]');
  await expect(code).toBeVisible();
  expect((await code.locator('.flint-static-line').allInnerTexts()).map((line) => line.trimEnd())).toEqual(lines);
  const colours = await code
    .locator('.flint-static-line')
    .last()
    .locator('span')
    .evaluateAll((spans) => new Set(spans.map((span) => getComputedStyle(span).color)).size);
  expect(colours).toBeGreaterThan(2);
  await reader.page.getByRole('link', { name: 'notes & more.md' }).click();
  await expect(reader.page.getByText('# Read me')).toBeVisible();
  // Nothing is shown that cannot be used here.
  await expect(reader.instruction).toBeHidden();
});

test('the code of 500 lines is read while not one byte of a script has come', async ({ viewer, flint }) => {
  const door = await createSession(flint.url, { 'main.js': 'const line = "of code";\n'.repeat(500) });
  const held: string[] = [];
  await viewer.page.route(/\.js(\?|$)/, (route) => void held.push(route.request().url()));
  await viewer.page.goto(`/s/${door.sessionId}`, { waitUntil: 'commit' });
  const lines = viewer.page.locator('.flint-static-line');
  await expect(lines).toHaveCount(501);
  await expect(lines.first()).toBeVisible();
  const colours = await lines
    .first()
    .locator('span')
    .evaluateAll((spans) => new Set(spans.map((span) => getComputedStyle(span).color)).size);
  expect(colours).toBeGreaterThan(2);
  expect(held.length).toBeGreaterThan(0);
  await viewer.page.unrouteAll({ behavior: 'ignoreErrors' });
});

test('a link to a file opens it, with scripts as well', async ({ viewer, flint }) => {
  const door = await createSession(flint.url, { 'index.html': '<h1>First</h1>\n', 'main.js': 'const second = 2;\n' });
  await viewer.page.goto(`/s/${door.sessionId}?file=main.js`);
  await viewer.untilReady();
  await viewer.expectText('const second = 2;\n');
});
