import { createSession, type FeedFrame, type SessionDoor, type Following } from '../../fixtures/session-door.ts';
import type { Bench } from '../bench.ts';
import { newFileAnswer, numberedProgram } from '../numbered-program.ts';
import type { Row } from '../row.ts';
import { halfAndMost, quantile } from '../statistics.ts';

const times = 50;
const tokensPerSecond = 1_000;

/** Stop and Redirect over HTTP, while the model writes and while it has not even sent headers. */
export async function measureStopAndRedirect(bench: Bench): Promise<Row[]> {
  return [
    ...(await measureStops(bench, 'writing')),
    ...(await measureStops(bench, 'in a queue')),
    await measureRedirects(bench, 'writing'),
    await measureRedirects(bench, 'in a queue'),
  ];
}

type Moment = 'writing' | 'in a queue';

async function measureStops({ model, flintUrl }: Bench, moment: Moment): Promise<Row[]> {
  const closedAfterMs: number[] = [];
  const tokensAfter: number[] = [];
  let stray = 0;
  for (let index = 0; index < times; index += 1) {
    const { door, following } = await startRun({ model, flintUrl }, moment, index);
    const stoppedAtMs = now();
    await door.send({ type: 'stop-run' });
    await following.until(({ event }) => event === 'run-ended');
    const [record] = await model.until(([first]) => first?.closedByClientAtMs != null);
    if (record?.closedByClientAtMs == null) continue;
    closedAfterMs.push(record.closedByClientAtMs - stoppedAtMs);
    tokensAfter.push(record.tokenSentAtMs.filter((sentAtMs) => sentAtMs > stoppedAtMs).length);
    // One more event behind the end, so that whatever would still have landed is there.
    const sequence = await door.send({ type: 'rename-session', title: 'after the stop' });
    await following.until(({ id }) => id === sequence);
    stray += writtenAfterStop(following.frames);
    await following.stop();
  }
  const rows: Row[] = [
    {
      what: `Stop ${moment}: command sent to upstream closed (p50 / p99 of ${times})`,
      measured: halfAndMost(closedAfterMs),
      target: 'p99 ≤ 50 ms',
      isMet: closedAfterMs.length === times && quantile(closedAfterMs, 0.99) <= 50,
    },
  ];
  if (moment === 'in a queue') return rows;
  return [
    ...rows,
    {
      what: `the same: tokens the upstream still sent at ${tokensPerSecond} tok/s (p50 / most)`,
      measured: `${quantile(tokensAfter, 0.5)} / ${Math.max(...tokensAfter)}`,
      target: 'most ≤ 50',
      isMet: Math.max(...tokensAfter) <= 50,
    },
    {
      what: 'the same: changes that landed after the stop',
      measured: String(stray),
      target: 'none',
      isMet: stray === 0,
    },
  ];
}

async function measureRedirects({ model, flintUrl }: Bench, moment: Moment): Promise<Row> {
  const askedAfterMs: number[] = [];
  for (let index = 0; index < times; index += 1) {
    const { door, following } = await startRun({ model, flintUrl }, moment, index);
    const redirectedAtMs = now();
    await door.send({ type: 'redirect-run', instruction: 'Do something else' });
    const requests = await model.until(({ length }) => length === 2);
    askedAfterMs.push((requests[1]?.receivedAtMs ?? Number.NaN) - redirectedAtMs);
    await door.send({ type: 'stop-run' });
    await following.until(({ event }) => event === 'run-ended');
    await following.stop();
  }
  return {
    what: `Redirect ${moment}: command sent to the new request upstream (p50 / p99 of ${times})`,
    measured: halfAndMost(askedAfterMs),
    target: 'p50 ≤ 30 ms',
    isMet: quantile(askedAfterMs, 0.5) <= 30,
  };
}

/** A run in a new session, brought to the moment in question: each time a little further. */
async function startRun(
  { model, flintUrl }: Pick<Bench, 'model' | 'flintUrl'>,
  moment: Moment,
  index: number,
): Promise<{ readonly door: SessionDoor; readonly following: Following }> {
  const { tokens } = newFileAnswer('main.js', numberedProgram(20_000));
  await model.script({
    text: tokens,
    tokensPerSecond,
    ...(moment === 'in a queue' ? { headersDelayMs: 60_000 } : {}),
  });
  const door = await createSession(flintUrl);
  const following = door.follow();
  await door.send({ type: 'start-run', instruction: 'Write it' });
  if (moment === 'in a queue') await model.until(({ length }) => length === 1);
  else {
    const wantedChanges = 2 + (index % 10);
    let changes = 0;
    await following.until(({ event }) => event === 'text-changed' && ++changes >= wantedChanges);
  }
  return { door, following };
}

function writtenAfterStop(frames: readonly FeedFrame[]): number {
  const stopped = frames.findIndex(({ event }) => event === 'stop-requested');
  return frames.slice(stopped).filter(({ event }) => event === 'text-changed' || event === 'file-created').length;
}

function now(): number {
  return performance.timeOrigin + performance.now();
}
