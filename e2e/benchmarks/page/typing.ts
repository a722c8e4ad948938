import type { Bench } from '../bench.ts';
import { numberedProgram, replaceLineAnswer } from '../numbered-program.ts';
import type { Row } from '../row.ts';
import { halfAndMost, quantile } from '../statistics.ts';
import { type FlintPage, openFlintPage } from './flint-page.ts';
import { openBrowser } from './open-browser.ts';

declare global {
  interface Window {
    typingLog?: { pressedAtMs: number[]; shown: { characters: number; atMs: number }[] } | undefined;
  }
}

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
  for (const line of lines) lagMs.push(...(await typeAndWatch(flint, line)));
  return lagMs;
}

async function typeAndWatch({ page }: FlintPage, line: number): Promise<number[]> {
  const editor = page.getByRole('textbox', { name: /^Editor/ });
  await editor.focus();
  await editor.press('ControlOrMeta+Home');
  for (let down = 0; down < line; down += 1) await editor.press('ArrowDown');
  await editor.press('End');
  await page.evaluate((start) => {
    const log = { pressedAtMs: [], shown: [] } as NonNullable<Window['typingLog']>;
    window.typingLog = log;
    const lengthShown = () => {
      for (const line of document.querySelectorAll('.view-lines > .view-line')) {
        const text = line.textContent.replaceAll('\u00a0', ' ');
        if (text.startsWith(start)) return text.length;
      }
      return 0;
    };
    const first = lengthShown();
    let most = first;
    const behindFrame = new MessageChannel();
    behindFrame.port1.onmessage = () => {
      const length = lengthShown();
      if (length <= most) return;
      most = length;
      log.shown.push({ characters: length - first, atMs: performance.now() });
    };
    const onFrame = () => {
      behindFrame.port2.postMessage(null);
      if (window.typingLog === log) requestAnimationFrame(onFrame);
    };
    requestAnimationFrame(onFrame);
    addEventListener(
      'keydown',
      (event) => {
        if (window.typingLog === log) log.pressedAtMs.push(event.timeStamp);
      },
      { capture: true },
    );
  }, ownLines[line]?.trimEnd() ?? '');
  await page.keyboard.type('abcdefghij'.repeat(keysPerLine / 10), { delay: 20 });
  await page.waitForFunction((wanted) => (window.typingLog?.shown.at(-1)?.characters ?? 0) >= wanted, keysPerLine);
  return page.evaluate(() => {
    const log = window.typingLog;
    window.typingLog = undefined;
    return (log?.pressedAtMs ?? []).map((pressedAtMs, index) => {
      const shown = log?.shown.find(({ characters }) => characters > index);
      return (shown?.atMs ?? Number.NaN) - pressedAtMs;
    });
  });
}
