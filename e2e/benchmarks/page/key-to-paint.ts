import type { Page } from '@playwright/test';

declare global {
  interface Window {
    typingLog?: { pressedAtMs: number[]; shown: { characters: number; atMs: number }[] } | undefined;
  }
}

/**
 * Types so many characters at the end of a line, counted from 0, that begins with `start`; for each of them the time from its
 * key to the frame that shows it.
 */
export async function keysToPaint(page: Page, line: number, start: string, keys: number): Promise<number[]> {
  const editor = page.getByRole('textbox', { name: /^Editor/ });
  await editor.focus();
  await editor.press('ControlOrMeta+Home');
  for (let down = 0; down < line; down += 1) await editor.press('ArrowDown');
  await editor.press('End');
  await page.evaluate((lineStart) => {
    const log = { pressedAtMs: [], shown: [] } as NonNullable<Window['typingLog']>;
    window.typingLog = log;
    const lengthShown = () => {
      for (const line of document.querySelectorAll('.view-lines > .view-line')) {
        const text = line.textContent.replaceAll('\u00a0', ' ');
        if (text.startsWith(lineStart)) return text.length;
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
  }, start);
  await page.keyboard.type('abcdefghij'.repeat(Math.ceil(keys / 10)).slice(0, keys), { delay: 20 });
  await page.waitForFunction((wanted) => (window.typingLog?.shown.at(-1)?.characters ?? 0) >= wanted, keys);
  return page.evaluate(() => {
    const log = window.typingLog;
    window.typingLog = undefined;
    return (log?.pressedAtMs ?? []).map((pressedAtMs, index) => {
      const shown = log?.shown.find(({ characters }) => characters > index);
      return (shown?.atMs ?? Number.NaN) - pressedAtMs;
    });
  });
}
