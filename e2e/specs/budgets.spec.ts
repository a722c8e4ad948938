import type { BudgetUse } from '../../lib/generation/token-budget.ts';
import { wholeFiles } from '../fixtures/answers.ts';
import type { FlintServer } from '../fixtures/flint-server.ts';
import { longAnswers } from '../fixtures/long-program.ts';
import { createSession, type SessionDoor, stateAfter, textsOf } from '../fixtures/session-door.ts';
import { expect, test } from '../fixtures/test-with-settings.ts';
import { isWithout } from '../services/is-without.ts';
import { startPostgres } from '../services/postgres-server.ts';
import type { ScriptedAnswer } from '../model-server/scripted-answer.ts';

const dayMs = 24 * 60 * 60_000;
const text = wholeFiles({ 'main.js': 'const paid = true;\n' });
const answerOf = (inputTokens: number, outputTokens: number): ScriptedAnswer => ({
  text,
  usage: { inputTokens, outputTokens },
});

/** Asks, and gives what became of the run. */
async function run(door: SessionDoor, model?: string) {
  const sequence = await door.send({ type: 'start-run', instruction: 'Write it', ...(model ? { model } : {}) });
  const following = door.follow();
  await following.until(({ event, id }) => event === 'run-ended' && id! > sequence);
  const state = stateAfter(following.frames);
  await following.stop();
  return { ...state.runs.at(-1)!, text: textsOf(state)['main.js'] };
}

function askBudget(
  flint: FlintServer,
  { sessionId, editToken }: SessionDoor,
  token: string | null = editToken,
): Promise<Response> {
  return fetch(`${flint.url}/api/sessions/${sessionId}/budget`, {
    headers: token === null ? {} : { authorization: `Bearer ${token}` },
  });
}

async function budgetOf(flint: FlintServer, door: SessionDoor) {
  const { budget } = (await (await askBudget(flint, door)).json()) as {
    readonly budget: {
      readonly session: BudgetUse['session'];
      readonly day: { readonly usedPercent: number } | null;
      readonly freshAtMs: number;
    };
  };
  return budget;
}

test('a session that has used its tokens is refused in words while others go on, until the day’s are used up by all', async ({
  models,
  startWith,
}) => {
  models.offerModels(['flint-fast-test']);
  const flint = await startWith({ FLINT_SESSION_TOKENS: '20_000', FLINT_DAILY_TOKENS: '45000' });
  models.script([answerOf(9_000, 10_000), answerOf(9_000, 10_000), answerOf(3_000, 4_000)]);
  const [one, two, three, four] = [
    await createSession(flint.url, { 'main.js': '' }),
    await createSession(flint.url, { 'main.js': '' }),
    await createSession(flint.url, { 'main.js': '' }),
    await createSession(flint.url, { 'main.js': '' }),
  ];

  expect(await run(one)).toMatchObject({ status: 'done', text: 'const paid = true;\n' });
  expect(await budgetOf(flint, one)).toEqual({
    session: { usedTokens: 19_000, limitTokens: 20_000 },
    day: { usedPercent: 40 },
    freshAtMs: Math.ceil(Date.now() / dayMs) * dayMs,
  });
  expect(await run(one)).toMatchObject({
    status: 'failed',
    failure: { code: 'budget', spent: { limit: 'session', leftTokens: 1_000, isCut: false } },
    text: 'const paid = true;\n',
  });

  expect(await run(two)).toMatchObject({ status: 'done' });
  expect(await run(three), 'as much is asked for as is left').toMatchObject({ status: 'done' });
  const asked = models.requests.map(({ body }) => Number(body['max_output_tokens']));
  expect(asked.slice(0, 2)).toEqual([8_192, 8_192]);
  expect(asked[2]).toBeGreaterThanOrEqual(2_000);
  expect(asked[2]).toBeLessThan(7_000);

  expect(await run(four)).toMatchObject({
    status: 'failed',
    failure: { code: 'budget', spent: { limit: 'day', leftTokens: 0 } },
  });
  expect(models.requests).toHaveLength(3);
  const { models: listed } = (await (await fetch(`${flint.url}/api/models`)).json()) as { models: { id: string }[] };
  const demo = listed.find(({ id }) => id.startsWith('demo/'))!.id;
  expect(await run(four, demo), 'Demo costs nothing').toMatchObject({ status: 'done' });
  expect((await budgetOf(flint, four)).session?.usedTokens).toBe(0);

  expect((await askBudget(flint, one, null)).status).toBe(401);
  expect((await askBudget(flint, one, four.editToken)).status).toBe(403);
});

