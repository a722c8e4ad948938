import type { Page } from '@playwright/test';
import { lineLength } from '../numbered-program.ts';

/** What a page noted while a numbered program was written into its editor. Times are milliseconds since 1970. */
export interface PaintLog {
  /** After a frame: how many characters of the program its lines show. Only frames that show more than any before. */
  readonly painted: readonly { readonly characters: number; readonly atMs: number }[];
  /** Tasks of the main thread that took longer than 50 ms. */
  readonly longTasks: readonly { readonly startMs: number; readonly durationMs: number }[];
  /** The last press of a key or button that was watched for. */
  readonly pressedAtMs: number;
}

declare global {
  interface Window {
    paintLog?: {
      painted: { characters: number; atMs: number }[];
      longTasks: { startMs: number; durationMs: number }[];
      pressedAtMs: number;
      most: number;
    };
  }
}

/**
 * Makes a page keep its paint log. After each animation frame, in a task of its own behind it, the lines that Monaco
 * has drawn are read: about forty short texts, whatever the length of the document, with the layout already done. The
 * time noted is that of the reading, so it is never before the frame was drawn.
 */
export async function watchPaints(page: Page): Promise<void> {
  await page.evaluate((charactersPerLine) => {
    const log = { painted: [], longTasks: [], pressedAtMs: 0, most: 0 } as NonNullable<Window['paintLog']>;
    window.paintLog = log;
    const now = () => performance.timeOrigin + performance.now();
    const behindFrame = new MessageChannel();
    behindFrame.port1.onmessage = () => {
      let characters = 0;
      for (const line of document.querySelectorAll('.view-lines > .view-line')) {
        const text = line.textContent;
        const number = /^const.v(\d{6})/.exec(text)?.[1];
        // The line end is not drawn: a line with all its characters counts as ended.
        if (number !== undefined) {
          const length = text.length >= charactersPerLine - 1 ? charactersPerLine : text.length;
          characters = Math.max(characters, Number(number) * charactersPerLine + length);
        }
      }
      if (characters <= log.most) return;
      log.most = characters;
      log.painted.push({ characters, atMs: now() });
    };
    const onFrame = () => {
      behindFrame.port2.postMessage(null);
      requestAnimationFrame(onFrame);
    };
    requestAnimationFrame(onFrame);
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) {
        log.longTasks.push({ startMs: performance.timeOrigin + startTime, durationMs: duration });
      }
    }).observe({ type: 'longtask' });
    const pressed = (event: Event) => {
      log.pressedAtMs = performance.timeOrigin + event.timeStamp;
    };
    addEventListener('click', pressed, { capture: true });
    addEventListener('keydown', pressed, { capture: true });
  }, lineLength);
}

/** Begins a new log in a page that keeps one. */
export async function clearPaints(page: Page): Promise<void> {
  await page.evaluate(() => {
    if (window.paintLog) Object.assign(window.paintLog, { painted: [], longTasks: [], pressedAtMs: 0, most: 0 });
  });
}

/** Waits until so many characters of the program are on the screen. */
export async function untilPainted(page: Page, characters: number): Promise<void> {
  await page.waitForFunction((wanted) => (window.paintLog?.most ?? 0) >= wanted, characters, { timeout: 120_000 });
}

export async function readPaints(page: Page): Promise<PaintLog> {
  const log = await page.evaluate(() => window.paintLog);
  if (!log) throw new Error('The page keeps no paint log.');
  return log;
}
