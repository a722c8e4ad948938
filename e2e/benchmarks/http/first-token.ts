import { createSession } from '../../fixtures/session-door.ts';
import { readDirectly } from '../direct-stream.ts';
import type { Bench } from '../bench.ts';
import { newFileAnswer, numberedProgram } from '../numbered-program.ts';
import type { Row } from '../row.ts';
import { halfAndMost, milliseconds, quantile } from '../statistics.ts';

const pairs = 120;
const warmUps = 10;

/**
 * How much later the first code is there through Flint than from the upstream itself: from sending the instruction to
 * reading the first piece, in turns, so that whatever else the machine does meets both alike.
 */
export async function measureFirstToken({ model, flintUrl }: Bench): Promise<Row[]> {
  await model.script({ text: newFileAnswer('main.js', numberedProgram(100)).tokens });
  const direct: number[] = [];
  const through: number[] = [];
  const session = await createSession(flintUrl);
  const following = session.follow();
  for (let index = 0; index < warmUps + pairs; index += 1) {
    const askedAtMs = now();
    const { pieces } = await readDirectly(model.baseUrl, 'Write it');
    const directMs = (pieces[0]?.receivedAtMs ?? Number.NaN) - askedAtMs;

    const startedAtMs = now();
    const sequence = await session.send({ type: 'start-run', instruction: `Write it, number ${index}` });
    const first = await following.until(({ event, id }) => event === 'text-changed' && (id ?? 0) > sequence);
    await following.until(({ event, id }) => event === 'run-ended' && (id ?? 0) > sequence);
    // Each run writes a new file: one that is there would be compared with the answer.
    const deleted = await session.send({ type: 'delete-file', path: 'main.js' });
    await following.until(({ id }) => id === deleted);
    if (index < warmUps) continue;
    direct.push(directMs);
    through.push(first.receivedAtMs - startedAtMs);
  }
  await following.stop();
  const added = through.map((value, index) => value - (direct[index] ?? 0));
  return [
    {
      what: `Time to the first code, added (p50 / p99 of ${pairs} pairs)`,
      measured: halfAndMost(added),
      beside: `through Flint ${milliseconds(quantile(through, 0.5))}, upstream itself ${milliseconds(quantile(direct, 0.5))}`,
      target: 'p50 ≤ 10 ms',
      isMet: quantile(added, 0.5) <= 10,
    },
  ];
}

function now(): number {
  return performance.timeOrigin + performance.now();
}
