import type { Browser, Page } from '@playwright/test';
import { createSession, type SessionDoor } from '../../fixtures/session-door.ts';
import { watchPaints } from './paint-log.ts';

/** Flint's page open on a session of its own, in an editor's usual size. */
export interface FlintPage {
  readonly page: Page;
  readonly door: SessionDoor;
  say(instruction: string): Promise<void>;
  untilStatus(pattern: RegExp): Promise<void>;
  close(): Promise<void>;
}

export const viewport = { width: 1440, height: 900 };

/** About what it takes to write an instruction. */
const settleMs = 5_000;
const beforeEnterMs = 200;

export async function openFlintPage(
  browser: Browser,
  flintUrl: string,
  files: Readonly<Record<string, string>>,
): Promise<FlintPage> {
  const door = await createSession(flintUrl, files);
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  await page.goto(`${flintUrl}/s/${door.sessionId}#edit=${door.editToken}`);
  await page.getByRole('textbox', { name: /^Editor/ }).waitFor({ state: 'attached', timeout: 60_000 });
  await page.locator('.view-lines > .view-line').first().waitFor();
  // The workers that come up after the editor are no part of a run. The session's feed never ends: no network is idle.
  await page.waitForTimeout(settleMs);
  await watchPaints(page);
  const instruction = page.getByRole('textbox', { name: 'Instruction' });
  // Playwright looks through the whole page for each of these, and lays it out for that: before the run, not in it.
  const status = await page.getByRole('status', { name: 'Run status' }).elementHandle();
  return {
    page,
    door,
    async say(text) {
      await instruction.fill(text);
      // What the page does about the words is done before anybody presses Enter.
      await page.waitForTimeout(beforeEnterMs);
      await instruction.press('Enter');
    },
    // Playwright's own waiting looks through the page again and again.
    async untilStatus(pattern) {
      await status?.evaluate(
        (status, source) =>
          new Promise<void>((resolve, reject) => {
            const startedMs = performance.now();
            const timer = setInterval(() => {
              const isThere = new RegExp(source).test(status.textContent);
              if (!isThere && performance.now() - startedMs < 60_000) return;
              clearInterval(timer);
              if (isThere) resolve();
              else reject(new Error(`The status stayed at ${status.textContent}`));
            }, 50);
          }),
        pattern.source,
      );
    },
    close: () => context.close(),
  };
}
