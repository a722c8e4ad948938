import type { Bench } from '../bench.ts';
import { newFileAnswer, numberedProgram } from '../numbered-program.ts';
import type { Row } from '../row.ts';
import { halfAndMost, milliseconds, quantile } from '../statistics.ts';
import { type FlintPage, openFlintPage } from './flint-page.ts';
import { openBrowser } from './open-browser.ts';
import { clearPaints, readPaints, untilPainted } from './paint-log.ts';

const path = 'main.js';
const firstPaints = 20;
const stops = 50;
const tokensPerSecond = 1_000;

/** What a person at the page waits for: from Enter to the first code, and from Stop to the end of the upstream call. */
export async function measureEnterAndStop(bench: Bench): Promise<Row[]> {
  const browser = await openBrowser();
  try {
    const flint = await openFlintPage(browser, bench.flintUrl, { [path]: '' });
    return [...(await measureFirstPaint(bench, flint)), ...(await measureStop(bench, flint))];
  } finally {
    await browser.close();
  }
}

async function measureFirstPaint({ model }: Bench, flint: FlintPage): Promise<Row[]> {
  const samples: number[] = [];
  await model.script({ text: newFileAnswer(path, numberedProgram(200)).tokens });
  for (let index = 0; index < firstPaints; index += 1) {
    await clearPaints(flint.page);
    await flint.say(`Write it, number ${index}`);
    await untilPainted(flint.page, 1);
    const { painted, pressedAtMs } = await readPaints(flint.page);
    samples.push((painted[0]?.atMs ?? Number.NaN) - pressedAtMs);
    await flint.untilStatus(/^Done/);
    await empty(flint);
  }
  return [
    {
      what: `Enter to the first code painted, instant upstream (p50 / most of ${firstPaints})`,
      measured: `${milliseconds(quantile(samples, 0.5))} / ${milliseconds(Math.max(...samples))}`,
      target: 'p50 ≤ 100 ms',
      isMet: quantile(samples, 0.5) <= 100,
    },
  ];
}

async function measureStop({ model }: Bench, flint: FlintPage): Promise<Row[]> {
  const { page } = flint;
  const closedAfterMs: number[] = [];
  const tokensAfter: number[] = [];
  const shownAfter: number[] = [];
  let stray = 0;
  const text = newFileAnswer(path, numberedProgram(20_000)).tokens;
  for (let index = 0; index < stops; index += 1) {
    await model.script({ text, tokensPerSecond });
    await clearPaints(page);
    await flint.say(`Write it, to be stopped ${index}`);
    await untilPainted(page, 400 + 40 * index);
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await flint.untilStatus(/^Stopped/);
    const stoppedText = await page.evaluate(() => window.flint?.text() ?? '');
    const [record] = await model.until(([first]) => first?.closedByClientAtMs != null);
    const { pressedAtMs, painted } = await readPaints(page);
    closedAfterMs.push((record?.closedByClientAtMs ?? Number.NaN) - pressedAtMs);
    tokensAfter.push((record?.tokenSentAtMs ?? []).filter((sentAtMs) => sentAtMs > pressedAtMs).length);
    const shownAtPress = painted.findLast(({ atMs }) => atMs <= pressedAtMs)?.characters ?? 0;
    shownAfter.push(stoppedText.length - shownAtPress);
    const sequence = await flint.door.send({ type: 'rename-session', title: `Stopped ${index}` });
    await page.waitForFunction((wanted) => (window.flint?.sequence() ?? 0) >= wanted, sequence);
    stray += (await page.evaluate(() => window.flint?.text())) === stoppedText ? 0 : 1;
    await empty(flint);
  }
  return [
    {
      what: `Click on Stop to upstream closed (p50 / p99 of ${stops})`,
      measured: halfAndMost(closedAfterMs),
      target: 'p99 ≤ 50 ms',
      isMet: quantile(closedAfterMs, 0.99) <= 50,
    },
    {
      what: `the same: tokens the upstream still sent at ${tokensPerSecond} tok/s (p50 / most)`,
      measured: `${quantile(tokensAfter, 0.5)} / ${Math.max(...tokensAfter)}`,
      target: 'most ≤ 50',
      isMet: Math.max(...tokensAfter) <= 50,
    },
    {
      what: 'the same: runs in which text still landed after “Stopped”',
      measured: String(stray),
      target: 'none',
      isMet: stray === 0,
    },
    {
      what: 'the same: characters of the text that were not on the screen yet at the click (p50 / most)',
      measured: `${quantile(shownAfter, 0.5)} / ${Math.max(...shownAfter)}`,
    },
  ];
}

/** Takes the file's text away for the next time, as a partner would. */
async function empty({ page, door }: FlintPage): Promise<void> {
  const to = await page.evaluate(() => window.flint?.text().length ?? 0);
  const sequence = await door.send({ type: 'change-text', path, edits: [{ from: 0, to }] });
  await page.waitForFunction((wanted) => (window.flint?.sequence() ?? 0) >= wanted, sequence);
  await page.waitForFunction(() => document.querySelectorAll('.view-lines > .view-line').length <= 2);
}
