import { wholeFiles } from '../fixtures/answers.ts';
import { createSession } from '../fixtures/session-door.ts';
import { expect, test } from '../fixtures/test.ts';

test.use({ serverOf: 'lanes' });

const page = { 'main.js': 'const a = 1;\n' };
const answer = { text: wholeFiles({ 'main.js': 'const b = 2;\n' }) };

test('the lane is one of Fast, Deep and Auto, and is remembered', async ({ author, flint, models }) => {
  models.script(answer);
  await author.openSession(await createSession(flint.url, page));
  const lane = author.page.getByRole('radiogroup', { name: 'Lane' });
  await expect(lane.getByRole('radio')).toHaveCount(3);
  await expect(lane.getByRole('radio', { name: 'Fast' })).toBeChecked();
  await lane.getByText('Deep').click();
  await author.say('Write it');
  await author.untilStatus('Done');
  expect(models.requests.at(-1)?.body['model']).toBe('flint-deep-test');
  await author.page.reload();
  await author.untilReady();
  await expect(lane.getByRole('radio', { name: 'Deep' })).toBeChecked();
  await lane.getByRole('radio', { name: 'Deep' }).press('ArrowLeft');
  await expect(lane.getByRole('radio', { name: 'Fast' })).toBeChecked();
});

test('Auto says beside the run and in the receipt which lane it took, and why', async ({ author, flint, models }) => {
  models.script({ ...answer, firstTokenDelayMs: 700 });
  await author.openSession(await createSession(flint.url, page));
  await author.page.getByRole('radiogroup', { name: 'Lane' }).getByText('Auto').click();
  const bar = author.page.getByRole('region', { name: 'Instruction bar' });
  for (const [instruction, told, model] of [
    ['rename it to c', 'Fast: a small change', 'flint-fast-test'],
    ['why is it slow?', 'Deep: looks for a cause', 'flint-deep-test'],
  ] as const) {
    await author.say(instruction);
    await expect(bar.getByText(told).first()).toBeVisible();
    await author.untilStatus('Done');
    expect(models.requests.at(-1)?.body['model']).toBe(model);
    await author.receipt.getByRole('button').click();
    await expect(author.receipt.getByRole('definition').filter({ hasText: told })).toBeVisible();
    await author.receipt.getByRole('button').click();
  }
});

test('picking Deep while it writes hands the run over with all that is written', async ({ author, flint, models }) => {
  const half = wholeFiles({ 'main.js': 'const step = 1;\n'.repeat(400) });
  models.script([{ text: half, tokensPerSecond: 200 }, { text: wholeFiles({ 'main.js': 'const deep = true;\n' }) }]);
  await author.openSession(await createSession(flint.url, page));
  await author.say('Write it');
  await author.untilLength(200);
  await author.page.getByRole('radiogroup', { name: 'Lane' }).getByText('Deep').click();
  await author.untilStatus('Done');
  await author.expectText('const deep = true;\n');
  expect(models.requests.map(({ body }) => body['model'])).toEqual(['flint-fast-test', 'flint-deep-test']);
  expect(JSON.stringify(models.requests[1]?.body)).toContain('const step = 1;');
});
