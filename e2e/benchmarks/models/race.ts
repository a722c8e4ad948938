import { createSession, stateAfter, textsOf } from '../../fixtures/session-door.ts';
import type { Bench } from '../bench.ts';
import { newFileAnswer, numberedProgram } from '../numbered-program.ts';
import type { Row } from '../row.ts';
import { halfAndMost, quantile } from '../statistics.ts';

const rounds = 20;
const tokensPerSecond = 1_000;
const racers = ['racer-a', 'racer-b', 'racer-c', 'racer-d'];

/** Races of four models, one of which is kept in mid-stream: how soon the others are closed, and what lands. */
export async function measureRace({ model, flintUrl }: Bench): Promise<Row[]> {
  const closedAfterMs: number[] = [];
  const landedAfterMs: number[] = [];
  const tokensAfter: number[] = [];
  let whole = 0;
  for (let round = 0; round < rounds; round += 1) {
    // Each question gets an answer of its own, in the order in which they come.
    const programs = racers.map((_, index) => `// answer ${index}\n${numberedProgram(1_200)}`);
    await model.script(
      programs.map((program) => ({ text: newFileAnswer('main.js', program).tokens, tokensPerSecond })),
    );
    const door = await createSession(flintUrl, { 'main.js': '' });
    const following = door.follow();
    const models = racers.map((name) => `openai/${name}`);
    await door.send({ type: 'start-race', instruction: 'Write it', models });
    const asked = await model.until(
      (requests) => requests.length === 4 && requests.every(({ tokensSent }) => tokensSent > 100 + 10 * round),
    );
    const kept = racers[round % 4] as string;
    const racer = stateAfter(following.frames).races[0]?.racers.find((one) => one.model === `openai/${kept}`);
    if (!racer) throw new Error('The racer is not in the race.');
    const pickedAtMs = performance.timeOrigin + performance.now();
    await door.send({ type: 'pick-racer', racer: racer.record.id });
    const landed = await following.until(({ event }) => event === 'text-changed');
    landedAfterMs.push(landed.receivedAtMs - pickedAtMs);
    await following.until(({ event, data }) => event === 'run-ended' && data.includes(racer.record.id));
    for (const { body, closedByClientAtMs, tokenSentAtMs } of await model.requests()) {
      if (body['model'] === kept) continue;
      closedAfterMs.push((closedByClientAtMs ?? Number.POSITIVE_INFINITY) - pickedAtMs);
      tokensAfter.push(tokenSentAtMs.filter((sentAtMs) => sentAtMs > pickedAtMs).length);
    }
    const answer = asked.findIndex(({ body }) => body['model'] === kept);
    if (textsOf(stateAfter(following.frames))['main.js'] === programs[answer]) whole += 1;
    await following.stop();
  }
  return [
    {
      what: `Keep one of four racers that write: command sent to the others closed upstream (p50 / p99 of ${closedAfterMs.length})`,
      measured: halfAndMost(closedAfterMs),
      target: 'p99 ≤ 50 ms',
      isMet: quantile(closedAfterMs, 0.99) <= 50,
    },
    {
      what: `the same: tokens each still sent at ${tokensPerSecond} tok/s (p50 / most)`,
      measured: `${quantile(tokensAfter, 0.5)} / ${Math.max(...tokensAfter)}`,
      target: 'most ≤ 50',
      isMet: Math.max(...tokensAfter) <= 50,
    },
    {
      what: `the same: command sent to its text in the files, at a reader (p50 / p99 of ${rounds})`,
      measured: halfAndMost(landedAfterMs),
    },
    {
      what: 'the same: kept answers that are whole at the end, with nothing of the others',
      measured: `${whole} of ${rounds}`,
      target: 'all',
      isMet: whole === rounds,
    },
  ];
}
