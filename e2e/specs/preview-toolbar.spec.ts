import { readFile } from 'node:fs/promises';
import { createSession } from '../fixtures/session-door.ts';
import { expect, test } from '../fixtures/test.ts';
import type { Workspace } from '../pages/workspace.ts';

const page = `<!doctype html>
<style>
  body { margin: 0; background: rgb(10, 120, 200); }
  h1 { margin: 0; width: 100px; height: 40px; background: rgb(200, 0, 0); }
</style>
<h1></h1>
<p id="size"></p>
<script>
  const tell = () => { document.querySelector('#size').textContent = innerWidth + ' by ' + innerHeight; };
  tell();
  addEventListener('resize', tell);
</script>
`;

/** What the toolbar's button saves: its width, height and the colours at these places. */
async function savePicture(author: Workspace, places: readonly (readonly [number, number])[]) {
  const saving = author.page.waitForEvent('download');
  await author.button('Save a picture').click();
  const download = await saving;
  const bytes = await readFile(await download.path());
  const read = await author.page.evaluate(
    async ([base64, wanted]) => {
      const image = new Image();
      image.src = `data:image/png;base64,${base64}`;
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = image.naturalWidth;
      canvas.height = image.naturalHeight;
      const context = canvas.getContext('2d')!;
      context.drawImage(image, 0, 0);
      const colours = wanted.map(([x, y]) => [...context.getImageData(x, y, 1, 1).data.slice(0, 3)].join(' '));
      return { width: canvas.width, height: canvas.height, colours };
    },
    [bytes.toString('base64'), places] as const,
  );
  return { ...read, name: download.suggestedFilename() };
}

test('a program is looked at on the screens of devices, each as a whole, and that is remembered', async ({
  author,
  flint,
}) => {
  await author.openSession(await createSession(flint.url, { 'index.html': page }));
  const screen = author.page.getByRole('combobox', { name: 'Screen' });
  await screen.selectOption('Phone');
  await expect(author.preview.locator('#size')).toHaveText('390 by 844');
  await expect(author.page.getByText(/^390 × 844/)).toBeVisible();
  await screen.selectOption('Desktop');
  await expect(author.preview.locator('#size')).toHaveText('1280 by 800');
  const frame = author.page.locator('iframe[title="Preview"]');
  const [inner, outer] = [await frame.boundingBox(), await author.page.locator('.preview-stage').boundingBox()];
  expect(inner!.width).toBeLessThanOrEqual(outer!.width);
  expect(inner!.height).toBeLessThanOrEqual(outer!.height);
  await author.page.reload();
  await author.untilReady();
  await expect(author.preview.locator('#size')).toHaveText('1280 by 800');
  await author.command('Program in all the room');
  await expect(author.preview.locator('#size')).not.toHaveText('1280 by 800');
});

test('a program alone in a tab is live for who has the link, and shut in', async ({ author, openActor, flint }) => {
  const door = await createSession(flint.url, {
    'index.html': `<!doctype html>
<h1>One</h1>
<p id="origin"></p>
<script>
  let cookies = 'readable';
  try { document.cookie; } catch { cookies = 'out of reach'; }
  document.querySelector('#origin').textContent = self.origin + ', cookies ' + cookies;
</script>
`,
  });
  await author.openSession(door);
  const opening = author.page.waitForEvent('popup');
  await author.page.getByRole('link', { name: 'Open in a tab of its own' }).click();
  const popup = await opening;
  await popup.waitForURL(`**/s/${door.sessionId}/run`);
  expect(await popup.evaluate(() => window.opener)).toBeNull();

  const viewer = await openActor();
  await viewer.page.goto(`/s/${door.sessionId}/run`);
  await expect(viewer.preview.getByRole('heading')).toHaveText('One');
  await expect(viewer.preview.locator('#origin')).toHaveText('null, cookies out of reach');
  const frame = viewer.page.locator('iframe[title="Preview"]');
  await expect(frame).toHaveAttribute('sandbox', 'allow-scripts');
  expect(await frame.boundingBox()).toEqual({ x: 0, y: 0, ...viewer.page.viewportSize() });
  await door.send({
    type: 'change-text',
    path: 'index.html',
    edits: [{ from: 20, to: 23, insert: 'Two' }],
  });
  await expect(viewer.preview.getByRole('heading')).toHaveText('Two');
  expect((await fetch(`${flint.url}/s/${'x'.repeat(22)}/run`)).status).toBe(404);
});

