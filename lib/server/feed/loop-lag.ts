import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Clock } from '../../base/clock.ts';

const resolutionMs = 20;
const sampleMs = 1_000;

/** How late the process's event loop is, on average over about the last second. */
export function watchLoopLag(clock: Clock): { lagMs(): number; close(): void } {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs });
  histogram.enable();
  let sampledAtMs = clock.monotonicMs();
  let lagMs = 0;
  return {
    lagMs() {
      const nowMs = clock.monotonicMs();
      if (nowMs - sampledAtMs >= sampleMs && histogram.count > 0) {
        lagMs = Math.max(0, histogram.mean / 1e6 - resolutionMs);
        histogram.reset();
        sampledAtMs = nowMs;
      }
      return lagMs;
    },
    close: () => histogram.disable(),
  };
}
