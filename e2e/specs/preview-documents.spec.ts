import { wholeFiles } from '../fixtures/answers.ts';
import { createSession } from '../fixtures/session-door.ts';
import { expect, test } from '../fixtures/test.ts';

test('Markdown grows while it is written, and nothing that stands is drawn again', async ({
  author,
  flint,
  models,
}) => {
  const text = `# Notes\n\nThe first words.\n\n${'- an item that takes a while to write\n'.repeat(40)}\n## The end\n`;
  models.script({ text: wholeFiles({ 'notes.md': text }), tokensPerSecond: 120 });
  await author.openSession(await createSession(flint.url, { 'notes.md': '' }));
  await author.say('Write it');
  const first = author.preview.getByText('The first words.');
  await expect(first).toBeVisible();
  await first.evaluate((element) => element.setAttribute('data-seen', 'yes'));
  await author.untilStatus('Writing');
  models.hurry();
  await author.untilStatus('Done');
  await expect(author.preview.getByRole('heading', { name: 'The end' })).toBeVisible();
  await expect(first).toHaveAttribute('data-seen', 'yes');
  await expect(author.preview.getByRole('listitem')).toHaveCount(40);
});

test('links lead to the other documents and back, code is coloured, and scripts do not run', async ({
  author,
  flint,
}) => {
  const files = {
    'README.md':
      '# Start\n\nSee [more](docs/more.md#deep) and ![logo](logo.svg).\n\n- [x] done\n\n```js\nconst a = 1;\n```\n\n<script>document.title = "ran"</script>\n\nEnd.\n',
    'docs/more.md': '# More\n\n## Deep\n\n[Up](../README.md)\n',
    'logo.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>',
  };
  await author.openSession(await createSession(flint.url, files));
  const { preview } = author;
  await expect(preview.getByRole('heading', { name: 'Start' })).toBeVisible();
  await expect(preview.getByRole('checkbox')).toBeChecked();
  await expect(preview.locator('.code-word')).toHaveText('const');
  const logo = preview.getByRole('img', { name: 'logo' });
  await expect.poll(() => logo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(40);
  await preview.getByRole('link', { name: 'more' }).click();
  await expect(preview.getByRole('heading', { name: 'Deep' })).toBeVisible();
  await preview.getByRole('button', { name: '← README.md' }).click();
  await expect(preview.getByText('End.')).toBeVisible();
  expect(await preview.locator('html').evaluate(() => document.title)).not.toBe('ran');
});

test('JSON is a tree that opens and closes, and says where it is malformed', async ({ author, flint }) => {
  const json = '{\n  "name": "Flint",\n  "deep": { "er": { "list": [1, 2, 3] } },\n  "big": 12345678901234567890\n}\n';
  await author.openSession(await createSession(flint.url, { 'data.json': json }));
  const { preview } = author;
  await expect(preview.getByText('12345678901234567890', { exact: true })).toBeVisible();
  await expect(preview.getByText('list', { exact: true })).toBeHidden();
  await preview.getByText('er', { exact: true }).click();
  await preview.getByText('list', { exact: true }).click();
  await expect(preview.getByText('3', { exact: true })).toBeVisible();
  await author.goToLine(2);
  await author.page.keyboard.press('Backspace');
  await expect(preview.getByRole('alert')).toHaveText('Line 3, column 3: A comma is missing before this field.');
  await author.page.keyboard.type(',');
  await expect(preview.getByRole('alert')).toBeHidden();
  // What was opened stays open.
  await expect(preview.getByText('3', { exact: true })).toBeVisible();
});

test('a drawing grows while it is written, and scripts in it do not run', async ({ author, flint, models }) => {
  const circles = Array.from({ length: 30 }, (_, at) => `  <circle cx="${at * 10}" cy="50" r="4"/>\n`).join('');
  const text = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100">\n  <script>parent.postMessage('ran', '*'); fetch('/api/health')</script>\n${circles}</svg>\n`;
  models.script({ text: wholeFiles({ 'picture.svg': text }), tokensPerSecond: 120 });
  await author.openSession(await createSession(flint.url, { 'picture.svg': '' }));
  await author.say('Draw it');
  const sizes = () =>
    author.preview
      .locator('img')
      .evaluate((image: HTMLImageElement) => [image.naturalWidth > 0, image.src.length] as const);
  await expect.poll(async () => (await sizes())[0], { timeout: 10_000 }).toBe(true);
  const [, early] = await sizes();
  await author.untilStatus('Done', { timeout: 30_000 });
  await expect.poll(async () => (await sizes())[1]).toBeGreaterThan(early);
  expect(await sizes()).toEqual([true, expect.any(Number)]);
  await expect(author.preview.getByRole('alert')).toBeHidden();
  expect(author.watch.requested.filter((address) => address.endsWith('/api/health'))).toEqual([]);
});
