import { type Cluster, startCluster } from '../fixtures/cluster.ts';
import { typeInsistently } from '../fixtures/insistent-typist.ts';
import { longAnswers } from '../fixtures/long-program.ts';
import { watchForGood } from '../fixtures/lasting-viewer.ts';
import { requireSameEverywhere } from '../fixtures/same-everywhere.ts';
import { createSession, sessionDoor } from '../fixtures/session-door.ts';
import { expect, test } from '../fixtures/test.ts';
import type { ModelServer } from '../model-server/model-server.ts';
import { isWithout } from '../services/is-without.ts';

test.skip(isWithout('postgres', 'redis-server', 'nginx'), 'Postgres, Redis or nginx is not on this machine.');
test.describe.configure({ mode: 'serial' });

let cluster: Cluster;

test.beforeAll(async ({ modelServer }) => {
  test.setTimeout(90_000);
  cluster = await startCluster({ models: { kind: 'openai', baseUrl: modelServer.baseUrl } });
});

test.afterAll(() => cluster?.stop());

/** A session with somebody watching and somebody typing at each instance, one watching through nginx, and a long answer to come. */
async function tellSession(models: ModelServer) {
  models.script({ programTokens: 100_000, tokensPerSecond: 1_000 });
  const urls = cluster.instances.map(({ url }) => url);
  const door = await createSession(cluster.nginx.url, { 'notes.txt': '' });
  const doors = urls.map((url) => sessionDoor(url, door.sessionId, door.editToken));
  // Each begins at another instance, and goes on at the next one when that is gone.
  const from = (index: number) => urls.map((_url, turn) => urls[(index + turn) % urls.length]!);
  const viewers = [
    ...urls.map((_url, index) => watchForGood(from(index), door, { mayEdit: index === 1 })),
    watchForGood([cluster.nginx.url], door),
  ];
  const typists = ['a', 'b', 'c'].map((name, index) =>
    typeInsistently(from(index), door, { path: 'notes.txt', name, pauseMs: 40 }),
  );
  const allAt = (tokens: number) =>
    Promise.all(
      viewers.map((viewer) =>
        viewer.until(({ run, runs }) => run.status === 'writing' && runs.at(-1)!.tokens >= tokens),
      ),
    );
  return {
    door,
    doors,
    viewers,
    typists,
    allAt,
    expectSameEverywhere: () =>
      requireSameEverywhere({ url: cluster.nginx.url, sessionId: door.sessionId, viewers, typists }),
  };
}

test('a run is followed at every instance, and redirected and stopped from any', async ({ models }) => {
  const { door, doors, viewers, allAt, expectSameEverywhere } = await tellSession(models);
  await doors[0]!.send({ type: 'start-run', instruction: 'Write a long program' });
  await allAt(300);
  const redirected = models.nextRequest();
  const before = performance.now();
  await doors[1]!.send({ type: 'redirect-run', instruction: 'Write another one' });
  await redirected;
  const turnedMs = performance.now() - before;
  expect(models.requests[0]?.closedByClientAtMs).not.toBeNull();
  await allAt(900);
  await sessionDoor(cluster.nginx.url, door.sessionId, door.editToken).send({ type: 'stop-run' });
  await models.until((requests) => requests.every(({ closedByClientAtMs }) => closedByClientAtMs !== null));
  for (const viewer of viewers) expect((await viewer.until(({ run }) => run.status === 'idle')).runs).toHaveLength(1);
  await expectSameEverywhere();
  expect(turnedMs).toBeLessThan(1_000);
});

test('a race is followed at every instance, and one of it is kept at another than the one that carries it out', async ({
  models,
}) => {
  const { doors, viewers, expectSameEverywhere } = await tellSession(models);
  const racing = ['openai/racer-a', 'openai/racer-b', 'openai/racer-c'];
  await doors[0]!.send({ type: 'start-race', instruction: 'Write a long program', models: racing });
  const states = await Promise.all(
    viewers.map((viewer) =>
      viewer.until(({ races }) => races[0]?.racers.every(({ record }) => record.tokens >= 300) ?? false),
    ),
  );
  const kept = states[0]!.races[0]!.racers[1]!.record;
  await doors[2]!.send({ type: 'pick-racer', racer: kept.id });
  await models.until(
    (requests) => requests.filter(({ closedByClientAtMs }) => closedByClientAtMs !== null).length === 2,
  );
  const open = models.requests.filter(({ closedByClientAtMs }) => closedByClientAtMs === null);
  expect(open.map(({ body }) => body['model'])).toEqual(['racer-b']);
  for (const viewer of viewers) {
    await viewer.until(({ runs }) => runs.at(-1)?.id === kept.id && runs.at(-1)!.tokens >= kept.tokens + 500);
  }
  await doors[1]!.send({ type: 'stop-run' });
  for (const viewer of viewers) expect((await viewer.until(({ run }) => run.status === 'idle')).runs).toHaveLength(1);
  await expectSameEverywhere();
});

