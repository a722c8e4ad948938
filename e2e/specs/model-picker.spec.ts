import type { Page } from '@playwright/test';
import { wholeFiles } from '../fixtures/answers.ts';
import { type FlintServer, startFlint } from '../fixtures/flint-server.ts';
import { createSession } from '../fixtures/session-door.ts';
import { expect, test as base } from '../fixtures/test.ts';
import type { Workspace } from '../pages/workspace.ts';

/** A server of the test's own: what a provider lists is taken as current for five minutes. */
const test = base.extend<{ readonly fresh: FlintServer; readonly person: Workspace }>({
  fresh: async ({ models }, use) => {
    const flint = await startFlint({ models: { kind: 'openai', baseUrl: models.baseUrl } });
    await use(flint);
    await flint.stop();
  },
  person: async ({ openActor, fresh }, use) => {
    const person = await openActor({ baseURL: fresh.url });
    await use(person);
    await person.page.close();
  },
});

const pickerOf = (page: Page) => page.getByRole('dialog', { name: 'Model' });

test('a model is found by parts of its name and chosen with the keyboard alone, and the next run asks it', async ({
  person: author,
  fresh: flint,
  models,
}) => {
  models.script({ text: wholeFiles({ 'main.js': 'const chosen = true;\n' }) });
  await author.openSession(await createSession(flint.url, { 'main.js': '' }));
  const button = author.page.getByRole('button', { name: /^Model:/ });
  await button.focus();
  await author.page.keyboard.press('Enter');
  const field = author.page.getByRole('combobox', { name: 'Search models' });
  await expect(field).toBeFocused();
  const picker = pickerOf(author.page);
  await expect(picker.getByRole('option', { name: /^Automatic/, selected: true })).toBeVisible();
  await author.page.keyboard.type('nothing like this');
  await expect(picker.getByText('No model fits.')).toBeVisible();
  await author.page.keyboard.press('Enter');
  await expect(picker).toBeVisible();
  await field.fill('test deep');
  await expect(picker.getByRole('option')).toHaveCount(1);
  await author.page.keyboard.press('Enter');
  await expect(picker).toBeHidden();
  await expect(button).toBeFocused();
  await expect(button).toHaveAccessibleName('Model: flint-deep-test');
  await author.say('Write it');
  await author.untilStatus('Done');
  expect(models.requests.map(({ body }) => body['model'])).toEqual(['flint-deep-test']);

  await author.page.reload();
  await author.untilReady();
  await expect(button).toHaveAccessibleName('Model: flint-deep-test');
  await button.click();
  await expect(picker.getByRole('option', { name: /^flint-deep-test/, selected: true })).toBeVisible();
  await author.page.keyboard.press('Escape');
  await button.click();
  await author.page.keyboard.press('ArrowUp');
  await author.page.keyboard.press('ArrowUp');
  await author.page.keyboard.press('Enter');
  await expect(button, 'the lane’s own again').toHaveAccessibleName('Model: flint-fast-test');
});

test('the speed that was seen stands beside a model, and is still known after the server was started again', async ({
  person: author,
  fresh: flint,
  models,
}) => {
  author.watch.allowError(/Failed to load resource|ERR_CONNECTION/);
  const listed = async () => {
    const { models: all } = (await (await fetch(`${flint.url}/api/models`)).json()) as {
      models: { id: string; speed: { tokensPerSecond: number; firstTokenMs: number; answers: number } | null }[];
    };
    return all.find(({ id }) => id === 'openai/flint-fast-test')!.speed;
  };
  expect(await listed()).toBeNull();
  models.script({ tokensPerSecond: 500, programTokens: 600, firstTokenDelayMs: 120 });
  await author.openSession(await createSession(flint.url, { 'main.js': '' }));
  await author.say('Write it');
  await author.untilStatus('Done');
  await expect.poll(listed).not.toBeNull();
  const speed = (await listed())!;
  expect(speed.answers).toBe(1);
  expect(speed.tokensPerSecond).toBeGreaterThan(250);
  expect(speed.tokensPerSecond).toBeLessThan(600);
  expect(speed.firstTokenMs).toBeGreaterThanOrEqual(120);
  await author.page.getByRole('button', { name: /^Model:/ }).click();
  const row = pickerOf(author.page).getByRole('option', { name: /^flint-fast-test/ });
  await expect(row).toContainText(`${speed.tokensPerSecond} tok/s`);
  await expect(row, 'a name that nobody knows').toContainText('little known, counts as 131k');
  await flint.kill();
  await flint.start();
  expect(await listed()).toEqual(speed);
});

