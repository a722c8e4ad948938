import type { Bench } from '../bench.ts';
import { numberedProgram, replaceLineAnswer } from '../numbered-program.ts';
import type { Row } from '../row.ts';
import { halfAndMost, quantile } from '../statistics.ts';
import { type FlintPage, openFlintPage } from './flint-page.ts';
import { keysToPaint } from './key-to-paint.ts';
import { openBrowser } from './open-browser.ts';

const path = 'main.js';
/** Short enough not to wrap. */
const keysPerLine = 40;
const ownLines = ['// one: ', '// two: ', '// three: ', '// four: '];
const target = '// the model writes here';
const tokensPerSecond = 1_000;

/** From a key to the frame that shows its character, while the model writes in the same file, and while it does not. */
export async function measureTyping({ model, flintUrl }: Bench): Promise<Row[]> {
  const browser = await openBrowser();
  try {
    const flint = await openFlintPage(browser, flintUrl, { [path]: `${ownLines.join('\n')}\n${target}\n` });
    const quiet = await typeInLines(flint, [0, 1]);
    await model.script({
      text: replaceLineAnswer(path, target, numberedProgram(tokensPerSecond * 30)).tokens,
      tokensPerSecond,
    });
    await flint.say('Write it');
    await flint.untilStatus(/^Writing/);
    const busy = await typeInLines(flint, [2, 3]);
    await flint.untilStatus(/^Writing/);
    await flint.page.getByRole('button', { name: 'Stop', exact: true }).click();
    await flint.untilStatus(/^Stopped/);
    return [
      {
        what: `Key to paint while the model writes at ${tokensPerSecond} tok/s in the same file (p50 / p99 of ${busy.length})`,
        measured: halfAndMost(busy),
        beside: `${halfAndMost(quiet)} while it does not`,
        target: 'p99 ≤ 60 ms',
        isMet: quantile(busy, 0.99) <= 60,
      },
    ];
  } finally {
    await browser.close();
  }
}

async function typeInLines(flint: FlintPage, lines: readonly number[]): Promise<number[]> {
  const lagMs: number[] = [];
  for (const line of lines)
    lagMs.push(...(await keysToPaint(flint.page, line, ownLines[line]?.trimEnd() ?? '', keysPerLine)));
  return lagMs;
}
