import type { Page } from '@playwright/test';
import type { Bench } from '../bench.ts';
import { openFlintPage } from '../page/flint-page.ts';
import { openBrowser } from '../page/open-browser.ts';
import type { Row } from '../row.ts';
import { halfAndMost, milliseconds, quantile } from '../statistics.ts';
import { reactProgram } from './long-program.ts';

const lines = 500;
const edits = 30;
const coldRounds = 3;

/** A React program of 500 lines: its first picture in a browser that has nothing, and an edit from its key to the frame. */
export async function measureTsx({ flintUrl }: Bench): Promise<Row[]> {
  const browser = await openBrowser();
  try {
    const program = reactProgram(lines);
    const coldMs: number[] = [];
    for (let round = 0; round < coldRounds; round += 1) {
      const flint = await openFlintPage(browser, flintUrl, { 'notes.txt': 'Nothing yet.\n' });
      const startMs = performance.timeOrigin + performance.now();
      await flint.door.send({ type: 'create-file', path: 'App.tsx', text: program });
      coldMs.push((await untilShown(flint.page, 'Version 0')) - startMs);
      await flint.close();
    }

    const flint = await openFlintPage(browser, flintUrl, { 'App.tsx': program });
    await untilShown(flint.page, 'Version 0');
    await putCursorBehind(flint.page, program, 'Version 0');
    const warmMs: number[] = [];
    for (let edit = 1; edit <= edits; edit += 1) {
      await flint.page.waitForTimeout(300);
      const shown = untilShown(flint.page, `Version 0${'x'.repeat(edit)}`);
      const pressedAtMs = await pressAndTime(flint.page, 'x');
      warmMs.push((await shown) - pressedAtMs);
    }
    return [
      {
        what: `TSX of ${lines} lines: from its creation to its first picture, nothing in the browser's cache (p50 of ${coldMs.length})`,
        measured: milliseconds(quantile(coldMs, 0.5)),
        target: 'p50 ≤ 1500 ms',
        isMet: quantile(coldMs, 0.5) <= 1_500,
      },
      {
        what: `TSX of ${lines} lines: from a key in the editor to the picture in the frame, state kept (p50 / p99 of ${warmMs.length})`,
        measured: halfAndMost(warmMs),
        target: 'p50 ≤ 150 ms',
        isMet: quantile(warmMs, 0.5) <= 150,
      },
    ];
  } finally {
    await browser.close();
  }
}

/** When the frame showed a heading with just this text, by the machine's clock: behind the frame that drew it. */
async function untilShown(page: Page, text: string): Promise<number> {
  const deadlineMs = performance.now() + 30_000;
  while (performance.now() < deadlineMs) {
    const element = await page.waitForSelector('iframe[title="Preview"]', { state: 'attached' });
    const frame = await element.contentFrame();
    const shownAtMs = await frame?.evaluate(watchHeading, text).catch(() => null);
    if (shownAtMs != null) return shownAtMs;
  }
  throw new Error(`The frame never showed “${text}”.`);
}

/** Runs in the frame. Null when another frame may have taken its place meanwhile. */
function watchHeading(wanted: string): Promise<number | null> {
  return new Promise((resolve) => {
    const giveUp = setTimeout(() => resolve(null), 2_000);
    const look = () => {
      if (document.querySelector('h1')?.textContent !== wanted) {
        requestAnimationFrame(look);
        return;
      }
      clearTimeout(giveUp);
      const behindFrame = new MessageChannel();
      behindFrame.port1.onmessage = () => resolve(performance.timeOrigin + performance.now());
      behindFrame.port2.postMessage(null);
    };
    look();
  });
}

/** By the editor's own way of going to a place: wrapped lines take more than one arrow key each. */
async function putCursorBehind(page: Page, program: string, text: string): Promise<void> {
  const before = program.slice(0, program.indexOf(text) + text.length).split('\n');
  await page.getByRole('textbox', { name: /^Editor/ }).focus();
  await page.keyboard.press('Control+g');
  await page.keyboard.type(`${before.length}:${(before.at(-1) ?? '').length + 1}`);
  await page.keyboard.press('Enter');
}

/** Presses a key, and says when the page saw it, by the machine's clock. */
async function pressAndTime(page: Page, key: string): Promise<number> {
  const pressed = page.evaluate(
    () =>
      new Promise<number>((resolve) =>
        addEventListener('keydown', ({ timeStamp }) => resolve(performance.timeOrigin + timeStamp), {
          capture: true,
          once: true,
        }),
      ),
  );
  await page.evaluate(() => {});
  await page.keyboard.press(key);
  return pressed;
}
