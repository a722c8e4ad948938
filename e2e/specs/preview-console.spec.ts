import type { Locator } from '@playwright/test';
import { createSession } from '../fixtures/session-door.ts';
import { expect, test } from '../fixtures/test.ts';
import type { Workspace } from '../pages/workspace.ts';

/** A page with this script in a file of its own, its console open. */
async function say(author: Workspace, flintUrl: string, script: string, more: Readonly<Record<string, string>> = {}) {
  const page = '<!doctype html>\n<h1 id="top" class="big">Page</h1>\n<script src="app.js"></script>\n';
  await author.openSession(await createSession(flintUrl, { 'index.html': page, 'app.js': script, ...more }));
  await author.button('Open console').click();
}

/** The line of the console with this text. */
function line(author: Workspace, text: string): Locator {
  return author.console.locator('[data-line]').filter({ hasText: text });
}

test('values open level by level, and nothing of the program runs for it until a getter is asked', async ({
  author,
  flint,
}) => {
  await say(
    author,
    flint.url,
    `let asked = 0;
const user = { name: 'Ada', nested: { deep: [1, 2, 3] }, get age() { asked += 1; return 36 + asked; } };
user.self = user;
console.log('user', user);
setTimeout(() => console.log('asked ' + asked), 500);
`,
  );
  const row = line(author, 'user');
  await expect(row).toContainText("user {name: 'Ada', nested: {…}, age: (…), self: {…}}");
  await row.getByRole('button', { expanded: false }).first().click();
  const parts = row.getByRole('listitem');
  await expect(parts.filter({ hasText: 'nested' }).first()).toContainText('nested: {deep: Array(3)}');
  await parts.filter({ hasText: 'nested' }).first().getByRole('button').first().click();
  await expect(row).toContainText('deep: [1, 2, 3]');
  await expect(line(author, 'asked 0')).toBeVisible();
  await row.getByRole('button', { name: 'Run getter' }).first().click();
  await expect(parts.filter({ hasText: 'age' }).first()).toContainText('age: 37');
  // What holds itself opens as often as one likes.
  await parts.filter({ hasText: 'self' }).first().getByRole('button').first().click();
  await expect(parts.filter({ hasText: /^self: / })).toHaveCount(2);
  await row.getByRole('button', { expanded: true }).first().press('Enter');
  await expect(parts).toHaveCount(0);
});

test('elements, errors, maps and long lists open to what is in them', async ({ author, flint }) => {
  author.watch.allowError(/went wrong/);
  await say(
    author,
    flint.url,
    `console.log(document.querySelector('h1'));
console.error(new Error('went wrong', { cause: 'nobody knows' }));
console.log(new Map([['key', { value: 1 }]]), Promise.resolve(1), new Float32Array(3));
console.log(Array.from({ length: 250 }, (_, index) => index));
`,
  );
  const open = async (row: Locator) => row.getByRole('button', { expanded: false }).first().click();
  await open(line(author, '<h1#top.big>'));
  await expect(line(author, '<h1#top.big>')).toContainText(`class: 'big'`);
  const failed = line(author, 'went wrong');
  await open(failed);
  await expect(failed).toContainText(`cause: 'nobody knows'`);
  await failed.getByRole('listitem').getByRole('button', { name: 'app.js:2' }).click();
  await expect(author.tab('app.js')).toHaveAttribute('aria-selected', 'true');
  await open(line(author, 'Map(1)'));
  await expect(line(author, 'Map(1)')).toContainText(`0: {'key' => {…}}`);
  const list = line(author, '[0, 1, 2');
  await open(list);
  await expect(list.getByText('99: ')).toBeVisible();
  await list.getByRole('button', { name: '150 more' }).click();
  await list.getByRole('button', { name: '50 more' }).click();
  await expect(list.getByText('249: ')).toBeVisible();
});

test('a line leads to its place in the editor, also from a script that stands in the page', async ({
  author,
  flint,
}) => {
  const page =
    '<!doctype html>\n<p>Page</p>\n<script>\n  const a = 1;\n  console.log("from the page", a);\n</script>\n';
  await say(author, flint.url, "\n\nconsole.log('from the file');\n", {
    'index.html': `${page}<script src="app.js"></script>\n`,
  });
  await line(author, 'from the file').getByRole('button', { name: 'app.js:3' }).click();
  await expect(author.page.getByRole('textbox', { name: 'Editor, app.js' })).toBeFocused();
  await author.page.keyboard.type('/* here */');
  await author.expectText("\n\nconsole./* here */log('from the file');\n");
  await line(author, 'from the page').getByRole('button', { name: 'index.html:5' }).click();
  await expect(author.page.getByRole('textbox', { name: 'Editor, index.html' })).toBeFocused();
});

