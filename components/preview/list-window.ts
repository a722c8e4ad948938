/** The part of a long list that is drawn, and the room that the rest takes. */
export interface ListWindow {
  readonly from: number;
  /** Behind the last one. */
  readonly to: number;
  readonly beforePx: number;
  readonly afterPx: number;
}

/** So many rows are all drawn: screen readers and the browser's own search find them. */
const allUpTo = 200;
/** Beyond the edges of what is seen. */
const beyondPx = 300;

/** Which rows can be seen, of rows of these heights, and some more on each side. */
export function windowOf(
  heights: readonly number[],
  { scrollTop, viewHeight }: { readonly scrollTop: number; readonly viewHeight: number },
): ListWindow {
  if (heights.length <= allUpTo) return { from: 0, to: heights.length, beforePx: 0, afterPx: 0 };
  let from = 0;
  let beforePx = 0;
  for (; from < heights.length; from += 1) {
    const height = heights[from] ?? 0;
    if (beforePx + height > scrollTop - beyondPx) break;
    beforePx += height;
  }
  let to = from;
  let end = beforePx;
  for (; to < heights.length && end < scrollTop + viewHeight + beyondPx; to += 1) end += heights[to] ?? 0;
  let afterPx = 0;
  for (let index = to; index < heights.length; index += 1) afterPx += heights[index] ?? 0;
  return { from, to, beforePx, afterPx };
}
