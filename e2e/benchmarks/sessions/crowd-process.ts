import { startChild } from '../../fixtures/child-server.ts';
import { inProject } from '../../fixtures/project.ts';

/** Who is to watch what. */
export interface CrowdOrder {
  readonly flintUrl: string;
  readonly sessionId: string;
  readonly viewers: number;
  /** So many of them, by chance, lose their connection each second and come back. */
  readonly reconnectsPerSecond: number;
  /** So many more open a feed and read nothing. */
  readonly idle: number;
}

/** When the upstream wrote each token, and with which event it came; and what the text is in the end. */
export interface CrowdTimeline {
  readonly endSequences: readonly number[];
  readonly sentAtMs: readonly number[];
  readonly path: string;
  readonly text: string;
}

export interface CrowdReport {
  readonly reconnects: number;
  /** How often the server let somebody go who was reading. */
  readonly sentAway: number;
  /** Gaps, doubles, events that differ: the first few. */
  readonly faults: readonly string[];
  /** How many had not everything in the end. */
  readonly behind: number;
  readonly isTextExact: boolean;
  /** Share of one core that reading took. */
  readonly cores: number;
  /** By lag in whole milliseconds: how many tokens, over all readers. */
  readonly lagsMs: readonly number[];
}

/** A crowd in a process of its own, so that reading does not slow whoever measures. */
export interface CrowdProcess {
  /** Everybody has all up to this event. Gives what was seen. */
  finish(sequence: number, timeline: CrowdTimeline): Promise<CrowdReport>;
  stop(): Promise<void>;
}

/** Resolves when everybody is there. */
export async function startCrowd(order: CrowdOrder): Promise<CrowdProcess> {
  const child = startChild([inProject('e2e/benchmarks/sessions/crowd.ts'), JSON.stringify(order)]);
  await child.untilPrinted(/^gathered$/m);
  return {
    async finish(sequence, timeline) {
      child.process.stdin?.write(`finish ${sequence}\n${JSON.stringify(timeline)}\n`);
      const [, report] = await child.untilPrinted(/^report (.*)$/m);
      return JSON.parse(report ?? '') as CrowdReport;
    },
    stop: child.stop,
  };
}

/** The lag below which this share of the tokens had come. */
export function lagQuantile(lagsMs: readonly number[], share: number): number {
  const all = lagsMs.reduce((sum, count) => sum + count, 0);
  let sum = 0;
  for (const [lagMs, count] of lagsMs.entries()) {
    sum += count;
    if (sum >= all * share) return lagMs;
  }
  return Number.NaN;
}