test('lines are counted, found by level and text, copied and cleared', async ({ openActor, flint }) => {
  const author = await openActor({ permissions: ['clipboard-read', 'clipboard-write'] });
  author.watch.allowError(/too much/);
  await say(
    author,
    flint.url,
    `for (let i = 0; i < 7; i++) console.log('tick');
console.warn('careful');
console.error('too much');
console.info('by the way');
`,
  );
  await expect(line(author, 'tick')).toHaveCount(1);
  await expect(line(author, 'tick').getByLabel('7 times')).toBeVisible();
  await author.page.getByRole('combobox', { name: 'Level' }).selectOption('Errors (1)');
  await expect(author.console.locator('[data-line]')).toHaveText([/too much/]);
  await author.page.getByRole('combobox', { name: 'Level' }).selectOption('All');
  await author.page.getByRole('searchbox', { name: 'Filter' }).fill('ca');
  await expect(author.console.locator('[data-line]')).toHaveText([/careful/]);
  await author.page.getByRole('searchbox', { name: 'Filter' }).fill('');
  await author.button('Copy console').click();
  await expect(author.button('Copied')).toBeVisible();
  expect(await author.page.evaluate(() => navigator.clipboard.readText())).toBe(
    'tick  ×7  (app.js:1)\ncareful  (app.js:2)\ntoo much  (app.js:3)\nby the way  (app.js:4)',
  );
  await author.button('Clear console').click();
  await expect(author.console).toHaveText('Nothing yet');
});

test('tables, groups, counts, timers and styles are shown as what they are', async ({ author, flint }) => {
  author.watch.allowError(/Assertion failed|one is two/);
  await say(
    author,
    flint.url,
    `console.table([{ city: 'Athens', people: 3153 }, { city: 'Patras' }]);
console.group('outer');
console.groupCollapsed('inner');
console.log('hidden at first');
console.groupEnd();
console.groupEnd();
console.count('clicks');
console.time('t'); console.timeEnd('t');
console.assert(1 === 2, 'one is two');
console.log('%cloud%c and %s', 'color: rgb(255, 0, 0); background: url(https://a.test/x.png)', '', 'plain');
console.trace('from here');
`,
  );
  await expect(author.console.getByRole('cell')).toHaveText(["'Athens'", '3153', "'Patras'", '']);
  await expect(line(author, 'hidden at first')).toHaveCount(0);
  await line(author, 'inner').getByRole('button', { name: 'Group' }).click();
  await expect(line(author, 'hidden at first')).toBeVisible();
  await expect(line(author, 'clicks: 1')).toBeVisible();
  await expect(line(author, /^t: [\d.]+ ms/.source).or(author.console.getByText(/^t: [\d.]+ ms$/))).toBeVisible();
  await expect(line(author, 'Assertion failed: one is two')).toHaveAttribute('data-level', 'error');
  const loud = line(author, 'loud and plain').getByText('loud', { exact: true });
  await expect(loud).toHaveCSS('color', 'rgb(255, 0, 0)');
  await expect(loud).toHaveCSS('background-image', 'none');
  await expect(line(author, 'from here').getByRole('button', { name: 'app.js:11' }).first()).toBeVisible();
});

test('of a hundred thousand lines the first and the last are shown, and the page stays quick', async ({
  author,
  flint,
}) => {
  await say(
    author,
    flint.url,
    `document.querySelector('h1').onclick = () => {
  for (let i = 0; i < 100000; i++) console.log('number ' + i);
};
`,
  );
  await author.preview.getByRole('heading').click();
  await expect(line(author, 'number 99999')).toBeVisible();
  await expect(author.console).toContainText(/[\d,]+ more lines were dropped/);
  expect(await author.console.locator('[data-line]').count()).toBeLessThanOrEqual(250);
  await author.console.evaluate((log) => log.scrollTo(0, 0));
  await expect(
    line(author, /number 0$/.source).or(author.console.getByText('number 0', { exact: true })),
  ).toBeVisible();
  await author.editor.focus();
  await author.page.keyboard.type('x');
  await expect.poll(() => author.text()).toContain('x');
});

test('what a loop without end says is heard', async ({ author, flint }) => {
  await say(
    author,
    flint.url,
    `document.querySelector('h1').onclick = () => {
  setTimeout(() => { for (let i = 0; ; i++) if (i % 1e6 === 0) console.log('still at ' + i); });
};
`,
  );
  await author.preview.getByRole('heading').click();
  await expect(author.console).toContainText(/still at \d+/);
  await expect(author.page.getByText('The program did not answer for some seconds and was ended.')).toBeVisible({
    timeout: 30_000,
  });
});
