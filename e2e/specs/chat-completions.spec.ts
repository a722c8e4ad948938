import { wholeFiles } from '../fixtures/answers.ts';
import { createSession } from '../fixtures/session-door.ts';
import { expect, test } from '../fixtures/test.ts';
import { programOf } from '../model-server/tokens.ts';

test.use({ modelSource: 'compatible' });

const long = { text: wholeFiles({ 'main.js': programOf(20_000) }), tokensPerSecond: 1_000 };

test('a compatible server writes, is redirected and is stopped like any other', async ({ author, flint, models }) => {
  models.script([long, { text: wholeFiles({ 'main.js': 'const a = 1;\n' }) }, long]);
  await author.openSession(await createSession(flint.url, { 'main.js': '' }));
  await author.say('Write it');
  await author.untilLength(1_000);
  await author.say('Something short');
  await author.untilStatus('Done');
  await author.expectText('const a = 1;\n');
  await author.say('Write it');
  await author.untilLength(1_000);
  await author.button('Stop').click();
  await author.untilStatus('Stopped');
  await models.until((requests) => requests.length === 3 && requests[2]?.closedByClientAtMs != null);
  expect(models.requests.map(({ path }) => path)).toEqual(Array(3).fill('/v1/chat/completions'));
});

test('done without a reason to finish is no end: the answer broke off', async ({ author, flint, models }) => {
  models.script({ text: long.text, fault: { type: 'done-without-finish', afterTokens: 100 } });
  await author.openSession(await createSession(flint.url, { 'main.js': '' }));
  await author.say('Write it');
  await author.untilStatus('Failed');
  await expect(author.status).toHaveText(/broke off/);
});
