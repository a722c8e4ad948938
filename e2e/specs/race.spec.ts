import type { Page } from '@playwright/test';
import { wholeFiles } from '../fixtures/answers.ts';
import { createSession } from '../fixtures/session-door.ts';
import { expect, test } from '../fixtures/test.ts';
import type { Workspace } from '../pages/workspace.ts';

test.use({ serverOf: 'race' });

const racers = ['flint-fast-test', 'flint-deep-test'];

/** A page that is written in parts: its heading first. */
const pageBy = (model: string, paragraphs: number) =>
  `<!doctype html>\n<h1>By ${model}</h1>\n${'<p>One more line of the page.</p>\n'.repeat(paragraphs)}`;

const column = (page: Page, model: string) => page.getByRole('region', { name: model, exact: true });
const programBy = (page: Page, model: string) => page.frameLocator(`iframe[title="Program by ${model}"]`);

test.beforeEach(({ models }) => {
  models.script(({ model }) => ({
    text: wholeFiles({ 'index.html': pageBy(String(model), 900) }),
    tokensPerSecond: 250,
  }));
});

/** Lets both models race, as a person does. */
async function race(author: Workspace): Promise<void> {
  const { page } = author;
  await author.button('Race').click();
  const group = page.getByRole('group', { name: 'Race' });
  for (const model of racers) await expect(group.getByRole('checkbox', { name: model })).toBeChecked();
  await expect(group.getByRole('switch', { name: 'Next run' })).toBeChecked();
  await page.keyboard.press('Escape');
  await author.say('Make a page');
}

test('two models race with their programs side by side; one that is kept in mid-stream goes on as the run', async ({
  author,
  viewer,
  flint,
  models,
}) => {
  test.slow();
  const door = await createSession(flint.url, { 'index.html': '' });
  await author.openSession(door);
  await viewer.openSession(door, { mayEdit: false });
  await race(author);
  await author.untilStatus('Writing');
  await expect(author.status).toHaveText('Writing, 2 of 2 models');
  for (const model of racers) {
    await expect(column(author.page, model).getByText('Writing')).toBeVisible();
    await expect(programBy(author.page, model).getByRole('heading', { name: `By ${model}` })).toBeVisible();
    await expect(programBy(viewer.page, model).getByRole('heading', { name: `By ${model}` })).toBeVisible();
  }
  await expect(viewer.button(/^Keep/)).toHaveCount(0);
  await expect(author.editor).toBeHidden();

  // The code of one instead of its program.
  await author.button('Code of flint-deep-test').click();
  await expect(
    author.page.getByRole('region', { name: 'Code by flint-deep-test' }).getByText('By flint-deep-test'),
  ).toBeVisible();

  // With the key of its place; the instruction is empty.
  await author.page.keyboard.press('1');
  await models.until((requests) => requests.some(({ closedByClientAtMs }) => closedByClientAtMs !== null));
  expect(models.requests.find(({ closedByClientAtMs }) => closedByClientAtMs !== null)?.body['model']).toBe(
    'flint-deep-test',
  );
  await expect(author.page.getByRole('region', { name: 'Race', exact: true })).toHaveCount(0);
  await author.untilStatus('Writing');
  await author.untilStatus('Done', { timeout: 60_000 });
  await author.expectText(pageBy('flint-fast-test', 900));
  await expect(author.preview.getByRole('heading', { name: 'By flint-fast-test' })).toBeVisible();
  await expect(viewer.preview.getByRole('heading', { name: 'By flint-fast-test' })).toBeVisible();
  await expect.poll(() => viewer.text()).toBe(pageBy('flint-fast-test', 900));

  const turn = author.history.getByRole('listitem').filter({ hasText: 'Make a page' });
  await expect(turn.getByText('Race of 2').first()).toBeVisible();
  await expect(turn.getByRole('listitem').filter({ hasText: 'flint-fast-test' })).toContainText('Kept');
  await expect(turn.getByRole('listitem').filter({ hasText: 'flint-deep-test' })).toContainText('Stopped');
});

test('four models race over a reload; Esc stops them all, and one that has ended is kept', async ({
  author,
  flint,
  models,
}) => {
  test.slow();
  models.script(({ model }) => ({
    text: wholeFiles({ 'index.html': pageBy(String(model), model === 'racer-d' ? 3 : 2_000) }),
    tokensPerSecond: 400,
  }));
  const door = await createSession(flint.url, { 'index.html': '<p>Before</p>\n' });
  await author.openSession(door);
  const four = ['racer-a', 'racer-b', 'racer-c', 'racer-d'];
  await door.send({ type: 'start-race', instruction: 'Make a page', models: four.map((model) => `openai/${model}`) });
  for (const model of four) {
    await expect(programBy(author.page, model).getByRole('heading', { name: `By ${model}` })).toBeVisible();
  }
  await expect(column(author.page, 'racer-d').getByText('Done')).toBeVisible();
  await author.page.reload();
  await expect(author.page.getByRole('region', { name: 'Race', exact: true })).toBeVisible();
  for (const model of four) {
    await expect(programBy(author.page, model).getByRole('heading', { name: `By ${model}` })).toBeVisible();
  }
  await expect(author.status).toHaveText('Writing, 3 of 4 models');
  await author.page.keyboard.press('Escape');
  await expect(author.status).toHaveText('Stopped, keep one or none');
  await models.until(
    (requests) => requests.filter(({ closedByClientAtMs }) => closedByClientAtMs !== null).length === 3,
  );
  await column(author.page, 'racer-d').getByRole('button', { name: 'Keep racer-d' }).click();
  await author.untilStatus('Done');
  await author.expectText(pageBy('racer-d', 3));
  await author.page.keyboard.press('Escape');
  await expect(author.status).toHaveText('Done');
});

