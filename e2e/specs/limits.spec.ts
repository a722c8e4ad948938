import { wholeFiles } from '../fixtures/answers.ts';
import { createSession } from '../fixtures/session-door.ts';
import { expect, test } from '../fixtures/test.ts';

const text = wholeFiles({ 'main.js': 'const recovered = true;\n' });
const slow = { text, firstTokenDelayMs: 60_000 };

test.beforeEach(async ({ author, flint }) => {
  await author.openSession(await createSession(flint.url, { 'main.js': '' }));
});

test('whoever does not want to wait asks at once, or another model', async ({ author, models }) => {
  models.script([{ fault: { type: 'rate-limited', retryAfterSeconds: 500 } }, { text }]);
  await author.say('Write it');
  await author.untilStatus('Failed');
  await author.button('Do not wait').click();
  await expect(author.bar.getByRole('timer')).toHaveCount(0);
  await author.bar.getByRole('combobox', { name: 'Ask another model' }).selectOption('openai/flint-deep-test');
  await author.untilStatus('Done');
  expect(models.requests.map(({ body }) => body['model'])).toEqual(['flint-fast-test', 'flint-deep-test']);
});

test('overloaded, out of quota and too long are each told in words of their own, with another model to ask', async ({
  author,
  models,
}) => {
  const states = [
    [{ type: 'unavailable' }, 'The provider is overloaded', 'Try again'],
    [{ type: 'out-of-quota' }, 'The quota is used up', null],
    [{ type: 'too-long' }, 'Too much text for the model', null],
  ] as const;
  for (const [fault, title, retry] of states) {
    models.script({ fault });
    await author.say(`Write it: ${fault.type}`);
    await author.untilStatus('Failed');
    await expect(author.bar).toContainText(title);
    await expect(author.button('Try again')).toHaveCount(retry ? 1 : 0);
    await expect(author.bar.getByRole('timer')).toHaveCount(0);
    await expect(author.bar.getByRole('combobox', { name: 'Ask another model' })).toBeVisible();
    expect(models.requests.at(-1)!.body['model']).toBe('flint-fast-test');
  }
  expect(models.requests, 'nothing is asked twice').toHaveLength(3);
});

test('a queue is waited in, and left for another model without losing the instruction', async ({ author, models }) => {
  models.script((body) => (body['model'] === 'flint-fast-test' ? { ...slow, queued: true } : { text }));
  await author.say('Write it');
  await author.untilStatus('Queued');
  await expect(author.bar).toContainText('waits in it');
  await author.bar.getByRole('combobox', { name: 'Ask another model' }).selectOption('openai/flint-deep-test');
  await author.untilStatus('Done');
  await author.expectText('const recovered = true;\n');
  expect(models.requests[0]!.closedByClientAtMs).not.toBeNull();
  expect(JSON.stringify(models.requests[1]!.body)).toContain('Write it');
});
