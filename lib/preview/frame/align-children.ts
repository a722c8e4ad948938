import type { PageNode } from './page-tree.ts';

/** Nodes of two lists that are taken for the same one, in order. */
export type Pairs = readonly (readonly [one: PageNode, other: PageNode])[];

/** More comparisons than this are not worth it. */
const mostComparisons = 250_000;

/**
 * Finds which children of one element are which of another's: those that are equal before those that are only alike,
 * without crossing. Null when there are too many to tell.
 */
export function alignChildren(
  ones: readonly PageNode[],
  others: readonly PageNode[],
  likeness: (one: PageNode, other: PageNode) => number,
): Pairs | null {
  let start = 0;
  while (start < ones.length && start < others.length && ones[start]?.key === others[start]?.key) start += 1;
  let end = 0;
  const shorter = Math.min(ones.length, others.length) - start;
  while (end < shorter && ones.at(-1 - end)?.key === others.at(-1 - end)?.key) end += 1;
  const middle = alignMiddle(ones.slice(start, ones.length - end), others.slice(start, others.length - end), likeness);
  if (!middle) return null;
  return [
    ...pairUp(ones.slice(0, start), others.slice(0, start)),
    ...middle,
    ...pairUp(ones.slice(ones.length - end), others.slice(others.length - end)),
  ];
}

/** What belongs together most: the heaviest common subsequence. */
function alignMiddle(
  ones: readonly PageNode[],
  others: readonly PageNode[],
  likeness: (one: PageNode, other: PageNode) => number,
): Pairs | null {
  if (ones.length * others.length > mostComparisons) return null;
  const width = others.length + 1;
  const best = new Float64Array((ones.length + 1) * width);
  const at = (row: number, column: number) => best[row * width + column] ?? 0;
  for (let row = ones.length - 1; row >= 0; row -= 1) {
    for (let column = others.length - 1; column >= 0; column -= 1) {
      const likes = likenessAt(row, column);
      const paired = likes > 0 ? likes + at(row + 1, column + 1) : 0;
      best[row * width + column] = Math.max(paired, at(row + 1, column), at(row, column + 1));
    }
  }
  const pairs: [PageNode, PageNode][] = [];
  for (let row = 0, column = 0; row < ones.length && column < others.length;) {
    const [one, other] = [ones[row], others[column]];
    const likes = likenessAt(row, column);
    if (one && other && likes > 0 && at(row, column) === likes + at(row + 1, column + 1)) {
      pairs.push([one, other]);
      row += 1;
      column += 1;
    } else if (at(row, column) === at(row + 1, column)) row += 1;
    else column += 1;
  }
  return pairs;

  function likenessAt(row: number, column: number): number {
    const [one, other] = [ones[row], others[column]];
    return one && other ? likeness(one, other) : 0;
  }
}

function pairUp(ones: readonly PageNode[], others: readonly PageNode[]): Pairs {
  return ones.flatMap((one, index) => {
    const other = others[index];
    return other ? [[one, other] as const] : [];
  });
}
