/** How fast one answer was written. */
export interface SeenSpeed {
  /** While it was written: without the wait for the first token. */
  readonly tokensPerSecond: number;
  /** From asking to the first token. */
  readonly firstTokenMs: number;
}

/** How fast a model is: the medians of its last answers, and of how many. */
export interface ModelSpeed extends SeenSpeed {
  readonly answers: number;
}

/**
 * How fast models were, wherever this log is. Of each the last `keptAnswers` answers count, and none of long ago. All
 * methods throw a `StoreError` when the store is broken.
 */
export interface SpeedRecord {
  /** `model` is `provider/model`. */
  note(model: string, seen: SeenSpeed, atMs: number): Promise<void>;
  /** By `provider/model`, of all models that have answered. */
  all(): Promise<ReadonlyMap<string, ModelSpeed>>;
}

/** Enough for a median that no single answer moves far, and few enough to follow a model that has become faster. */
export const keptAnswers = 20;

/** What is older tells nothing of today's speed. */
export const keptForMs = 90 * 24 * 60 * 60_000;

/** An answer as the stores keep it. */
export interface SpeedRow {
  readonly model: string;
  readonly tokens_per_second: number;
  readonly first_token_ms: number;
}

/** The medians of each model's answers. */
export function speedsOf(rows: readonly SpeedRow[]): ReadonlyMap<string, ModelSpeed> {
  const byModel = Map.groupBy(rows, ({ model }) => model);
  return new Map(
    [...byModel].map(([model, seen]) => [
      model,
      {
        tokensPerSecond: median(seen.map((row) => row.tokens_per_second)),
        firstTokenMs: median(seen.map((row) => row.first_token_ms)),
        answers: seen.length,
      },
    ]),
  );
}

/** Of two in the middle the upper one. */
function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
