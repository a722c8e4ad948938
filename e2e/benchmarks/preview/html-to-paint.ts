import type { Browser, Page } from '@playwright/test';
import { createSession } from '../../fixtures/session-door.ts';
import { tokensOf } from '../../model-server/tokens.ts';
import type { Bench } from '../bench.ts';
import { lineLength, numberedProgram } from '../numbered-program.ts';
import { viewport } from '../page/flint-page.ts';
import { openBrowser } from '../page/open-browser.ts';
import { readPaints, watchPaints } from '../page/paint-log.ts';
import type { Row } from '../row.ts';
import { halfAndMost, quantile } from '../statistics.ts';
import { tokenLags } from '../token-lag.ts';

declare global {
  interface Window {
    /** In the preview's frame: after a frame of the screen, how much of the page is there. */
    framePaints?: { characters: number; atMs: number }[];
  }
}

const tokensPerSecond = 1_000;
const seconds = 4;
const rounds = 3;

interface Lags {
  readonly editorMs: readonly number[];
  readonly frameMs: readonly number[];
}

/**
 * A page of 4,000 tokens written at 1,000 a second: from the upstream's write of a token to the frame of the screen that
 * shows it in the preview, and to the one that shows it in the editor, with the preview beside it and without.
 */
export async function measureHtmlToPaint(bench: Bench): Promise<Row[]> {
  const browser = await openBrowser();
  try {
    const beside: Lags[] = [];
    const alone: Lags[] = [];
    // In turn: what else the machine does falls on both alike.
    for (let round = 0; round < rounds; round += 1) {
      beside.push(await writePage(browser, bench, true));
      alone.push(await writePage(browser, bench, false));
    }
    const frameMs = beside.flatMap((lags) => lags.frameMs);
    const editorMs = beside.flatMap((lags) => lags.editorMs);
    const editorAloneMs = alone.flatMap((lags) => lags.editorMs);
    const ratio = quantile(editorMs, 0.5) / quantile(editorAloneMs, 0.5);
    return [
      {
        what: `HTML at ${tokensPerSecond} tok/s: token to its text in the preview (p50 / p99 of ${frameMs.length})`,
        measured: halfAndMost(frameMs),
        target: 'p50 ≤ 50 ms',
        isMet: quantile(frameMs, 0.5) <= 50,
      },
      {
        what: 'the same: token to paint in the editor beside it (p50 / p99)',
        measured: halfAndMost(editorMs),
        beside: `${halfAndMost(editorAloneMs)} without the preview`,
      },
      {
        what: 'the same as a ratio, p50',
        measured: ratio.toFixed(2),
        target: '≤ 1.15',
        isMet: ratio <= 1.15,
      },
    ];
  } finally {
    await browser.close();
  }
}

async function writePage(browser: Browser, { model, flintUrl }: Bench, hasPreview: boolean): Promise<Lags> {
  const context = await browser.newContext({ viewport });
  await context.addInitScript(
    ([previewOpen, charactersPerLine]) => {
      if (window.parent !== window) watchFrame(charactersPerLine);
      else localStorage.setItem('flint:layout', JSON.stringify({ previewOpen }));

      function watchFrame(perLine: number): void {
        const paints: NonNullable<Window['framePaints']> = [];
        window.framePaints = paints;
        let most = 0;
        const behindFrame = new MessageChannel();
        behindFrame.port1.addEventListener('message', () => {
          const text = document.body?.textContent ?? '';
          const from = text.lastIndexOf('const v');
          if (from === -1) return;
          const characters = Number(text.slice(from + 7, from + 13)) * perLine + Math.min(perLine, text.length - from);
          if (!(characters > most)) return;
          most = characters;
          paints.push({ characters, atMs: performance.timeOrigin + performance.now() });
        });
        behindFrame.port1.start();
        // One reading a frame that something came for: a loop of its own would keep a still frame busy.
        let isAsked = false;
        new MutationObserver(() => {
          if (isAsked) return;
          isAsked = true;
          requestAnimationFrame(() => {
            isAsked = false;
            behindFrame.port2.postMessage(null);
          });
        }).observe(document, { childList: true, characterData: true, subtree: true });
      }
    },
    [hasPreview, lineLength] as const,
  );
  const page = await context.newPage();
  const door = await createSession(flintUrl, { 'index.html': '' });
  await page.goto(`${flintUrl}/s/${door.sessionId}#edit=${door.editToken}`);
  await page.getByRole('textbox', { name: /^Editor/ }).waitFor({ state: 'attached', timeout: 60_000 });
  await page.locator('.view-lines').first().waitFor();
  await page.waitForTimeout(2_000);
  await watchPaints(page);

  const opening = tokensOf('index.html\n```html\n<pre>\n');
  const program = tokensOf(numberedProgram(tokensPerSecond * seconds));
  await model.script({ text: [...opening, ...program, ...tokensOf('</pre>\n```\n')], tokensPerSecond });
  await page.getByRole('textbox', { name: 'Instruction' }).fill('Write it');
  await page.getByRole('textbox', { name: 'Instruction' }).press('Enter');
  await page.getByRole('status', { name: 'Run status' }).filter({ hasText: /^Done/ }).waitFor({ timeout: 60_000 });
  await page.waitForTimeout(500);

  const [request] = await model.requests();
  const sentAtMs = (request?.tokenSentAtMs ?? []).slice(opening.length, opening.length + program.length);
  const editorMs = lagsOf(program, sentAtMs, (await readPaints(page)).painted);
  const frameMs = hasPreview ? lagsOf(program, sentAtMs, await readFramePaints(page)) : [];
  await context.close();
  return { editorMs, frameMs };
}

/** The log of the frame that was written into: the one in reserve has none. */
async function readFramePaints(page: Page): Promise<NonNullable<Window['framePaints']>> {
  const logs = await Promise.all(
    page
      .frames()
      .slice(1)
      .map((frame) => frame.evaluate(() => window.framePaints ?? [])),
  );
  return logs.toSorted((a, b) => b.length - a.length)[0] ?? [];
}

function lagsOf(
  tokens: readonly string[],
  sentAtMs: readonly number[],
  paints: readonly { readonly characters: number; readonly atMs: number }[],
): number[] {
  const pieces = paints.map(({ characters, atMs }) => ({ receivedAtMs: atMs, lengthAfter: characters }));
  return tokenLags(tokens, sentAtMs, pieces);
}
