import { wholeFiles } from '../fixtures/answers.ts';
import { createSession } from '../fixtures/session-door.ts';
import { expect, test } from '../fixtures/test.ts';

/** Paragraphs that fill more than a window. */
const rows = Array.from({ length: 80 }, (_, index) => `<p>Row ${index}</p>`).join('\n');
const state = `<h1>First</h1>
<input name="who" value=""> <input type="checkbox" name="sure"> <textarea id="note"></textarea>
<select><option>red<option>green</select>
${rows}
`;

test('an edit changes what it changed: the program goes on, and what was typed and scrolled stays', async ({
  author,
  flint,
}) => {
  const text = `${state}<script>
document.body.dataset.begun = String(Math.random());
const made = document.createElement('aside'); made.textContent = 'made by the program'; document.body.append(made);
</script>
`;
  const door = await createSession(flint.url, { 'index.html': text });
  await author.openSession(door);
  const { preview } = author;
  await preview.locator('input[name=who]').fill('Ann');
  await preview.locator('aside').scrollIntoViewIfNeeded();
  const body = preview.locator('body');
  const begun = await body.getAttribute('data-begun');
  const scrolled = await body.evaluate(() => document.scrollingElement?.scrollTop ?? 0);
  expect(scrolled).toBeGreaterThan(500);
  await door.send({ type: 'change-text', path: 'index.html', edits: [{ from: 4, to: 9, insert: 'Second' }] });
  await expect(preview.getByRole('heading')).toHaveText('Second');
  await expect(preview.locator('input[name=who]')).toHaveValue('Ann');
  expect(await body.getAttribute('data-begun')).toBe(begun);
  expect(await body.evaluate(() => document.scrollingElement?.scrollTop ?? 0)).toBe(scrolled);
  await expect(preview.locator('aside')).toHaveText('made by the program');
});

test('when a script changes the page begins again, where it was scrolled to and with what was typed', async ({
  author,
  flint,
}) => {
  const text = `${state}<script>document.querySelector('h1').textContent = 'One';</script>\n`;
  const door = await createSession(flint.url, { 'index.html': text });
  await author.openSession(door);
  const { preview } = author;
  await expect(preview.getByRole('heading')).toHaveText('One');
  await preview.locator('input[name=who]').fill('Ann');
  await preview.locator('input[name=sure]').check();
  await preview.locator('textarea').fill('a note');
  await preview.locator('select').selectOption('green');
  await preview.getByText('Row 60').scrollIntoViewIfNeeded();
  const scrolled = await preview.locator('body').evaluate(() => document.scrollingElement?.scrollTop ?? 0);
  const from = text.indexOf("'One'");
  await door.send({ type: 'change-text', path: 'index.html', edits: [{ from, to: from + 5, insert: "'Two'" }] });
  await expect(preview.getByRole('heading')).toHaveText('Two');
  await expect(preview.locator('input[name=who]')).toHaveValue('Ann');
  await expect(preview.locator('input[name=sure]')).toBeChecked();
  await expect(preview.locator('textarea')).toHaveValue('a note');
  await expect(preview.locator('select')).toHaveValue('green');
  expect(await preview.locator('body').evaluate(() => document.scrollingElement?.scrollTop ?? 0)).toBe(scrolled);
});

test('elements come and go in place in a page without scripts', async ({ author, flint }) => {
  const door = await createSession(flint.url, { 'index.html': '<ul>\n<li>a</li>\n<li>c</li>\n</ul>\n<input>\n' });
  await author.openSession(door);
  const { preview } = author;
  await preview.locator('input').fill('kept');
  await door.send({ type: 'change-text', path: 'index.html', edits: [{ from: 15, insert: '<li class="b">b</li>\n' }] });
  await expect(preview.getByRole('listitem')).toHaveText(['a', 'b', 'c']);
  await expect(preview.locator('input')).toHaveValue('kept');
});

const site = {
  'index.html': `<h1>Home</h1>
<a href="about.html?from=home#team">About</a> <a href="gone.html">Gone</a> <a href="#end">End</a>
<a href="https://example.invalid/away">Away</a>
<form action="pages/found.html"><input name="q"><button>Search</button></form>
<div style="height:2000px"></div><p id="end">The end</p>
`,
  'about.html': `<h1>About</h1><a href="pages/found.html">On</a><div style="height:2000px"></div><h2 id="team">Team</h2>
<script>document.querySelector('h1').dataset.where = location.pathname + location.search + location.hash;</script>
`,
  'pages/found.html': `<h1>Found</h1><output></output><a href="../index.html">Home</a><img alt="A square" src="logo.svg">
<link rel="stylesheet" href="../style.css">
<script>
const asked = new URLSearchParams(location.search).get('q');
fetch('../data.json').then((answer) => answer.json()).then(({ name }) => {
  document.querySelector('output').textContent = asked + ' by ' + name;
});
</script>
`,
  'style.css': '@import "colours.css";\nh1 { background: url(pages/logo.svg); }\n',
  'colours.css': 'h1 { color: rgb(1, 2, 3); }\n',
  'data.json': '{ "name": "Ann" }\n',
  'pages/logo.svg':
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40"/></svg>\n',
};

