/**
 * `npm run pictures`: runs the starters in Chromium and takes the pictures that the gallery shows of them, all or those
 * that are named: `npm run pictures island menu`. It needs a build: `npm run build`.
 */
import { writeFile } from 'node:fs/promises';
import type { Browser } from '@playwright/test';
import { type Starter, starters } from '../../components/starters/starter-list.ts';
import { openBrowser } from '../benchmarks/page/open-browser.ts';
import { startFlint } from '../fixtures/flint-server.ts';
import { inProject } from '../fixtures/project.ts';
import { makeStarterSession } from '../fixtures/starter-session.ts';

/** The program's window, and how much smaller its picture is. */
const program = { width: 960, height: 600 };
const scale = 2 / 3;
/** Above an embedded program stands its title. */
const headHeight = 36;
/** Until what moves at first has come to rest. */
const settleMs = 4_000;
/** So many programs run at a time: most of the while they are waited for. */
const atOnce = 3;

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => starters.every((starter) => starter.name !== name));
if (unknown.length > 0) {
  console.error(`There is no starter ${unknown.join(', ')}.`);
  process.exit(1);
}
const flint = await startFlint({ models: { kind: 'demo' } });
const browser = await openBrowser();
try {
  const wishes = starters
    .filter(({ name }) => wanted.length === 0 || wanted.includes(name))
    .flatMap((starter) => [
      { starter, colorScheme: 'light' as const, fileName: 'picture.webp' },
      ...(starter.looks === 'one' ? [] : [{ starter, colorScheme: 'dark' as const, fileName: 'picture-dark.webp' }]),
    ]);
  const takeNext = async (): Promise<void> => {
    for (let wish = wishes.shift(); wish; wish = wishes.shift()) await takePicture(browser, wish);
  };
  await Promise.all(Array.from({ length: atOnce }, takeNext));
} finally {
  await browser.close();
  await flint.stop();
}

interface Wish {
  readonly starter: Starter;
  readonly colorScheme: 'light' | 'dark';
  readonly fileName: string;
}

async function takePicture(from: Browser, { starter, colorScheme, fileName }: Wish): Promise<void> {
  const { sessionId } = await makeStarterSession(flint.url, starter);
  const viewport = { width: program.width, height: program.height + headHeight };
  const context = await from.newContext({ viewport, colorScheme });
  const page = await context.newPage();
  await page.goto(`${flint.url}/embed/${sessionId}?show=preview&theme=${colorScheme}`);
  await page.locator('iframe[title="Preview"][data-state="shown"]').waitFor({ timeout: 30_000 });
  if (starter.kind === 'python') {
    const said = page.frameLocator('iframe[title="Preview"]').getByText(/^(?:Ended|Waits)/);
    await said.waitFor({ timeout: 90_000 });
  }
  await page.waitForTimeout(settleMs);
  const devtools = await context.newCDPSession(page);
  const { data } = await devtools.send('Page.captureScreenshot', {
    format: 'webp',
    quality: 74,
    clip: { x: 0, y: headHeight, ...program, scale },
  });
  const picture = Buffer.from(data, 'base64');
  await writeFile(inProject(`public/starters/${starter.name}/${fileName}`), picture);
  console.log(`${starter.name}/${fileName}: ${(picture.length / 1024).toFixed(1)} KB`);
  await context.close();
}
