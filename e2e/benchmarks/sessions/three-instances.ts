import { type Cluster, startCluster } from '../../fixtures/cluster.ts';
import { longAnswers } from '../../fixtures/long-program.ts';
import { createSession, sessionDoor } from '../../fixtures/session-door.ts';
import { isWithout } from '../../services/is-without.ts';
import type { Bench } from '../bench.ts';
import type { Row } from '../row.ts';
import { halfAndMost, milliseconds } from '../statistics.ts';

const times = 20;

/**
 * Three instances over Postgres and Redis: how soon what is said at one reaches the model that another one runs, and how
 * soon the others say that a run was interrupted when its instance is killed.
 */
export async function measureThreeInstances({ model }: Bench): Promise<Row[]> {
  if (isWithout('postgres', 'redis-server', 'nginx')) return [];
  const cluster = await startCluster({ models: { kind: 'openai', baseUrl: model.baseUrl } });
  try {
    const closedMs: number[] = [];
    const askedMs: number[] = [];
    for (let index = 0; index < times; index++) {
      await model.script(longAnswers);
      const { doors, followings } = await startRunAtFirst(cluster);
      const redirectedAtMs = now();
      await doors[1]!.send({ type: 'redirect-run', instruction: 'Write another one' });
      const [, second] = await model.until(({ length }) => length === 2);
      askedMs.push(second!.receivedAtMs - redirectedAtMs);
      await followings[2]!.until(({ event, data }) => event === 'attempt-writing' && data.includes('"attempt":2'));
      const stoppedAtMs = now();
      await doors[2]!.send({ type: 'stop-run' });
      const requests = await model.until((all) => all.every(({ closedByClientAtMs }) => closedByClientAtMs !== null));
      closedMs.push(requests[1]!.closedByClientAtMs! - stoppedAtMs);
      for (const following of followings) await following.stop();
    }
    return [
      {
        what: `Redirect said at another instance: sent to the new request upstream (p50 / p99 of ${times})`,
        measured: halfAndMost(askedMs),
      },
      {
        what: `Stop said at another instance: sent to upstream closed (p50 / p99 of ${times})`,
        measured: halfAndMost(closedMs),
      },
      {
        what: 'Instance killed in a run: until another one says that the run was interrupted',
        measured: milliseconds(await killRunning(cluster)),
        beside: 'its lease lasts 6 s',
      },
    ];
  } finally {
    await cluster.stop();
  }
}

/** A new session followed at each instance, whose run the first instance carries out. */
async function startRunAtFirst({ instances }: Cluster) {
  const { sessionId, editToken } = await createSession(instances[0]!.url);
  const doors = instances.map(({ url }) => sessionDoor(url, sessionId, editToken));
  const followings = doors.map((door) => door.follow());
  await doors[0]!.send({ type: 'start-run', instruction: 'Write a long program' });
  for (const following of followings) await following.until(({ event }) => event === 'text-changed');
  return { doors, followings };
}

async function killRunning(cluster: Cluster): Promise<number> {
  const { followings } = await startRunAtFirst(cluster);
  const killedAtMs = now();
  await cluster.instances[0]!.kill();
  const ended = await followings[1]!.until(({ event }) => event === 'run-ended');
  await Promise.all(followings.map((following) => following.stop()));
  return ended.receivedAtMs - killedAtMs;
}

function now(): number {
  return performance.timeOrigin + performance.now();
}
