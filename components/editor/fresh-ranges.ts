import type { Change, TextRange } from '../../lib/document/change.ts';

/** What a model wrote a moment ago, in offsets of the session's text. */
export interface FreshRanges {
  /** Any change of the text; `isModels` when a model made it. */
  follow(change: Change, isModels: boolean, atMs: number): void;
  /** The ranges by age: those of the last step first, then those of the step before, and so on. Older ones are forgotten. */
  byAge(atMs: number): readonly (readonly TextRange[])[];
  clear(): void;
}

/** A model writes in one place, two or three at most; more ranges than this within a step are joined. */
const mostRanges = 16;

/** Makes an empty list that knows `steps` steps of `stepMs` milliseconds. Its clock must not go back. */
export function createFreshRanges({ steps, stepMs }: { readonly steps: number; readonly stepMs: number }): FreshRanges {
  /** What was written within one step of time, the newest first. */
  let written: { readonly step: number; ranges: { from: number; to: number }[] }[] = [];
  const stepAt = (atMs: number) => Math.floor(atMs / stepMs);
  const forget = (now: number) => {
    written = written.filter(({ step, ranges }) => step > now - steps && ranges.length > 0);
  };

  return {
    follow(change, isModels, atMs) {
      for (const one of written) {
        one.ranges = one.ranges
          .map(({ from, to }) => ({ from: change.mapPos(from, 1), to: change.mapPos(to, -1) }))
          .filter(({ from, to }) => from < to);
      }
      const now = stepAt(atMs);
      forget(now);
      if (!isModels) return;
      if (written[0]?.step !== now) written.unshift({ step: now, ranges: [] });
      const newest = written[0]!;
      change.iterChangedRanges((_fromA, _toA, from, to) => {
        if (from < to) newest.ranges = withRange(newest.ranges, from, to);
      });
    },
    byAge(atMs) {
      const now = stepAt(atMs);
      forget(now);
      return Array.from({ length: steps }, (_, age) => written.find(({ step }) => step === now - age)?.ranges ?? []);
    },
    clear() {
      written = [];
    },
  };
}

function withRange(ranges: { from: number; to: number }[], from: number, to: number): { from: number; to: number }[] {
  const touched = ranges.find((range) => from <= range.to && to >= range.from);
  if (touched) {
    touched.from = Math.min(touched.from, from);
    touched.to = Math.max(touched.to, to);
    return ranges;
  }
  if (ranges.length < mostRanges) return [...ranges, { from, to }];
  return [
    {
      from: Math.min(from, ...ranges.map((range) => range.from)),
      to: Math.max(to, ...ranges.map((range) => range.to)),
    },
  ];
}
