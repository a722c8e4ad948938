import { isSameLine } from '../console-messages.ts';
import type { FrameLine } from '../console-messages.ts';

/** Lines on their way to the page. */
export interface LineQueue {
  /**
   * Takes a line. `make` describes it: at once as a rule; in a flood only for the lines that are told in the end, so that a
   * program that says something a hundred thousand times is not slowed down by it. Returns whether the line is told for sure.
   */
  add(make: (isFlood: boolean) => FrameLine): boolean;
  /** Tells what waits, now. */
  flush(): void;
  /** Forgets what waits. */
  clear(): void;
}

export interface LineQueueOptions {
  readonly send: (lines: readonly FrameLine[], dropped: number) => void;
  readonly nowMs: () => number;
  readonly schedule: (delayMs: number, act: () => void) => void;
}

const flushEveryMs = 50;
/** In a flood the page is told less often: nobody reads that fast. */
const floodEveryMs = 250;
/** Of what is said between two flushes, so many lines from the beginning are told, and so many from the end. */
const most = { first: 120, last: 80 };
/** From so many lines between two flushes on it is a flood. */
const floodFrom = 400;

/** Tells lines in batches. Equal ones in a row are one; of a flood the first and the last are kept, the rest is counted. */
export function createLineQueue({ send, nowMs, schedule }: LineQueueOptions): LineQueue {
  let first: FrameLine[] = [];
  let last: ((isFlood: boolean) => FrameLine)[] = [];
  let nextLast = 0;
  let count = 0;
  let dropped = 0;
  let startedMs = 0;
  let isWaiting = false;
  let everyMs = flushEveryMs;

  function flush(): void {
    if (count === 0) return;
    const lines = [...first];
    // `last` is a ring: its oldest stands where the next would go.
    for (const make of [...last.slice(nextLast), ...last.slice(0, nextLast)]) append(lines, make(true));
    everyMs = dropped > 0 ? floodEveryMs : flushEveryMs;
    const told = dropped;
    clear();
    send(lines, told);
  }

  function clear(): void {
    first = [];
    last = [];
    nextLast = count = dropped = 0;
  }

  function wait(): void {
    if (isWaiting) return;
    isWaiting = true;
    schedule(everyMs, () => {
      isWaiting = false;
      flush();
    });
  }

  return {
    add(make) {
      if (count === 0) startedMs = nowMs();
      // A loop without end never lets a timer run, and what it says is what one needs to know.
      else if (nowMs() - startedMs > 2 * everyMs) {
        flush();
        startedMs = nowMs();
      }
      count += 1;
      wait();
      if (last.length === 0 && first.length < most.first) {
        append(first, make(count > floodFrom));
        return true;
      }
      if (last.length < most.last) {
        last.push(make);
        return true;
      }
      last[nextLast] = make;
      nextLast = (nextLast + 1) % most.last;
      dropped += 1;
      return false;
    },
    flush,
    clear,
  };
}

/** Puts a line behind others, or counts it with the last one. */
function append(lines: FrameLine[], line: FrameLine): void {
  const before = lines.at(-1);
  if (before && isSameLine(before, line))
    lines[lines.length - 1] = { ...before, times: (before.times ?? 1) + (line.times ?? 1) };
  else lines.push(line);
}