test('a picture of a page is saved as it is seen', async ({ author, flint }) => {
  await author.openSession(await createSession(flint.url, { 'index.html': page }));
  await expect(author.preview.locator('#size')).toHaveText(/ by /);
  const { width, height, colours, name } = await savePicture(author, [
    [50, 20],
    [150, 20],
    [50, 300],
  ]);
  const box = await author.page.locator('iframe[title="Preview"]').boundingBox();
  expect([width, height]).toEqual([Math.round(box!.width), Math.round(box!.height)]);
  expect(colours).toEqual(['200 0 0', '10 120 200', '10 120 200']);
  expect(name).toBe('flint.png');
});

test('a picture of a canvas has what was drawn on it, in two dimensions and with WebGL', async ({ author, flint }) => {
  const canvas = (script: string) =>
    `<!doctype html>\n<style>body { margin: 0 } canvas { display: block; width: 100vw; height: 100vh }</style>\n<canvas></canvas>\n<script>\nconst canvas = document.querySelector('canvas');\n${script}\n</script>\n`;
  const flat = `canvas.width = 300; canvas.height = 200;
const context = canvas.getContext('2d');
context.fillStyle = 'rgb(0, 180, 0)';
context.fillRect(0, 0, 300, 200);`;
  const deep = `canvas.width = 300; canvas.height = 200;
const gl = canvas.getContext('webgl');
const draw = () => { gl.clearColor(0, 0, 1, 1); gl.clear(gl.COLOR_BUFFER_BIT); requestAnimationFrame(draw); };
draw();`;
  await author.openSession(await createSession(flint.url, { 'index.html': canvas(flat) }));
  await expect(author.preview.locator('canvas')).toBeVisible();
  expect(await savePicture(author, [[10, 10]])).toMatchObject({ width: 300, height: 200, colours: ['0 180 0'] });
  await author.openSession(await createSession(flint.url, { 'index.html': canvas(deep) }));
  await expect(author.preview.locator('canvas')).toBeVisible();
  expect(await savePicture(author, [[10, 10]])).toMatchObject({ width: 300, height: 200, colours: ['0 0 255'] });
});

test('when there can be no picture it is said', async ({ author, flint }) => {
  const script = `const drawing = new Blob(['<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><foreignObject width="9" height="9"><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject></svg>'], { type: 'image/svg+xml' });
const image = new Image();
image.onload = () => {
  document.querySelector('canvas').getContext('2d').drawImage(image, 0, 0);
  document.querySelector('h1').textContent = 'Drawn';
};
image.src = URL.createObjectURL(drawing);
`;
  await author.openSession(
    await createSession(flint.url, {
      'index.html': '<!doctype html>\n<h1></h1>\n<canvas></canvas>\n<script src="app.js"></script>\n',
      'app.js': script,
    }),
  );
  await expect(author.preview.getByRole('heading')).toHaveText('Drawn');
  await author.button('Save a picture').click();
  await expect(author.page.getByText('No picture: the program shows something that pages may not read.')).toBeVisible();
});

test('the program’s own address is shown for a phone to read', async ({ author, flint }) => {
  const door = await createSession(flint.url, { 'index.html': page });
  await author.openSession(door);
  await author.button('Open on a phone').click();
  const dialog = author.page.getByRole('dialog', { name: 'On a phone' });
  await expect(dialog.getByRole('textbox', { name: 'Program link' })).toHaveValue(
    `${flint.url}/s/${door.sessionId}/run`,
  );
  await expect(dialog.getByText(/of this computer only/)).toBeVisible();
  await author.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(author.button('Open on a phone')).toBeFocused();
});

test('at 360 px everything of the toolbar can be reached, by touch and by keyboard', async ({ openActor, flint }) => {
  const author = await openActor({ viewport: { width: 360, height: 740 }, hasTouch: true });
  await author.openSession(await createSession(flint.url, { 'index.html': page }));
  await author.button('Preview').tap();
  await author.page.getByRole('combobox', { name: 'Screen' }).selectOption('Tablet');
  const names = ['Restart', 'Save a picture', 'Open on a phone'];
  const bar = await author.page.getByRole('region', { name: 'Program' }).boundingBox();
  for (const part of [
    author.page.getByRole('combobox', { name: 'Screen' }),
    ...names.map((name) => author.button(name)),
    author.page.getByRole('link', { name: 'Open in a tab of its own' }),
  ]) {
    const box = await part.boundingBox();
    expect(box!.x).toBeGreaterThanOrEqual(bar!.x);
    expect(box!.x + box!.width).toBeLessThanOrEqual(360);
  }
  await author.page.getByRole('combobox', { name: 'Screen' }).focus();
  for (const name of names) {
    await author.page.keyboard.press('Tab');
    await expect(author.button(name)).toBeFocused();
  }
  expect(await author.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});
