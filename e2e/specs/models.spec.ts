import { wholeFiles } from '../fixtures/answers.ts';
import { createSession } from '../fixtures/session-door.ts';
import { expect, test } from '../fixtures/test.ts';

test.use({ serverOf: 'models' });

test('a withdrawn model is told with the next best, which is asked with one click', async ({
  author,
  flint,
  models,
}) => {
  models.script(({ model }) =>
    model === 'flint-fast-test'
      ? { fault: { type: 'unknown-model' } }
      : { text: wholeFiles({ 'main.js': 'const next = true;\n' }) },
  );
  await author.openSession(await createSession(flint.url, { 'main.js': '' }));
  await author.chooseModel('flint-fast-test');
  await author.say('Write it');
  await author.untilStatus('Failed');
  const bar = author.page.getByRole('region', { name: 'Instruction bar' });
  await expect(bar.getByText('The next best is “flint-deep-test”.')).toBeVisible();
  await author.button('Use flint-deep-test').click();
  await author.untilStatus('Done');
  await author.expectText('const next = true;\n');
  await expect(author.button('Model: flint-deep-test')).toBeVisible();
  expect(models.requests.map(({ body }) => body['model'])).toEqual(['flint-fast-test', 'flint-deep-test']);
});

test('a model that was chosen before and is gone is told, and the usual one is asked', async ({
  author,
  flint,
  models,
}) => {
  models.script({ text: wholeFiles({ 'main.js': 'const usual = true;\n' }) });
  await author.openSession(await createSession(flint.url, { 'main.js': '' }));
  await author.page.evaluate(() => localStorage.setItem('flint:model', 'openai/of-last-year'));
  await author.page.reload();
  await author.untilReady();
  await expect(author.page.getByText('“of-last-year” is not offered any more.')).toBeVisible();
  await author.say('Write it');
  await author.untilStatus('Done');
  await author.expectText('const usual = true;\n');
});
