import { setTimeout as delay } from 'node:timers/promises';
import { startFlint, type FlintServer } from '../../fixtures/flint-server.ts';
import { createSession, type SessionDoor } from '../../fixtures/session-door.ts';
import type { Bench } from '../bench.ts';
import { newFileAnswer, numberedProgram } from '../numbered-program.ts';
import type { Row } from '../row.ts';
import { halfAndMost, quantile } from '../statistics.ts';
import { startFarAway, type FarAway } from './far-away.ts';

const times = 30;
const pausedTimes = 10;
/** Longer than an HTTP connection is kept open between two requests. */
const pauseMs = 6_000;
const roundTripMs = 40;

/**
 * One model server asked over HTTP and over WebSockets, in turns: how long from a command to the first code of its answer,
 * through Flint, as bare loopback and as if the provider were a round trip of 40 ms away.
 */
export async function measureTransports({ model }: Bench): Promise<Row[]> {
  const rows: Row[] = [];
  for (const distanceMs of [0, roundTripMs]) {
    const far = await startFarAway(Number(new URL(model.baseUrl).port), distanceMs);
    const http = await startAsking(far, 'http');
    const webSocket = await startAsking(far, 'auto');
    try {
      const bench = { model, http, webSocket };
      const where = distanceMs === 0 ? 'on loopback' : `${distanceMs} ms of round trip away`;
      rows.push(
        await compare(`Redirect to the first token, provider ${where}`, bench, measureRedirect, {
          count: times,
          savesWay: true,
        }),
        await compare(`Run to the first token, one after the other, provider ${where}`, bench, measureRun, {
          count: times,
          savesWay: false,
        }),
        await compare(
          `Run to the first token, ${pauseMs / 1000} s after the last, provider ${where}`,
          bench,
          measureRun,
          { count: pausedTimes, betweenMs: pauseMs, savesWay: true },
        ),
      );
    } finally {
      await http.stop();
      await webSocket.stop();
      await far.stop();
    }
  }
  return rows;
}

interface Pair {
  readonly model: Bench['model'];
  readonly http: FlintServer;
  readonly webSocket: FlintServer;
}

type Measure = (door: SessionDoor, model: Bench['model']) => Promise<number>;

async function compare(
  what: string,
  pair: Pair,
  measure: Measure,
  {
    count,
    betweenMs = 0,
    savesWay,
  }: { readonly count: number; readonly betweenMs?: number; readonly savesWay: boolean },
): Promise<Row> {
  const took = { http: [] as number[], webSocket: [] as number[] };
  const used = { http: 0, webSocket: 0 };
  // The first of each finds nothing ready, and is not counted.
  for (let index = -2; index < count; index += 1) {
    await delay(betweenMs);
    for (const way of ['http', 'webSocket'] as const) {
      const door = await createSession(pair[way].url);
      const tookMs = await measure(door, pair.model);
      const [last] = (await pair.model.requests()).slice(-1);
      if (index < 0) continue;
      took[way].push(tookMs);
      if (last?.transport === (way === 'http' ? 'http' : 'websocket')) used[way] += 1;
    }
  }
  if (used.http !== count) throw new Error('Not every request that was to go over HTTP did.');
  const saved = 1 - quantile(took.webSocket, 0.5) / quantile(took.http, 0.5);
  return {
    what: `${what} (p50 / p99 of ${count})`,
    measured: `WebSocket ${halfAndMost(took.webSocket)}${used.webSocket === count ? '' : `, taken ${used.webSocket} times`}`,
    beside: `HTTP ${halfAndMost(took.http)}, ${Math.abs(Math.round(saved * 100))} % ${saved < 0 ? 'lost' : 'saved'}`,
    // With HTTP's connection still open there is no way to it that could be saved.
    ...(savesWay && { target: 'less than HTTP', isMet: saved > 0 }),
  };
}

async function measureRun(door: SessionDoor, model: Bench['model']): Promise<number> {
  await model.script({ text: newFileAnswer('main.js', numberedProgram(50)).tokens });
  const following = door.follow();
  const startedAtMs = now();
  await door.send({ type: 'start-run', instruction: 'Write it' });
  const first = await following.until(({ event }) => event === 'attempt-writing');
  await following.until(({ event }) => event === 'run-ended');
  await following.stop();
  return first.receivedAtMs - startedAtMs;
}

async function measureRedirect(door: SessionDoor, model: Bench['model']): Promise<number> {
  await model.script({ text: newFileAnswer('main.js', numberedProgram(2_000)).tokens, tokensPerSecond: 1_000 });
  const following = door.follow();
  await door.send({ type: 'start-run', instruction: 'Write it' });
  await following.until(({ event }) => event === 'text-changed');
  // The connection for what comes next has had time to be made, as it has while somebody types.
  await delay(8 * roundTripMs);
  const redirectedAtMs = now();
  await door.send({ type: 'redirect-run', instruction: 'Write something else' });
  const second = await following.until(
    ({ event, data }) => event === 'attempt-writing' && (JSON.parse(data) as { attempt: number }).attempt === 2,
  );
  await door.send({ type: 'stop-run' });
  await following.until(({ event }) => event === 'run-ended');
  await following.stop();
  return second.receivedAtMs - redirectedAtMs;
}

function startAsking({ port }: FarAway, transport: 'http' | 'auto'): Promise<FlintServer> {
  return startFlint({
    models: { kind: 'openai', baseUrl: `http://127.0.0.1:${port}/v1` },
    environment: { FLINT_FAST_MODEL: 'openai/gpt-5.3-codex-spark', FLINT_OPENAI_TRANSPORT: transport },
  });
}

function now(): number {
  return performance.timeOrigin + performance.now();
}
