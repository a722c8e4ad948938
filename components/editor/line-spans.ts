/** Whole lines, first and last, from 1. */
export interface LineSpan {
  readonly from: number;
  readonly to: number;
}

/**
 * The spans with one more: sorted, apart from each other, at most `most` of them. When there would be more, the two
 * with the fewest lines between them become one.
 */
export function addSpan(spans: readonly LineSpan[], added: LineSpan, most: number): LineSpan[] {
  const result: LineSpan[] = [];
  for (const span of [...spans, added].toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && span.from <= last.to + 1) {
      result[result.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    } else {
      result.push(span);
    }
  }
  while (result.length > most) closeNarrowestGap(result);
  return result;
}

/** What of the spans lies outside of `removed`. Both are sorted and apart. */
export function withoutSpans(spans: readonly LineSpan[], removed: readonly LineSpan[]): LineSpan[] {
  let left = [...spans];
  for (const cut of removed) {
    left = left.flatMap((span) => {
      if (cut.to < span.from || cut.from > span.to) return [span];
      return [
        ...(span.from < cut.from ? [{ from: span.from, to: cut.from - 1 }] : []),
        ...(span.to > cut.to ? [{ from: cut.to + 1, to: span.to }] : []),
      ];
    });
  }
  return left;
}

function closeNarrowestGap(spans: LineSpan[]): void {
  let narrowest = 1;
  for (let index = 2; index < spans.length; index++) {
    if (spans[index]!.from - spans[index - 1]!.to < spans[narrowest]!.from - spans[narrowest - 1]!.to)
      narrowest = index;
  }
  spans.splice(narrowest - 1, 2, { from: spans[narrowest - 1]!.from, to: spans[narrowest]!.to });
}
