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

const middle = `${lines.slice(0, 60).join('\n')}\n// the model writes here\n${lines.slice(60).join('\n')}\n`;
const written = Array.from({ length: 300 }, (_, index) => `written(${index});\n`).join('');

test('line numbers stay beside their lines while a model writes between them', async ({ author, flint, models }) => {
  models.script({ text: edits('main.js', [['// the model writes here\n', written]]), tokensPerSecond: 100 });
  await author.openSession(await createSession(flint.url, { 'main.js': middle }));
  await author.say('Write it');
  const { page } = author;
  const column = page.locator('.flint-numbers');
  await expect(column).toBeVisible();
  await expect.poll(() => page.getByText(/^written\(\d+\);/).count()).toBeGreaterThan(5);

  /** Each line in view with the number that stands beside it. */
  const numbered = () =>
    page.evaluate(() => {
      const numbers = document.querySelector('.flint-numbers')!;
      const [first] = numbers.textContent.split('\n');
      const { top, height } = numbers.getBoundingClientRect();
      return Array.from(document.querySelectorAll('.view-lines > .view-line'), (line) => {
        const box = line.getBoundingClientRect();
        const isBeside = box.top >= top - 1 && box.bottom <= top + height + 1;
        const number = isBeside ? Number(first) + Math.round((box.top - top) / box.height) : null;
        return { number, text: line.textContent.replaceAll('\u00a0', ' ') };
      });
    });
  const expected = (text: string) => {
    const [, word, index] = /^(const line|written\()(\d+)/.exec(text) ?? [];
    if (index === undefined) return null;
    return word === 'written(' ? 61 + Number(index) : Number(index) < 60 ? 1 + Number(index) : null;
  };
  const wrong = async () => {
    const known = (await numbered()).filter(({ text }) => expected(text) !== null);
    if (known.length <= 5) return 'too few lines in view';
    return known.filter(({ number, text }) => number !== expected(text));
  };
  await expect.poll(wrong).toEqual([]);
  const { x, y, width, height } = (await page.locator('.monaco-editor').first().boundingBox())!;
  const toCode = () => page.mouse.move(x + width / 2, y + height / 2);
  await toCode();
  await page.mouse.wheel(0, -400);
  await expect.poll(wrong).toEqual([]);

  const own = page.locator('.margin-view-overlays');
  await expect(own).toBeHidden();
  await page.mouse.move(x + 12, y + height / 2);
  await expect(own).toBeVisible();
  await expect(column).toBeHidden();
  await toCode();
  await expect(column).toBeVisible();
  models.hurry();
  await author.untilStatus('Done');
  await expect(column).toBeHidden();
  await expect(page.locator('.line-numbers').first()).toBeVisible();
});

test('what a model has just written is lit for a moment', async ({ author, flint, models }) => {
  models.script({ text: edits('main.js', [['// the model writes here\n', written]]), tokensPerSecond: 100 });
  await author.openSession(await createSession(flint.url, { 'main.js': middle }));
  await author.say('Write it');
  const { page } = author;
  await expect.poll(() => page.getByText(/^written\(\d+\);/).count()).toBeGreaterThan(5);
  const lit = await page.evaluate(() => {
    const strips = Array.from(document.querySelectorAll('.flint-glow > [class]:not([class=""])'), (strip) =>
      strip.getBoundingClientRect(),
    );
    return Array.from(document.querySelectorAll('.view-lines > .view-line'))
      .filter((line) => {
        const { top, bottom } = line.getBoundingClientRect();
        return strips.some((strip) => strip.width > 100 && strip.top <= top + 1 && strip.bottom >= bottom - 1);
      })
      .map((line) => line.textContent);
  });
  expect(lit.length).toBeGreaterThan(1);
  expect(lit.filter((text) => /^(?:const|\/\/)/.test(text))).toEqual([]);
  models.hurry();
  await author.untilStatus('Done');
  await expect(page.locator('.flint-glow > [class]:not([class=""])')).toHaveCount(0);
});

test('suggestions go with the first word of one’s own, and the code keeps its place when the run begins', async ({
  author,
  flint,
  models,
}) => {
  models.script({ text: edits('main.js', [['// the model writes here\n', written]]), tokensPerSecond: 100 });
  await author.openSession(await createSession(flint.url, { 'main.js': middle }));
  const { page } = author;
  const suggestions = page.getByRole('group', { name: 'Suggestions' });
  const instruction = page.getByRole('textbox', { name: 'Instruction' });
  const place = () => page.locator('.monaco-editor').first().boundingBox();
  await suggestions.getByRole('button').first().click();
  await expect(instruction).not.toBeEmpty();
  await suggestions.getByRole('button').nth(1).click();
  await instruction.fill('Write it');
  await expect(suggestions).toHaveCount(0);
  await instruction.fill('');
  await expect(suggestions).toBeVisible();
  const withSuggestions = await place();
  await instruction.fill('Write it');
  await expect.poll(async () => (await place())?.height).toBeGreaterThan(withSuggestions!.height);
  const before = await place();
  await instruction.press('Enter');
  await author.untilStatus('Writing');
  await expect.poll(() => page.getByText(/^written\(\d+\);/).count()).toBeGreaterThan(2);
  expect(await place()).toEqual(before);
  models.hurry();
  await author.untilStatus('Done');
  expect(await place()).toEqual(before);
});