test('after a kill in the middle of a run its worst case counts as used', async ({ models, startWith }) => {
  models.script(longAnswers);
  const flint = await startWith({ FLINT_SESSION_TOKENS: '11000' });
  const door = await createSession(flint.url, { 'main.js': '' });
  const before = door.follow();
  await door.send({ type: 'start-run', instruction: 'Write a long program' });
  await before.until(({ event }) => event === 'attempt-writing');
  const ended = before.until(() => false).catch(() => {});
  await flint.kill();
  await ended;
  await flint.start();
  const after = door.follow();
  await after.until(({ event }) => event === 'run-ended');
  await after.stop();
  const { session } = await budgetOf(flint, door);
  expect(session?.usedTokens).toBeGreaterThan(8_500);
  const refused = await run(door);
  expect(refused).toMatchObject({ status: 'failed', failure: { code: 'budget', spent: { limit: 'session' } } });
  expect(Math.round(refused.failure!.spent!.leftTokens / 100)).toBe((11_000 - session!.usedTokens) / 100);
  expect(models.requests).toHaveLength(1);
});

test('a limit holds over several instances, however many sessions ask at once', async ({ models, startWith }) => {
  test.skip(isWithout('postgres'), 'Postgres is not on this machine.');
  const postgres = await startPostgres();
  try {
    const environment = { DATABASE_URL: await postgres.createDatabase(), FLINT_DAILY_TOKENS: '30_000' };
    const instances = [await startWith(environment), await startWith(environment)];
    models.script({ ...longAnswers[0]!, firstTokenDelayMs: 60_000 });
    const doors = await Promise.all(
      Array.from({ length: 10 }, (_, index) => createSession(instances[index % 2]!.url, { 'main.js': '' })),
    );
    const followings = doors.map((door) => door.follow());
    await Promise.all(doors.map((door) => door.send({ type: 'start-run', instruction: 'Write it' })));
    // Each sets some 9,400 aside: three have room, and what is left is too little for another.
    await models.until((requests) => requests.length === 3);
    const isRefused = () => followings.filter(({ frames }) => frames.some(({ event }) => event === 'run-ended'));
    await expect.poll(() => isRefused().length).toBe(7);
    for (const { frames } of isRefused()) {
      expect(stateAfter(frames).runs.at(-1)).toMatchObject({ failure: { code: 'budget', spent: { limit: 'day' } } });
    }
    expect(models.requests).toHaveLength(3);
    for (const following of followings) await following.stop();
    for (const flint of instances) await flint.stop();
  } finally {
    await postgres.close();
  }
});

test('an answer that is stopped is settled with what had come', async ({ models, startWith }) => {
  models.script(longAnswers);
  const flint = await startWith({ FLINT_SESSION_TOKENS: '200000' });
  const door = await createSession(flint.url, { 'main.js': '' });
  const following = door.follow();
  await door.send({ type: 'start-run', instruction: 'Write a long program' });
  await following.until(({ event }) => event === 'attempt-writing');
  expect((await budgetOf(flint, door)).session?.usedTokens).toBeGreaterThan(8_000);
  await door.send({ type: 'stop-run' });
  await following.until(({ event }) => event === 'run-ended');
  await following.stop();
  const used = (await budgetOf(flint, door)).session!.usedTokens;
  expect(used).toBeGreaterThan(500);
  expect(used).toBeLessThan(4_000);
});

test('in the page it is said what is used, what is left, and when there is more; Demo goes on', async ({
  models,
  startWith,
  openActor,
}) => {
  models.script(answerOf(9_000, 10_400));
  const flint = await startWith({ FLINT_SESSION_TOKENS: '20000', FLINT_DAILY_TOKENS: '1_000_000' });
  const author = await openActor({ baseURL: flint.url });
  const door = await createSession(flint.url, { 'main.js': '' });
  await author.openSession(door);
  await author.say('Write it');
  await author.untilStatus('Done');
  await author.receipt.getByRole('button').click();
  await expect(author.receipt.getByRole('definition').filter({ hasText: '19,400 of 20,000' })).toBeVisible();
  await expect(author.receipt.getByRole('definition').filter({ hasText: 'about 0 %' })).toBeVisible();

  await author.say('And more of it');
  await author.untilStatus('Failed');
  await expect(author.bar).toContainText('This session has used its tokens for today');
  await expect(author.bar).toContainText('600 are left to this session');
  await expect(author.bar.getByRole('timer')).toHaveText(/^New ones in (\d+ h )?\d+ (min|s)$/);
  await expect(author.bar.getByRole('combobox', { name: 'Ask another model' })).toHaveCount(0);
  await author.expectText('const paid = true;\n');
  await author.button('Edit instruction').click();
  await expect(author.instruction).toHaveValue('And more of it');

  const viewer = await openActor({ baseURL: flint.url });
  const asked: string[] = [];
  viewer.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await viewer.openSession(door, { mayEdit: false });
  await expect(viewer.bar).toContainText('This session has used its tokens for today');
  expect(asked.filter((path) => path.endsWith('/budget'))).toEqual([]);

  await author.page.clock.setFixedTime(Date.now() + dayMs);
  await expect(author.button('Try again')).toBeVisible();
  await expect(author.bar.getByRole('timer')).toHaveCount(0);
  await author.button('Use Demo').click();
  await author.untilStatus('Done');
  expect(models.requests).toHaveLength(1);
});
