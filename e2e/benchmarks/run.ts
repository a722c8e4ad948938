/**
 * `npm run bench`: measures, and prints one table. `npm run bench http`, `page` or `preview` measures one part.
 * It builds first when the sources have changed. A missed target is no failure: the table says so.
 */
import { cpus, loadavg } from 'node:os';
import { startFlint } from '../fixtures/flint-server.ts';
import type { Bench } from './bench.ts';
import { requireBuild } from './build.ts';
import { measureFirstToken } from './http/first-token.ts';
import { measureManyRuns } from './http/many-runs.ts';
import { measureOneFastRun } from './http/one-fast-run.ts';
import { measureStopAndRedirect } from './http/stop-and-redirect.ts';
import { startModelProcess } from './model-process.ts';
import { measureAdapters } from './models/adapters.ts';
import { measureContext } from './models/context.ts';
import { measureLiveMode } from './models/live-mode.ts';
import { measureRace } from './models/race.ts';
import { measureTransports } from './models/transports.ts';
import { measureEnterAndStop } from './page/enter-and-stop.ts';
import { measureTyping } from './page/typing.ts';
import { measureTokenToPaint } from './page/token-to-paint.ts';
import { measureConsoleFlood } from './preview/console-flood.ts';
import { measureEndlessLoop } from './preview/endless-loop.ts';
import { measureHtmlToPaint } from './preview/html-to-paint.ts';
import { measurePython } from './preview/python.ts';
import { measureTsx } from './preview/tsx.ts';
import { type Row, tableOf } from './row.ts';
import { measureAppends } from './sessions/appends.ts';
import { measureDiskAndSeek } from './sessions/disk-and-seek.ts';
import { measureSeekInPage } from './sessions/seek-in-page.ts';
import { measureViewers } from './sessions/viewers.ts';
import { measureKilledServer } from './sessions/killed-server.ts';
import { measureThreeInstances } from './sessions/three-instances.ts';

type Measure = (bench: Bench) => Promise<Row[]>;

const parts: Record<string, readonly Measure[]> = {
  http: [measureFirstToken, measureManyRuns, measureOneFastRun, measureStopAndRedirect],
  models: [measureContext, measureAdapters, measureTransports, measureRace, measureLiveMode],
  page: [measureEnterAndStop, measureTokenToPaint, measureTyping],
  preview: [measureHtmlToPaint, measureTsx, measurePython, measureConsoleFlood, measureEndlessLoop],
  sessions: [
    measureAppends,
    measureDiskAndSeek,
    measureSeekInPage,
    measureViewers,
    measureKilledServer,
    measureThreeInstances,
  ],
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}. There are: ${Object.keys(parts).join(', ')}.`);
  process.exit(1);
}
await requireBuild();

const rows: Row[] = [];
/** Before each measure: with more than the cores can do, times tell of the machine and not of Flint. */
const loads: string[] = [];
for (const [name, measures] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const measure of measures) {
    loads.push(loadavg()[0]?.toFixed(1) ?? '');
    // Each with servers of its own: nothing that one leaves behind slows the next.
    const model = await startModelProcess();
    const flint = await startFlint({
      models: { kind: 'openai', baseUrl: model.baseUrl },
      // A name that stands for a context of 128k tokens: a document of 10,000 lines has to fit.
      environment: { FLINT_FAST_MODEL: 'openai/gpt-5.3-codex-spark' },
    });
    try {
      const measured = await measure({ model, flintUrl: flint.url, flintPid: flint.pid });
      rows.push(...measured);
      for (const row of measured) console.error(`${row.what}: ${row.measured}`);
    } catch (error) {
      console.error(`${measure.name} broke:`, error);
      process.exitCode = 1;
    } finally {
      await flint.stop();
      await model.stop();
    }
  }
}
console.log(tableOf(rows));
console.log(
  `Load of this machine (tasks wanting a core, over the last minute): ${loads.join(', ')}, ${cpus().length} cores.`,
);
