import type { Clock } from '../base/clock.ts';
import type { SeenSpeed } from '../log/speed-record.ts';
import type { Receipt } from '../session/session-event.ts';

/** Counts what a run costs, over all its attempts. Tokens are the pieces that came, until the provider says how many it counted. */
export interface RunMeter {
  /** Tokens so far, of all attempts. */
  readonly tokens: number;
  /** From the start of this attempt to its first token; null before it. */
  readonly timeToFirstTokenMs: number | null;
  beginAttempt(provider: string, model: string, wantedTier?: string): void;
  token(): void;
  tokenAfterStop(): void;
  /** What the provider says: its own count of the answer's tokens, those that were thought among them. */
  usage(outputTokens: number | undefined, thoughtTokens?: number): void;
  /** The model and the tier that really answered. */
  answeredBy(model: string | undefined, tier: string | undefined): void;
  receipt(): Receipt;
  /** How fast this attempt's answer came; null where too little came to tell. */
  answerSpeed(): SeenSpeed | null;
}

/** A shorter answer, or one that came all at once, tells nothing of a model's speed. */
const leastTokens = 50;
const leastWritingMs = 20;

/** Starts counting when the run is asked for. */
export function createRunMeter(clock: Clock): RunMeter {
  const startedMs = clock.monotonicMs();
  let attempts = 0;
  let earlierTokens = 0;
  let counted = 0;
  /** Of those counted, and of earlier ones: thought before the writing, or beside it. */
  let thought = 0;
  let earlierThought = 0;
  let tokensAfterStop = 0;
  let attemptStartedMs = startedMs;
  let firstMs: number | null = null;
  let lastMs = 0;
  let runFirstTokenMs: number | null = null;
  let writingMs = 0;
  let pieces = 0;
  let provider = '';
  let model = '';
  let tier: string | null = null;
  let wantedTier: string | undefined;

  return {
    get tokens() {
      return earlierTokens + counted;
    },
    get timeToFirstTokenMs() {
      return firstMs === null ? null : firstMs - attemptStartedMs;
    },
    beginAttempt(nextProvider, nextModel, nextWantedTier) {
      attempts++;
      endAttempt();
      provider = nextProvider;
      model = nextModel;
      tier = null;
      wantedTier = nextWantedTier;
      attemptStartedMs = attempts === 1 ? startedMs : clock.monotonicMs();
    },
    token() {
      lastMs = clock.monotonicMs();
      firstMs ??= lastMs;
      runFirstTokenMs ??= lastMs - startedMs;
      counted++;
      pieces++;
    },
    tokenAfterStop() {
      tokensAfterStop++;
    },
    usage(outputTokens, thoughtTokens = 0) {
      if (outputTokens === undefined || outputTokens <= 0) return;
      counted = outputTokens;
      thought = Math.min(thoughtTokens, outputTokens);
    },
    answeredBy(answeringModel, answeringTier) {
      model = answeringModel ?? model;
      tier = answeringTier ?? tier;
    },
    receipt() {
      const totalWritingMs = writingMs + currentWritingMs();
      const tokens = earlierTokens + counted;
      const written = tokens - earlierThought - thought;
      return {
        timeToFirstTokenMs: runFirstTokenMs === null ? null : Math.round(runFirstTokenMs),
        tokensPerSecond: pieces > 1 && totalWritingMs > 0 ? Math.round(written / (totalWritingMs / 1000)) : null,
        tokens,
        durationMs: Math.round(clock.monotonicMs() - startedMs),
        provider,
        model,
        tier,
        ...(wantedTier !== undefined && { wantedTier }),
        tokensAfterStop,
        attempts,
      };
    },
    answerSpeed() {
      const ms = currentWritingMs();
      const written = counted - thought;
      if (firstMs === null || written < leastTokens || ms < leastWritingMs) return null;
      return { tokensPerSecond: written / (ms / 1000), firstTokenMs: firstMs - attemptStartedMs };
    },
  };

  function endAttempt(): void {
    writingMs += currentWritingMs();
    earlierTokens += counted;
    earlierThought += thought;
    counted = 0;
    thought = 0;
    firstMs = null;
  }

  function currentWritingMs(): number {
    return firstMs === null ? 0 : lastMs - firstMs;
  }
}
