import type { Bench } from '../bench.ts';
import { watchProcess } from '../process-watch.ts';
import type { Row } from '../row.ts';
import { quantile } from '../statistics.ts';
import { lagQuantile } from './crowd-process.ts';
import { watchCrowd } from './watch-crowd.ts';

const viewers = 1_000;
const reconnectsPerSecond = 30;
const idle = 50;
const tokensPerSecond = 1_000;
const seconds = 120;

/** A thousand people watch one run for two minutes, come and go, and fifty more read nothing. */
export async function measureViewers({ model, flintUrl, flintPid }: Bench): Promise<Row[]> {
  let endWatch = watchProcess(flintPid);
  const report = await watchCrowd({
    flintUrl,
    script: (answer) => model.script(answer),
    requests: () => model.requests(),
    tokens: tokensPerSecond * seconds,
    tokensPerSecond,
    viewers,
    reconnectsPerSecond,
    idle,
    onGathered() {
      endWatch();
      endWatch = watchProcess(flintPid);
    },
  });
  const flint = endWatch();
  const third = Math.floor(flint.memoryBytes.length / 3);
  const first = quantile(flint.memoryBytes.slice(0, third), 0.5) / 1e6;
  const middle = quantile(flint.memoryBytes.slice(third, 2 * third), 0.5) / 1e6;
  const last = quantile(flint.memoryBytes.slice(-third), 0.5) / 1e6;
  const most = Math.max(...flint.memoryBytes) / 1e6;
  const isExact = report.faults.length === 0 && report.behind === 0 && report.isTextExact;
  const p99 = lagQuantile(report.lagsMs, 0.99);
  return [
    {
      what: `${viewers} viewers of one run at ${tokensPerSecond} tok/s for ${seconds} s, ${reconnectsPerSecond} reconnects a second: each text exact, no gap, no double`,
      measured: isExact
        ? `all, with ${report.reconnects} reconnects`
        : `${report.behind} behind, text ${report.isTextExact ? 'exact' : 'wrong'}, ${report.faults.slice(0, 3).join('; ')}`,
      target: 'all',
      isMet: isExact,
    },
    {
      what: 'the same: upstream’s write to the event read (p50 / p99)',
      measured: `${lagQuantile(report.lagsMs, 0.5)} ms / ${p99} ms`,
      target: 'p99 ≤ 250 ms',
      isMet: p99 <= 250,
    },
    {
      what: `the same, with ${idle} more who read nothing: memory of the server, first / second / last third (most)`,
      measured: `${first.toFixed(0)} MB / ${middle.toFixed(0)} MB / ${last.toFixed(0)} MB (${most.toFixed(0)} MB)`,
      // In the first third V8 is still finding the size of its heap, with twenty viewers as with a thousand.
      target: 'last ≤ 1.1 of the second',
      isMet: last <= middle * 1.1,
    },
    {
      what: 'the same: readers sent away; cores used by the server, by the readers',
      measured: `${report.sentAway}; ${flint.cores.toFixed(2)}, ${report.cores.toFixed(2)}`,
    },
  ];
}
