import { createSession, stateAfter, textsOf } from '../../fixtures/session-door.ts';
import type { Bench } from '../bench.ts';
import { readDirectly } from '../direct-stream.ts';
import { newFileAnswer, numberedProgram } from '../numbered-program.ts';
import type { Row } from '../row.ts';
import { halfAndMost, quantile } from '../statistics.ts';
import { piecesOf, tokenLags } from '../token-lag.ts';

const runs = 20;
const tokensPerSecond = 1_000;
const programTokens = 4_000;
const path = 'main.js';

/** Twenty runs in twenty sessions at once: is every character there, and how long after the upstream wrote it? */
export async function measureManyRuns({ model, flintUrl }: Bench): Promise<Row[]> {
  const program = numberedProgram(programTokens);
  const { tokens, firstOfProgram, endOfProgram } = newFileAnswer(path, program);
  const instructions = Array.from({ length: runs }, (_, index) => `Write program ${String(index).padStart(2, '0')}`);

  await model.script({ text: tokens, tokensPerSecond });
  const sessions = await Promise.all(
    instructions.map(async (instruction) => {
      const door = await createSession(flintUrl);
      return { instruction, door, following: door.follow() };
    }),
  );
  const through = await Promise.all(
    sessions.map(async ({ instruction, door, following }) => {
      await door.send({ type: 'start-run', instruction });
      await following.until(({ event }) => event === 'run-ended');
      await following.stop();
      return { instruction, frames: following.frames };
    }),
  );
  const throughRecords = await model.requests();

  await model.script({ text: tokens, tokensPerSecond });
  const direct = await Promise.all(
    instructions.map(async (instruction) => ({ instruction, ...(await readDirectly(model.baseUrl, instruction)) })),
  );
  const directRecords = await model.requests();

  const sentFor = (records: typeof throughRecords, instruction: string) =>
    records.find(({ body }) => JSON.stringify(body).includes(instruction))?.tokenSentAtMs ?? [];
  const lags = through.flatMap(({ instruction, frames }) =>
    tokenLags(
      tokens.slice(firstOfProgram, endOfProgram),
      sentFor(throughRecords, instruction).slice(firstOfProgram, endOfProgram),
      piecesOf(frames),
    ),
  );
  const directLags = direct.flatMap(({ instruction, pieces }) =>
    tokenLags(tokens, sentFor(directRecords, instruction), pieces),
  );
  const inFull = through.filter(({ frames }) => textsOf(stateAfter(frames))[path] === program).length;
  const directInFull = direct.filter(({ text }) => text === tokens.join('')).length;
  return [
    {
      what: `${runs} runs at ${tokensPerSecond} tok/s at once, ${programTokens} tokens each: delivered in full`,
      measured: `${inFull} of ${runs}`,
      beside: `${directInFull} of ${runs} read directly`,
      target: 'all',
      isMet: inFull === runs,
    },
    {
      what: 'the same: upstream’s write to the event read by the client (p50 / p99)',
      measured: halfAndMost(lags),
      beside: `${halfAndMost(directLags)} read directly`,
      target: 'p50 ≤ 20 ms',
      isMet: quantile(lags, 0.5) <= 20,
    },
  ];
}