test('who types at another instance is heard while a model writes a file at full speed', async ({ models }) => {
  const { door, doors, viewers, typists, allAt, expectSameEverywhere } = await tellSession(models);
  models.script(longAnswers);
  await doors[0]!.send({ type: 'start-run', instruction: 'Write a long program' });
  await allAt(300);
  const before = typists.map(({ acknowledged }) => acknowledged.length);
  await allAt(4_300);
  const heard = typists.map(({ acknowledged }, index) => acknowledged.length - before[index]!);
  await sessionDoor(cluster.nginx.url, door.sessionId, door.editToken).send({ type: 'stop-run' });
  for (const viewer of viewers) await viewer.until(({ run }) => run.status === 'idle');
  await expectSameEverywhere();
  // Four seconds of a mark every 40 ms and its way there; the first of them types where the model writes.
  for (const count of heard) expect(count, `heard ${heard.join(', ')}`).toBeGreaterThan(heard[0]! / 4);
});

test('the instance that runs the model is killed, then Redis, then Postgres is started anew: no gap, and every text exact', async ({
  models,
}) => {
  test.setTimeout(120_000);
  const { doors, viewers, allAt, expectSameEverywhere } = await tellSession(models);
  const [runs] = cluster.instances;
  await doors[0]!.send({ type: 'start-run', instruction: 'Write a long program' });
  await allAt(300);
  await runs!.kill();
  const interrupted = await viewers[1]!.until(({ run }) => run.status === 'failed');
  expect(interrupted.run).toMatchObject({ failure: { code: 'interrupted' } });
  const runId = interrupted.runs.at(-1)!.id;

  await doors[1]!.send({ type: 'continue-run', runId });
  await allAt(300);
  await cluster.redis.kill();
  const sequence = (await allAt(800))[0]!.sequence;
  await cluster.redis.start();
  await runs!.start();

  await cluster.postgres.stop();
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  await cluster.postgres.start();
  await Promise.all(viewers.map((viewer) => viewer.until((state) => state.sequence > sequence + 200)));
  // The run went on through it all, at the instance that had it.
  expect(viewers[0]!.state.run.status).toBe('writing');
  expect(viewers[0]!.state.runs).toMatchObject([{ id: runId }, { continues: runId }]);
  await doors[2]!.send({ type: 'stop-run' });
  for (const viewer of viewers) await viewer.until(({ run }) => run.status === 'idle');
  await expectSameEverywhere();
});

test('an instance that stood still for too long is fenced: what it goes on to write is in nobody’s text', async ({
  models,
}) => {
  test.setTimeout(120_000);
  const { doors, viewers, allAt, expectSameEverywhere } = await tellSession(models);
  const [frozen] = cluster.instances;
  await doors[0]!.send({ type: 'start-run', instruction: 'Write a long program' });
  await allAt(300);
  process.kill(frozen!.pid, 'SIGSTOP');
  const ended = await viewers[1]!.until(({ run }) => run.status === 'failed');
  expect(ended.run).toMatchObject({ failure: { code: 'interrupted' } });
  const first = ended.runs.at(-1)!;
  await doors[1]!.send({ type: 'continue-run', runId: first.id });
  await viewers[1]!.until(({ run, runs }) => run.status === 'writing' && runs.at(-1)!.tokens > 200);
  expect(models.requests[0]?.closedByClientAtMs).toBeNull();

  process.kill(frozen!.pid, 'SIGCONT');
  // It learns that the lease is gone, and closes its call.
  await models.until(([request]) => request?.closedByClientAtMs !== null);
  await allAt(1_000);
  await doors[0]!.send({ type: 'stop-run' });
  for (const viewer of viewers) await viewer.until(({ run }) => run.status === 'idle');
  const log = await expectSameEverywhere();
  const end = log.find(({ event, data }) => event === 'run-ended' && data.includes(first.id))!;
  const late = log.filter(
    ({ id, data }) => id! > end.id! && data.includes(`"by":{"kind":"model","runId":"${first.id}"`),
  );
  expect(late).toEqual([]);
});
