import type { Frame, Page } from '@playwright/test';
import { createSession } from '../../fixtures/session-door.ts';
import type { Bench } from '../bench.ts';
import { openFlintPage } from '../page/flint-page.ts';
import { openBrowser } from '../page/open-browser.ts';
import type { Row } from '../row.ts';
import { halfAndMost, milliseconds, quantile } from '../statistics.ts';

const path = 'main.py';
const starts = 5;
const runs = 30;
const stops = 5;

/** What a person waits for with Python: the first run in a new browser, every run after it, and the end of an endless one. */
export async function measurePython(bench: Bench): Promise<Row[]> {
  const browser = await openBrowser();
  try {
    const readyMs: number[] = [];
    for (let index = 0; index < starts; index += 1) {
      const context = await browser.newContext();
      readyMs.push(await untilFirstOutput(await context.newPage(), bench));
      await context.close();
    }
    const flint = await openFlintPage(browser, bench.flintUrl, { [path]: 'print("run 0 of many")\n' });
    const frame = await frameWith(flint.page, 'run 0 of many');
    let text = 'print("run 0 of many")\n';
    const change = async (insert: string) => {
      await flint.door.send({ type: 'change-text', path, edits: [{ from: 0, to: text.length, insert }] });
      text = insert;
    };
    const runMs: number[] = [];
    for (let index = 1; index <= runs; index += 1) {
      const taken = fromBeginTo(frame, `run ${index} of many`);
      await change(`print("run ${index} of many")\n`);
      runMs.push(await taken);
    }
    const stopMs: number[] = [];
    const afterStopMs: number[] = [];
    for (let index = 1; index <= stops; index += 1) {
      const begun = fromBeginTo(frame, `loop ${index} goes`);
      await change(`print("loop ${index} goes")\nwhile True:\n    pass\n`);
      await begun;
      // A program that goes on for some seconds is what people stop.
      await flint.page.waitForTimeout(6_000);
      const stopped = fromClickTo(flint.page, frame);
      await flint.page.getByRole('button', { name: 'Stop the program' }).click();
      stopMs.push(await stopped);
      const after = fromBeginTo(frame, `after ${index} stops`);
      await change(`print("after ${index} stops")\n`);
      afterStopMs.push(await after);
    }
    return rowsOf(readyMs, runMs, stopMs, afterStopMs);
  } finally {
    await browser.close();
  }
}

function rowsOf(readyMs: number[], runMs: number[], stopMs: number[], afterStopMs: number[]): Row[] {
  return [
    {
      what: `Python: engine asked for to the first output, nothing cached (p50 / most of ${starts})`,
      measured: `${milliseconds(quantile(readyMs, 0.5))} / ${milliseconds(Math.max(...readyMs))}`,
      target: 'p50 ≤ 4 s',
      isMet: quantile(readyMs, 0.5) <= 4_000,
    },
    {
      what: `Python: each run after that, begun to its output in the page (p50 / p99 of ${runs})`,
      measured: halfAndMost(runMs),
      target: 'p50 ≤ 100 ms',
      isMet: quantile(runMs, 0.5) <= 100,
    },
    {
      what: `Python: click on Stop to an endless loop ended (p50 / most of ${stops})`,
      measured: `${milliseconds(quantile(stopMs, 0.5))} / ${milliseconds(Math.max(...stopMs))}`,
      target: 'most ≤ 100 ms',
      isMet: Math.max(...stopMs) <= 100,
    },
    {
      what: 'the same: the next run, begun to its output in the page (p50 / most)',
      measured: `${milliseconds(quantile(afterStopMs, 0.5))} / ${milliseconds(Math.max(...afterStopMs))}`,
    },
  ];
}

/** Opens a session in a browser that has nothing of it, and waits for what it prints. */
async function untilFirstOutput(page: Page, bench: Bench): Promise<number> {
  let askedAtMs = Number.NaN;
  page.on('request', (request) => {
    if (request.url().endsWith('/preview/engines/python.js')) askedAtMs = performance.now();
  });
  const { sessionId } = await createSession(bench.flintUrl, { [path]: 'print("here it is")\n' });
  await page.goto(`${bench.flintUrl}/s/${sessionId}`);
  await frameWith(page, 'here it is');
  return performance.now() - askedAtMs;
}

/** The preview's frame, once this text stands in it. */
async function frameWith(page: Page, text: string): Promise<Frame> {
  const place = page.frameLocator('iframe[title="Preview"]').getByText(text, { exact: true });
  await place.waitFor({ timeout: 60_000 });
  const frame = await (await place.elementHandle())?.ownerFrame();
  if (!frame) throw new Error('The preview has no frame.');
  return frame;
}

/** How long it takes from the moment that a run begins until this text stands in the page. Ask before the change. */
function fromBeginTo(frame: Frame, text: string): Promise<number> {
  return frame.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const page = document.querySelector('main');
        let begunAtMs: number | null = null;
        const watch = new MutationObserver(() => {
          if (page?.dataset['status'] === 'loading') begunAtMs ??= performance.now();
          if (begunAtMs === null || !page?.textContent.includes(wanted)) return;
          watch.disconnect();
          resolve(performance.now() - begunAtMs);
        });
        if (page) watch.observe(page, { subtree: true, childList: true, characterData: true, attributes: true });
      }),
    text,
  );
}

/** How long it takes from a click in the page until the program is told to be stopped. Ask before the click. */
async function fromClickTo(page: Page, frame: Frame): Promise<number> {
  const clicked = page.evaluate(
    () =>
      new Promise<number>((resolve) =>
        addEventListener('click', () => resolve(performance.timeOrigin + performance.now()), {
          capture: true,
          once: true,
        }),
      ),
  );
  const stopped = frame.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const main = document.querySelector('main');
        const watch = new MutationObserver(() => {
          if (main?.dataset['status'] !== 'stopped') return;
          watch.disconnect();
          resolve(performance.timeOrigin + performance.now());
        });
        if (main) watch.observe(main, { attributes: true });
      }),
  );
  return (await stopped) - (await clicked);
}
