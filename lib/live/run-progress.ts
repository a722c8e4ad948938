import type { ProgressView } from './session-view.ts';

const stepMs = 250;
const keptSteps = 40;
const stepsPerSecond = 1000 / stepMs;

/** Follows how fast a run writes, from the token counts that its events carry. */
export interface RunProgress {
  /** The run has this many tokens now. */
  count(tokens: number, nowMs: number): void;
  firstToken(timeToFirstTokenMs: number): void;
  /** A provider is asked anew: until it writes there is no speed, however long it waits or thinks. */
  attemptStarted(nowMs: number): void;
  /** What to show now; the samples move on with the time, also while nothing comes. */
  view(nowMs: number): ProgressView;
}

/** Starts at the run's start. Times are of one monotonic clock, but for `startedAtMs`, which is shown. */
export function createRunProgress(runId: string, startedAtMs: number, nowMs: number, tokensBefore = 0): RunProgress {
  let tokens = tokensBefore;
  let timeToFirstTokenMs: number | null = null;
  let stepStartedMs = nowMs;
  let stepStartedTokens = tokensBefore;
  let samples: number[] = [];
  let isWriting = false;
  let lastSecond: number[] = [];

  return {
    count(count, atMs) {
      moveOn(atMs);
      if (count <= tokens) return;
      tokens = count;
      isWriting = true;
    },
    firstToken(value) {
      timeToFirstTokenMs ??= value;
    },
    attemptStarted(atMs) {
      moveOn(atMs);
      isWriting = false;
      lastSecond = [];
    },
    view(atMs) {
      moveOn(atMs);
      return {
        runId,
        tokens,
        tokensPerSecond:
          lastSecond.length < 2
            ? null
            : Math.round(lastSecond.reduce((sum, rate) => sum + rate, 0) / lastSecond.length),
        samples,
        timeToFirstTokenMs,
        startedAtMs,
      };
    },
  };

  function moveOn(atMs: number): void {
    if (!isWriting) {
      stepStartedMs = atMs;
      stepStartedTokens = tokens;
    }
    while (atMs - stepStartedMs >= stepMs) {
      const rate = (tokens - stepStartedTokens) * stepsPerSecond;
      samples = [...samples, rate].slice(-keptSteps);
      lastSecond = [...lastSecond, rate].slice(-stepsPerSecond);
      stepStartedTokens = tokens;
      stepStartedMs += stepMs;
      // After a long sleep the empty steps would only push out what there is to see.
      if (atMs - stepStartedMs > stepMs * keptSteps) stepStartedMs = atMs - (atMs % stepMs);
    }
  }
}