test('while models race people go on typing in the files, and what they typed stays beside what is kept', async ({
  author,
  flint,
}) => {
  test.slow();
  await author.openSession(await createSession(flint.url, { 'index.html': '<p>Before</p>\n' }));
  await race(author);
  await expect(programBy(author.page, 'flint-fast-test').getByRole('heading')).toBeVisible();
  await author.button('Show files').click();
  await expect(author.bar.getByText('A race is on: 2 models.')).toBeVisible();
  await author.goToLine(2);
  await author.page.keyboard.type('<!-- by hand 1234 -->');
  await author.expectText('<p>Before</p>\n<!-- by hand 1234 -->');
  await author.button('Show race').click();
  await author.button('Keep flint-deep-test').click();
  await author.untilStatus('Writing');
  await author.button('Stop').click();
  await author.untilStatus('Stopped');
  const text = await author.text();
  expect(text).toContain('<h1>By flint-deep-test</h1>');
  expect(text).toContain('<!-- by hand 1234 -->');
  expect(text).not.toContain('flint-fast-test');
  await author.button('Revert').click();
  await author.expectText('<p>Before</p>\n<!-- by hand 1234 -->');
});

test('what is kept of none leaves the files as they were, and a racer that fails says why beside the others', async ({
  author,
  flint,
  models,
}) => {
  models.script(({ model }) =>
    model === 'flint-fast-test'
      ? { fault: { type: 'rate-limited', retryAfterSeconds: 20 } }
      : { text: wholeFiles({ 'index.html': pageBy(String(model), 2) }) },
  );
  const door = await createSession(flint.url, { 'index.html': '<p>Before</p>\n' });
  await author.openSession(door);
  await race(author);
  await expect(column(author.page, 'flint-fast-test').getByText('Too many requests.')).toBeVisible();
  await expect(author.button('Keep flint-fast-test')).toBeDisabled();
  await expect(
    programBy(author.page, 'flint-deep-test').getByRole('heading', { name: 'By flint-deep-test' }),
  ).toBeVisible();
  await expect(author.status).toHaveText('Done, keep one or none');
  await author.say('Something else');
  await expect(author.bar.getByRole('alert')).toHaveText(/^Keep one of the models, or none, first/);
  await expect(author.instruction).toHaveValue('Something else');
  await author.button('Keep none').click();
  await expect(author.editor).toBeVisible();
  await author.expectText('<p>Before</p>\n');
  await expect(author.history.getByText('Nothing of it was kept.')).toBeVisible();
});

test('a replay shows the race at its moment, and a fork of that moment can keep what was not kept', async ({
  author,
  flint,
}) => {
  test.slow();
  const door = await createSession(flint.url, { 'index.html': '<p>Before</p>\n' });
  await author.openSession(door);
  await race(author);
  await expect(
    programBy(author.page, 'flint-deep-test').getByRole('heading', { name: 'By flint-deep-test' }),
  ).toBeVisible();
  await author.button('Keep flint-fast-test').click();
  await author.untilStatus('Writing');
  await author.button('Stop').click();
  await author.untilStatus('Stopped');
  await author.button('Keep').click();
  await author.button('Replay').click();
  const timeline = author.page.getByRole('slider', { name: 'Timeline' });
  await expect(timeline).toHaveAttribute('aria-valuetext', / of \d/);
  await expect(author.page.getByRole('img', { name: /^Turn 1, race of 2: Make a page/ })).toHaveCount(1);
  await expect(author.page.getByRole('img', { name: 'Kept flint-fast-test' })).toHaveCount(1);
  await timeline.press('Home');
  await author.expectText('<p>Before</p>\n');
  // Shortly before one was kept.
  const [started, kept] = await Promise.all(
    [/^Turn 1, race/, 'Kept flint-fast-test'].map((name) => timeOfMark(author.page, name)),
  );
  await timeline.fill(String(started! + 0.9 * (kept! - started!)));
  await expect(author.page.getByRole('region', { name: 'Race', exact: true })).toBeVisible();
  await expect(author.status).toHaveText('Writing, 2 of 2 models');
  await expect(
    programBy(author.page, 'flint-deep-test').getByRole('heading', { name: 'By flint-deep-test' }),
  ).toBeVisible();
  await expect(author.button(/^Keep flint/)).toHaveCount(0);

  await author.button('Fork from here').click();
  await author.page.waitForURL((url) => !url.pathname.includes(door.sessionId));
  await expect(author.status).toHaveText('Stopped, keep one or none');
  await author.button('Keep flint-deep-test').click();
  await author.untilStatus('Stopped');
  await expect.poll(() => author.text()).toContain('<h1>By flint-deep-test</h1>');
});

/** Where a mark stands on the timeline. */
function timeOfMark(page: Page, name: string | RegExp): Promise<number> {
  return page
    .getByRole('img', { name })
    .evaluate((mark) => Number((mark as HTMLElement).style.getPropertyValue('--at')));
}
