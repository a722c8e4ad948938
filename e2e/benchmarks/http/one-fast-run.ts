import { createSession, stateAfter, textsOf } from '../../fixtures/session-door.ts';
import type { Bench } from '../bench.ts';
import { newFileAnswer, numberedProgram } from '../numbered-program.ts';
import type { Row } from '../row.ts';
import { halfAndMost } from '../statistics.ts';
import { piecesOf, tokenLags } from '../token-lag.ts';

const tokensPerSecond = 20_000;
const programTokens = 60_000;
const path = 'main.js';

/** One run far above what models do today: does the text keep up with the upstream? */
export async function measureOneFastRun({ model, flintUrl }: Bench): Promise<Row[]> {
  const program = numberedProgram(programTokens);
  const { tokens, firstOfProgram, endOfProgram } = newFileAnswer(path, program);
  await model.script({ text: tokens, tokensPerSecond });
  const door = await createSession(flintUrl);
  const following = door.follow();
  await door.send({ type: 'start-run', instruction: 'Write it' });
  await following.until(({ event }) => event === 'run-ended');
  await following.stop();
  const [record] = await model.requests();
  const sentAtMs = record?.tokenSentAtMs ?? [];
  const pieces = piecesOf(following.frames);
  const lags = tokenLags(
    tokens.slice(firstOfProgram, endOfProgram),
    sentAtMs.slice(firstOfProgram, endOfProgram),
    pieces,
  );
  const sentMs = (sentAtMs.at(-1) ?? 0) - (sentAtMs[0] ?? 0);
  const receivedMs = (pieces.at(-1)?.receivedAtMs ?? 0) - (pieces[0]?.receivedAtMs ?? 0);
  const ratio = ((tokens.length / receivedMs) * 1000) / tokensPerSecond;
  const isWhole = textsOf(stateAfter(following.frames))[path] === program;
  return [
    {
      what: `One run at ${tokensPerSecond} tok/s, ${programTokens} tokens: rate delivered`,
      measured: `${Math.round(ratio * tokensPerSecond)} tok/s, ${isWhole ? 'in full' : 'NOT in full'}`,
      beside: `upstream sent ${Math.round((tokens.length / sentMs) * 1000)} tok/s`,
      target: '≥ 0.95 of it',
      isMet: isWhole && ratio >= 0.95,
    },
    { what: 'the same: upstream’s write to the event read (p50 / p99)', measured: halfAndMost(lags) },
  ];
}
