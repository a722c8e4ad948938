import { startFlint } from '../../fixtures/flint-server.ts';
import { killServerRepeatedly } from '../../fixtures/kill-server.ts';
import { longAnswers } from '../../fixtures/long-program.ts';
import type { Bench } from '../bench.ts';
import type { Row } from '../row.ts';
import { milliseconds, quantile } from '../statistics.ts';

const kills = 20;

/** How soon viewers are back after the server was killed at 1,000 tokens a second, with nothing acknowledged lost. */
export async function measureKilledServer({ model }: Bench): Promise<Row[]> {
  await model.script(longAnswers);
  const flint = await startFlint({ models: { kind: 'openai', baseUrl: model.baseUrl } });
  try {
    const { backMs, backAfterStartMs, acknowledged, events } = await killServerRepeatedly(flint, kills);
    const halfAndWorst = (samples: readonly number[]) =>
      `${milliseconds(quantile(samples, 0.5))} / ${milliseconds(Math.max(...samples))}`;
    return [
      {
        what: `Server killed ${kills} times in a run at 1,000 tok/s: viewers back, with the server's start (p50 / worst)`,
        measured: halfAndWorst(backMs),
        beside: `after its start ${halfAndWorst(backAfterStartMs)}; ${acknowledged} acknowledged, ${events} events, none lost`,
        target: '< 2 s',
        isMet: Math.max(...backMs) < 2_000,
      },
    ];
  } finally {
    await flint.stop();
  }
}
