import { wholeFiles } from '../fixtures/answers.ts';
import { createSession } from '../fixtures/session-door.ts';
import { expect, test } from '../fixtures/test.ts';
import { programOf } from '../model-server/tokens.ts';

const long = { text: wholeFiles({ 'main.js': programOf(20_000) }), tokensPerSecond: 1_000 };
const blue = { text: wholeFiles({ 'main.js': 'const colour = "blue";\n' }) };

test('Enter while it writes turns the model elsewhere, from what it has written', async ({ author, flint, models }) => {
  models.script([long, blue]);
  await author.openSession(await createSession(flint.url, { 'main.js': '' }));
  await author.say('Write it');
  await author.untilLength(1_000);
  await author.say('Make it blue');
  await author.untilStatus('Done');
  await author.expectText('const colour = "blue";\n');
  expect(models.requests).toHaveLength(2);
  expect(models.requests[0]?.closedByClientAtMs).not.toBeNull();
  const asked = JSON.stringify(models.requests[1]?.body);
  expect(asked).toContain('Make it blue');
  expect(asked).toContain(JSON.stringify(programOf(200)).slice(1, -1));
  for (const said of ['Write it', 'Make it blue', 'Redirected']) await expect(author.history).toContainText(said);
});

test('of two quick redirects the latest is followed, and the history has both', async ({ author, flint, models }) => {
  models.script((body) => {
    const asked = JSON.stringify(body);
    return asked.includes('Make it blue')
      ? blue
      : { ...long, ...(asked.includes('green') ? { headersDelayMs: 400 } : {}) };
  });
  await author.openSession(await createSession(flint.url, { 'main.js': '' }));
  await author.say('Write it');
  await author.untilLength(1_000);
  await author.say('Make it green');
  await author.say('Make it blue');
  await author.untilStatus('Done');
  await author.expectText('const colour = "blue";\n');
  for (const said of ['Write it', 'Make it green', 'Make it blue']) await expect(author.history).toContainText(said);
  await models.until((requests) =>
    requests.slice(0, -1).every(({ closedByClientAtMs }) => closedByClientAtMs !== null),
  );
});

test('Shift+Enter takes back what was written first', async ({ author, flint, models }) => {
  models.script([long, blue]);
  await author.openSession(await createSession(flint.url, { 'main.js': 'const before = 1;\n' }));
  await author.say('Write it');
  await author.untilLength(1_000);
  await author.say('Make it blue', 'Shift+Enter');
  await author.untilStatus('Done');
  await author.expectText('const colour = "blue";\n');
  const asked = JSON.stringify(models.requests[1]?.body);
  expect(asked).toContain('const before = 1;');
  expect(asked).not.toContain('export function step3');
  await expect(author.history).toContainText('Reverted and redirected');
});

test('a redirect in a queue is asked at once, and the waiting call is closed', async ({ author, flint, models }) => {
  models.script([{ ...long, headersDelayMs: 60_000 }, blue]);
  await author.openSession(await createSession(flint.url, { 'main.js': '' }));
  await author.say('Write it');
  await models.until(({ length }) => length === 1);
  await author.say('Make it blue');
  await author.untilStatus('Done');
  await author.expectText('const colour = "blue";\n');
  expect(models.requests[0]).toMatchObject({ headersSentAtMs: null });
  expect(models.requests[0]?.closedByClientAtMs).not.toBeNull();
});

test('arrow up brings earlier instructions back', async ({ author, flint, models }) => {
  models.script(blue);
  await author.openSession(await createSession(flint.url, { 'main.js': '' }));
  for (const said of ['First', 'Second']) {
    await author.say(said);
    await expect(author.history).toContainText(said);
    await author.untilStatus('Done');
  }
  await author.instruction.press('ArrowUp');
  await expect(author.instruction).toHaveValue('Second');
  await author.instruction.press('ArrowUp');
  await expect(author.instruction).toHaveValue('First');
});
