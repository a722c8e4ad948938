import type { Page } from '@playwright/test';
import type { Bench } from '../bench.ts';
import { newFileAnswer, numberedProgram } from '../numbered-program.ts';
import { openFlintPage } from '../page/flint-page.ts';
import { keysToPaint } from '../page/key-to-paint.ts';
import { openBrowser } from '../page/open-browser.ts';
import { readPaints } from '../page/paint-log.ts';
import type { Row } from '../row.ts';
import { halfAndMost, quantile } from '../statistics.ts';

const lines = ['// line a: ', '// line b: '];
const stops = 5;
/** Long enough for the loop to be noticed by nobody: the page ends it after six seconds. */
const keys = 40;
const page = `<!doctype html><h1>Looping</h1><script>setTimeout(() => { for (;;); }, 200);</script>`;
const still = `<!doctype html><h1>Still</h1>`;

/** While a program loops without end: from a key to the frame that shows it, and from a click on Stop to “Stopped”. */
export async function measureEndlessLoop({ model, flintUrl }: Bench): Promise<Row[]> {
  const browser = await openBrowser();
  try {
    const keyMs: number[] = [];
    const quietMs: number[] = [];
    const stopMs: number[] = [];
    for (let round = 0; round < stops; round += 1) {
      const notes = `${lines.join('\n')}\n`;
      const flint = await openFlintPage(browser, flintUrl, { 'notes.txt': notes, 'index.html': still });
      await flint.page.getByRole('region', { name: 'Files', exact: true }).getByText('notes.txt').click();
      quietMs.push(...(await keysToPaint(flint.page, 0, '// line a:', keys)));
      await flint.door.send({
        type: 'change-text',
        path: 'index.html',
        edits: [{ from: 0, to: still.length, insert: page }],
      });
      await flint.page.waitForTimeout(1_200);
      keyMs.push(...(await keysToPaint(flint.page, 1, '// line b:', keys)));
      await flint.page.getByRole('button', { name: 'Start it again' }).click({ timeout: 20_000 });
      await flint.page.waitForTimeout(800);
      await model.script({ text: newFileAnswer('main.js', numberedProgram(20_000)).tokens, tokensPerSecond: 200 });
      await flint.say('Write it');
      await flint.untilStatus(/^Writing/);
      const stopped = whenStopped(flint.page);
      await flint.page.getByRole('button', { name: 'Stop', exact: true }).click();
      stopMs.push((await stopped) - (await readPaints(flint.page)).pressedAtMs);
      await flint.close();
    }
    return [
      {
        what: `Key to paint while the program loops without end (p50 / p99 of ${keyMs.length})`,
        measured: halfAndMost(keyMs),
        beside: `${halfAndMost(quietMs)} while it does not`,
        target: 'p50 ≤ 100 ms',
        isMet: quantile(keyMs, 0.5) <= 100,
      },
      {
        what: `Click on Stop to “Stopped” while the program loops without end (p50 / most of ${stopMs.length})`,
        measured: `${Math.round(quantile(stopMs, 0.5))} ms / ${Math.round(Math.max(...stopMs))} ms`,
        target: 'p50 ≤ 100 ms',
        isMet: quantile(stopMs, 0.5) <= 100,
      },
    ];
  } finally {
    await browser.close();
  }
}

/** When the run's state said “Stopped”, noted in the page itself: whoever asks from outside comes later. */
function whenStopped(page: Page): Promise<number> {
  return page.getByRole('status', { name: 'Run status' }).evaluate(
    (status) =>
      new Promise<number>((resolve) => {
        const watch = new MutationObserver(() => {
          if (!status.textContent.startsWith('Stopped')) return;
          watch.disconnect();
          resolve(performance.timeOrigin + performance.now());
        });
        watch.observe(status, { childList: true, characterData: true, subtree: true });
      }),
  );
}
