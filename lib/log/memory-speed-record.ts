import { keptAnswers, keptForMs, type SpeedRecord, type SpeedRow, speedsOf } from './speed-record.ts';

/** A record that lasts as long as the process: for tests, and for trying things out. */
export function createMemorySpeedRecord(): SpeedRecord {
  let rows: readonly (SpeedRow & { readonly atMs: number })[] = [];
  return {
    async note(model, { tokensPerSecond, firstTokenMs }, atMs) {
      const row = { model, tokens_per_second: tokensPerSecond, first_token_ms: firstTokenMs, atMs };
      const fresh = [...rows, row].filter((one) => one.atMs >= atMs - keptForMs).toSorted((a, b) => a.atMs - b.atMs);
      const ofModel = fresh.filter((one) => one.model === model).slice(-keptAnswers);
      rows = [...fresh.filter((one) => one.model !== model), ...ofModel];
    },
    all: async () => speedsOf(rows),
  };
}