test('what a provider refuses, lacks or does not answer stands in the list', async ({
  person: author,
  fresh: flint,
  models,
}) => {
  models.offerModels(['gpt-5.3-codex-spark', 'gpt-4', 'gpt-5.9', 'text-embedding-3-small']);
  models.script(({ model }) =>
    model === 'gpt-5.3-codex-spark' ? { fault: { type: 'unknown-model' } } : { text: 'ok' },
  );
  await author.openSession(await createSession(flint.url, { 'main.js': '' }));
  await author.chooseModel('gpt-5.3-codex-spark');
  await author.say('Write it');
  await author.untilStatus('Failed');
  await author.page.getByRole('button', { name: /^Model:/ }).click();
  const option = (name: string) => pickerOf(author.page).getByRole('option', { name: new RegExp(`^${name}`) });
  await expect(option('gpt-5.3-codex-spark')).toContainText('refused lately');
  await expect(option('gpt-5.3-codex-spark')).toContainText('about 1,000 tok/s');
  await expect(option('gpt-4')).toContainText('only 8k context · no thinking');
  await expect(option('gpt-5.9')).toContainText('400k context · for Deep');
  await expect(option('text-embedding-3-small')).toContainText('not for code');
  await expect(pickerOf(author.page).getByText('Demo: prepared programs, not a model')).toBeVisible();
});

test('three hundred models are searched within a frame or two', async ({ person: author, fresh: flint, models }) => {
  models.offerModels(Array.from({ length: 300 }, (_, index) => `vendor-${index % 30}/model-${index}-coder`));
  await author.openSession(await createSession(flint.url, { 'main.js': '' }));
  const listed = (await (await fetch(`${flint.url}/api/models`)).json()) as { models: unknown[] };
  expect(listed.models.length).toBeGreaterThan(300);
  await author.page.getByRole('button', { name: /^Model:/ }).click();
  const field = author.page.getByRole('combobox', { name: 'Search models' });
  await expect(pickerOf(author.page).getByRole('option')).toHaveCount(listed.models.length + 1);
  const tookMs = await field.evaluate(async (element: HTMLInputElement) => {
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!;
    const took: number[] = [];
    for (const text of ['m', 'mo', 'mod', 'mode', 'model', 'model-2', 'model-29', 'model-2', 'm', '']) {
      const startedMs = performance.now();
      set.call(element, text);
      element.dispatchEvent(new Event('input', { bubbles: true }));
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      took.push(performance.now() - startedMs);
    }
    return took.toSorted((a, b) => a - b)[Math.floor(took.length / 2)]!;
  });
  expect(tookMs).toBeLessThan(100);
});

test('the models of a race are searched as well, among many, and say how fast they are', async ({
  person: author,
  fresh: flint,
  models,
}) => {
  models.offerModels([...Array.from({ length: 300 }, (_, index) => `vendor/model-${index}`), 'gpt-5.3-codex-spark']);
  await author.openSession(await createSession(flint.url, { 'main.js': '' }));
  await author.button('Race').click();
  const group = author.page.getByRole('group', { name: 'Race' });
  const field = group.getByRole('searchbox', { name: 'Search models' });
  await field.fill('spark gpt');
  await expect(group.getByRole('checkbox')).toHaveCount(1);
  await expect(group.getByText('OpenAI · about 1,000 tok/s')).toBeVisible();
  await field.fill('model-299');
  const late = group.getByRole('checkbox', { name: 'vendor/model-299' });
  await late.check();
  await field.fill('nothing like this');
  await expect(group.getByText('No model fits.')).toBeVisible();
  await field.fill('');
  await expect(late).toBeChecked();
});
