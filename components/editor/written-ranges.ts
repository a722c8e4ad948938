import type { Change } from '../../lib/document/change.ts';

/** What a model wrote and the screen does not show yet, in offsets of the session's text. */
export interface WrittenRanges {
  /** Any change of the text; `isModels` when a model made it. */
  follow(change: Change, isModels: boolean): void;
  /** The ranges so far; counting starts again. */
  take(): readonly { readonly from: number; readonly to: number }[];
}

/** A model writes in one place, two or three at most; more ranges than this within a frame are joined. */
const mostRanges = 16;

/** Makes an empty list. */
export function createWrittenRanges(): WrittenRanges {
  let ranges: { from: number; to: number }[] = [];
  return {
    follow(change, isModels) {
      ranges = ranges.map((range) => ({ from: change.mapPos(range.from, 1), to: change.mapPos(range.to, -1) }));
      ranges = ranges.filter((range) => range.from < range.to);
      if (!isModels) return;
      change.iterChangedRanges((_fromA, _toA, from, to) => {
        const touched = ranges.find((range) => from <= range.to && to >= range.from);
        if (touched) {
          touched.from = Math.min(touched.from, from);
          touched.to = Math.max(touched.to, to);
        } else if (from < to) {
          if (ranges.length < mostRanges) ranges.push({ from, to });
          else
            ranges = [
              {
                from: Math.min(from, ...ranges.map((range) => range.from)),
                to: Math.max(to, ...ranges.map((range) => range.to)),
              },
            ];
        }
      });
    },
    take() {
      const taken = ranges;
      ranges = [];
      return taken;
    },
  };
}
