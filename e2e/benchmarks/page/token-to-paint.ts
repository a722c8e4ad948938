import type { Browser, Page } from '@playwright/test';
import { startChild } from '../../fixtures/child-server.ts';
import { inProject } from '../../fixtures/project.ts';
import { createSession } from '../../fixtures/session-door.ts';
import type { Bench } from '../bench.ts';
import { newFileAnswer, numberedProgram, type ProgramAnswer, replaceLineAnswer } from '../numbered-program.ts';
import type { Row } from '../row.ts';
import { milliseconds, quantile } from '../statistics.ts';
import { openFlintPage, viewport } from './flint-page.ts';
import { openBrowser } from './open-browser.ts';
import { type PaintLog, readPaints, untilPainted, watchPaints } from './paint-log.ts';

declare global {
  interface Window {
    setDocument?(before: string, after: string): void;
    writeFromStream?(): Promise<void>;
    isReady?: boolean;
  }
}

const path = 'main.js';
const target = '// the model writes here';
const seconds = 4;
/** The last lines may end below the window: nobody is obliged to scroll there once the run is over. */
const shareDrawn = 0.97;
const rates = [1_000, 5_000];
const lengths = [100, 10_000];

interface Measured {
  readonly lagMs: readonly number[];
  readonly longestTaskMs: number;
  readonly longTasks: number;
  readonly frames: number;
  /** Of the tokens, how many were ever drawn. */
  readonly share: number;
}

/**
 * From the upstream's write of a token to the frame that shows it, in the middle of a short and of a long document.
 * Beside it the tutorial way, in the same browser, from the same upstream.
 */
export async function measureTokenToPaint(bench: Bench): Promise<Row[]> {
  const browser = await openBrowser();
  const tutorial = startChild([inProject('e2e/benchmarks/tutorial-server.ts'), bench.model.baseUrl]);
  const [tutorialUrl] = await tutorial.untilPrinted(/http:\S+/);
  const rows: Row[] = [];
  try {
    await warmUp(bench);
    for (const tokensPerSecond of rates) {
      const halves: number[] = [];
      for (const lines of lengths) {
        const document = documentOf(lines);
        const flint = await measureFlint(browser, bench, document, tokensPerSecond);
        const beside = await measureTutorial(browser, bench, document, tokensPerSecond, tutorialUrl);
        halves.push(quantile(flint.lagMs, 0.5));
        rows.push(...rowsOf(`${tokensPerSecond} tok/s into ${lines} lines`, flint, beside));
      }
      const ratio = (halves[1] ?? Number.NaN) / (halves[0] ?? Number.NaN);
      rows.push({
        what: `${tokensPerSecond} tok/s: ${lengths[1]} lines against ${lengths[0]}, p50`,
        measured: ratio.toFixed(2),
        target: '≤ 1.25',
        isMet: ratio <= 1.25,
      });
    }
  } finally {
    await browser.close();
    await tutorial.stop();
  }
  return rows;
}

/** A server that has just started compiles while it answers; one that people use has done so. The pages stay cold. */
async function warmUp({ model, flintUrl }: Bench): Promise<void> {
  await model.script({ text: newFileAnswer(path, numberedProgram(4_000)).tokens, tokensPerSecond: 4_000 });
  for (let round = 0; round < 3; round += 1) {
    const door = await createSession(flintUrl);
    const following = door.follow();
    await door.send({ type: 'start-run', instruction: 'Write it' });
    await following.until(({ event }) => event === 'run-ended');
    await following.stop();
  }
}

function rowsOf(what: string, flint: Measured, beside: Measured): Row[] {
  const [half, most] = [quantile(flint.lagMs, 0.5), quantile(flint.lagMs, 0.99)];
  return [
    {
      what: `Token to paint, ${what} (p50 / p99)`,
      measured: `${milliseconds(half)} / ${milliseconds(most)}`,
      beside: `value=: ${milliseconds(quantile(beside.lagMs, 0.5))} / ${milliseconds(quantile(beside.lagMs, 0.99))}`,
      target: 'p50 ≤ 30 ms, p99 ≤ 60 ms',
      isMet: half <= 30 && most <= 60,
    },
    {
      what: 'the same: tasks over 50 ms after the first paint (the longest), frames with new text, tokens ever drawn',
      measured: `${flint.longTasks} (${milliseconds(flint.longestTaskMs)}), ${flint.frames}, ${Math.floor(flint.share * 100)} %`,
      beside: `value=: ${beside.longTasks} (${milliseconds(beside.longestTaskMs)}), ${beside.frames}, ${Math.floor(beside.share * 100)} %`,
      target: 'none; 97 % and more',
      isMet: flint.longTasks === 0 && flint.share >= shareDrawn,
    },
  ];
}

