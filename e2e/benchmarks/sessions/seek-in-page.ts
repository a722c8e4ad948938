import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { createSeededRandom } from '../../../lib/base/seeded-random.ts';
import { openSqliteStore } from '../../../lib/log/sqlite-store.ts';
import type { SessionSnapshot } from '../../../lib/session/snapshot.ts';
import { startFlint } from '../../fixtures/flint-server.ts';
import { viewport } from '../page/flint-page.ts';
import { openBrowser } from '../page/open-browser.ts';
import type { Row } from '../row.ts';
import { halfAndMost, milliseconds, quantile } from '../statistics.ts';
import { writeHour } from './write-hour.ts';

const sessionId = 'an-hour-of-a-million-tokens';
const tokens = 1_000_000;
const seeks = 400;
const compared = 20;
/** Within so long the page has folded all of the hour in the background. */
const foldedWithinMs = 180_000;

/** A replay of an hour's session in the page: how soon its first picture and all of its log are there, and how soon any moment of it. */
export async function measureSeekInPage(): Promise<Row[]> {
  const directory = mkdtempSync(join(tmpdir(), 'flint-replay-'));
  const store = await openSqliteStore({ directory });
  const { events } = await writeHour({ store, sessionId, tokens, seed: 1 });
  await store.close();
  const flint = await startFlint({ models: { kind: 'demo' }, environment: { FLINT_DATA_DIR: directory } });
  const browser = await openBrowser();
  try {
    const page = await (await browser.newContext({ viewport })).newPage();
    let asked = 0;
    page.on('request', (request) => {
      if (request.url().includes('/state?')) asked += 1;
    });
    const startedMs = performance.now();
    await page.goto(`${flint.url}/s/${sessionId}?at=${Math.floor(events / 2)}`);
    await page.waitForFunction(() => window.flint !== undefined, undefined, { timeout: 60_000 });
    const pictureMs = performance.now() - startedMs;
    await page.waitForFunction(
      () => document.querySelector<HTMLElement>('.timeline')?.style.getPropertyValue('--loaded') === '100%',
      undefined,
      { timeout: 120_000 },
    );
    const loadedMs = performance.now() - startedMs;

    const random = createSeededRandom(3);
    const places = (count: number) => Array.from({ length: count }, () => random.integer(1_000_000) / 1_000_000);
    const giveUpAtMs = performance.now() + foldedWithinMs;
    let folding = 0;
    do {
      folding = asked;
      await page.waitForTimeout(2_000);
      await seekTo(page, places(60));
      await page.waitForTimeout(500);
    } while (asked > folding && performance.now() < giveUpAtMs);
    const foldedMs = performance.now() - startedMs;

    const samples = await seekTo(page, places(seeks));
    let wrong = 0;
    for (const place of places(compared)) {
      await seekTo(page, [place]);
      if (!(await isExact(page, flint.url))) wrong += 1;
    }
    return [
      {
        what: `Replay of ${tokens / 1e6}M tokens (${events} events): link to a moment to its code in the page`,
        measured: milliseconds(pictureMs),
      },
      {
        what: 'the same: all of the log in the page, and all of it folded',
        measured: `${milliseconds(loadedMs)}, ${milliseconds(foldedMs)}`,
      },
      {
        what: `the same: a place on the timeline to the frame that shows it (p50 / p99 of ${seeks})`,
        measured: halfAndMost(samples),
        target: 'p99 ≤ 100 ms',
        isMet: quantile(samples, 0.99) <= 100,
      },
      {
        what: `the same: moments whose code differs from the server’s, of ${compared}`,
        measured: String(wrong),
        target: 'none',
        isMet: wrong === 0,
      },
    ];
  } finally {
    await browser.close();
    await flint.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Goes to places from 0 to 1 on the timeline, one after the other, and gives the time to each one's frame. */
function seekTo(page: Page, places: readonly number[]): Promise<number[]> {
  return page.evaluate(async (all) => {
    const slider = document.querySelector<HTMLInputElement>('input[aria-label="Timeline"]');
    if (!slider) throw new Error('There is no timeline.');
    const times: number[] = [];
    for (const place of all) {
      const startedMs = performance.now();
      slider.value = String(place * Number(slider.max));
      slider.dispatchEvent(new Event('input', { bubbles: true }));
      // The editor paints in the next frame; a message goes out after it.
      await new Promise<void>((resolve) => {
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve();
          port2.postMessage(null);
        });
      });
      times.push(performance.now() - startedMs);
    }
    return times;
  }, places);
}

/** Whether the open file's text is one that the server's state of the same moment has. */
async function isExact(page: Page, url: string): Promise<boolean> {
  const { text, sequence } = await page.evaluate(() => ({
    text: window.flint?.text() ?? '',
    sequence: window.flint?.sequence() ?? 0,
  }));
  const answer = await fetch(`${url}/api/sessions/${sessionId}/state?at=${sequence}`);
  const { snapshot } = (await answer.json()) as { readonly snapshot: SessionSnapshot };
  return snapshot.files.some((file) => file.text === text);
}