test('pages link to each other as those of a site do', async ({ author, flint }) => {
  await author.openSession(await createSession(flint.url, site));
  const { preview, page } = author;
  const heading = preview.getByRole('heading', { level: 1 });
  const address = page.getByRole('status', { name: 'Page' });
  await preview.getByRole('link', { name: 'End' }).click();
  await expect(preview.getByText('The end')).toBeInViewport();
  await preview.getByRole('link', { name: 'About' }).click();
  await expect(heading).toHaveText('About');
  await expect(heading).toHaveAttribute('data-where', /\/about\.html\?from=home#team$/);
  await expect(address).toHaveText('/about.html?from=home#team');
  await expect(preview.getByRole('heading', { name: 'Team' })).toBeInViewport();
  await author.button('Back to the page before').click();
  await expect(heading).toHaveText('Home');
  await preview.locator('input').fill('tea');
  await preview.getByRole('button', { name: 'Search' }).click();
  await expect(heading).toHaveText('Found');
  await expect(preview.locator('output')).toHaveText('tea by Ann');
  await expect(heading).toHaveCSS('color', 'rgb(1, 2, 3)');
  await expect(heading).toHaveCSS('background-image', /data:image\/svg/);
  expect(await preview.getByAltText('A square').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(40);
  await expect(address).toHaveText('/pages/found.html?q=tea');
  await preview.getByRole('link', { name: 'Home' }).click();
  await expect(heading).toHaveText('Home');
  await preview.getByRole('link', { name: 'Gone' }).click();
  await expect(page.getByRole('log', { name: 'Console' })).toContainText('There is no file for gone.html');
});

test('a page that a program goes to by its script is shown, and one that reloads itself begins again', async ({
  author,
  flint,
}) => {
  const script = "setTimeout(() => { location.href = 'about.html?by=script'; }, 300);";
  const files = { ...site, 'index.html': `<h1>Home</h1><script>${script}</script>\n` };
  await author.openSession(await createSession(flint.url, files));
  const heading = author.preview.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText('About');
  await expect(heading).toHaveAttribute('data-where', /about\.html\?by=script$/);
  await heading.evaluate(() => location.reload());
  await expect(heading).toHaveAttribute('data-where', /about\.html\?by=script$/);
});

test('a link to elsewhere is opened by the person, in a tab that knows nothing of the page', async ({
  author,
  flint,
}) => {
  await author.openSession(await createSession(flint.url, site));
  await author.preview.getByRole('link', { name: 'Away' }).click();
  const question = author.page.getByRole('group', { name: /open this address/ });
  await expect(question).toContainText('https://example.invalid/away');
  const link = question.getByRole('link', { name: 'Open it' });
  await expect(link).toHaveAttribute('rel', 'noopener noreferrer');
  await expect(link).toHaveAttribute('target', '_blank');
  await author.button('Not now').click();
  await expect(question).toBeHidden();
});

test('files of the session can be fetched, asked for and made sources of', async ({ author, flint }) => {
  const page = `<h1>Files</h1><output></output><script>
(async () => {
  const said = [];
  said.push((await (await fetch('data.json')).json()).name);
  said.push((await fetch('missing.json')).status);
  const image = new Image(); image.src = 'pages/logo.svg'; await image.decode().catch(() => {});
  await new Promise((resolve) => { if (image.naturalWidth) resolve(); else image.onload = resolve; });
  said.push(image.naturalWidth);
  const request = new XMLHttpRequest(); request.open('GET', '/data.json'); request.responseType = 'json'; request.send();
  await new Promise((resolve) => { request.onload = resolve; });
  said.push(request.status + request.response.name);
  const script = document.createElement('script'); script.src = 'more.js'; document.head.append(script);
  await new Promise((resolve) => { script.onload = resolve; });
  said.push(window.more);
  document.body.insertAdjacentHTML('beforeend', '<img id="late" src="pages/logo.svg">');
  await new Promise((resolve) => { document.getElementById('late').onload = resolve; });
  document.querySelector('output').textContent = said.join(' ');
})();
</script>
`;
  await author.openSession(
    await createSession(flint.url, { ...site, 'index.html': page, 'more.js': 'window.more = "more";\n' }),
  );
  await expect(author.preview.locator('output')).toHaveText('Ann 404 40 200Ann more');
  // The browser says of what it blocks that it did.
  author.watch.allowError(/logo\.svg|violates|Content Security Policy/);
});

test('a page is painted as it is written', async ({ author, models }) => {
  const lines = Array.from({ length: 200 }, (_, index) => `<p>Line ${index}</p>`).join('\n');
  models.script({ text: wholeFiles({ 'index.html': `<h1>Growing</h1>\n${lines}\n` }), tokensPerSecond: 100 });
  await author.open();
  await author.say('Write it');
  await expect(author.preview.getByText('Line 5', { exact: true })).toBeAttached();
  await author.untilStatus('Writing');
  const count = () => author.preview.locator('p').count();
  const first = await count();
  await expect.poll(count).toBeGreaterThan(first + 10);
  models.hurry();
  await author.untilStatus('Done');
  await expect(author.preview.locator('p')).toHaveCount(200);
});