interface Document {
  readonly before: string;
  readonly after: string;
}

/** A program that compiles, as what people have does: the page runs it beside the editor. */
function documentOf(lines: number): Document {
  const half = (name: string) =>
    Array.from({ length: lines / 2 }, (_, index) => `let ${name}${index} = ${index};\n`).join('');
  return { before: half('above'), after: half('below') };
}

async function measureFlint(
  browser: Browser,
  { model, flintUrl }: Bench,
  { before, after }: Document,
  tokensPerSecond: number,
): Promise<Measured> {
  const program = numberedProgram(tokensPerSecond * seconds);
  const answer = replaceLineAnswer(path, target, program);
  const { page, say, untilStatus, close } = await openFlintPage(browser, flintUrl, {
    [path]: `${before}${target}\n${after}`,
  });
  await model.script({ text: answer.tokens, tokensPerSecond });
  await say('Write it');
  await untilStatus(/^(?:Done|Failed)/);
  const text = await page.evaluate(() => window.flint?.text());
  if (text !== `${before}${program}${after}`) throw new Error('The page does not have the text that the model wrote.');
  await twoFrames(page);
  const log = await readPaints(page);
  await close();
  return measuredOf(log, answer, await sentAt(model));
}

async function measureTutorial(
  browser: Browser,
  { model }: Bench,
  { before, after }: Document,
  tokensPerSecond: number,
  url: string,
): Promise<Measured> {
  const program = numberedProgram(tokensPerSecond * seconds);
  const answer: ProgramAnswer = { ...replaceLineAnswer(path, target, program) };
  const tokens = answer.tokens.slice(answer.firstOfProgram, answer.endOfProgram);
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForFunction(() => window.isReady);
  await page.evaluate(([start, end]) => window.setDocument?.(start, end), [before, after] as const);
  await page.locator('.view-lines > .view-line').first().waitFor();
  await page.waitForLoadState('networkidle').catch(() => {});
  await watchPaints(page);
  await model.script({ text: tokens, tokensPerSecond });
  await page.evaluate(() => void window.writeFromStream?.());
  await untilPainted(page, program.length * shareDrawn);
  await twoFrames(page);
  const log = await readPaints(page);
  await context.close();
  return measuredOf(log, { tokens, firstOfProgram: 0, endOfProgram: tokens.length }, await sentAt(model));
}

async function twoFrames(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)))),
  );
}

async function sentAt(model: Bench['model']): Promise<readonly number[]> {
  const [request] = await model.requests();
  return request?.tokenSentAtMs ?? [];
}

function measuredOf(log: PaintLog, answer: ProgramAnswer, sentAtMs: readonly number[]): Measured {
  const lagMs: number[] = [];
  let end = 0;
  let paint = 0;
  for (let index = answer.firstOfProgram; index < answer.endOfProgram; index += 1) {
    end += answer.tokens[index]?.length ?? 0;
    while ((log.painted[paint]?.characters ?? Infinity) < end) paint += 1;
    const [painted, sent] = [log.painted[paint]?.atMs, sentAtMs[index]];
    if (painted !== undefined && sent !== undefined) lagMs.push(painted - sent);
  }
  const share = lagMs.length / (answer.endOfProgram - answer.firstOfProgram);
  const [first, last] = [log.painted[0]?.atMs ?? 0, log.painted.at(-1)?.atMs ?? 0];
  const longTasks = log.longTasks.filter(({ startMs }) => startMs > first && startMs <= last);
  return {
    lagMs,
    share,
    longTasks: longTasks.length,
    longestTaskMs: Math.max(0, ...longTasks.map(({ durationMs }) => durationMs)),
    frames: log.painted.length,
  };
}
