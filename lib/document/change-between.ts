import { diffArrays } from 'diff';
import { type Change, ChangeSet, type Text, textOf } from './change.ts';

/** Past so many differing lines a single replacement serves as well, and is found at once. */
const usualDifferences = 2_000;

/**
 * A change that makes `after` of `before`, by whole lines, so that what stands in both keeps its cursors and marks. Its
 * cost grows with the square of `mostDifferences`.
 */
export function changeBetween(
  before: Text,
  after: Text,
  { mostDifferences = usualDifferences }: { readonly mostDifferences?: number } = {},
): Change {
  if (before === after || before.eq(after)) return ChangeSet.empty(before.length);
  // With their line ends, so that the pieces put together are the text.
  const [linesBefore, linesAfter] = [linesOf(before), linesOf(after)];
  const parts = diffArrays(linesBefore, linesAfter, { maxEditLength: mostDifferences });
  if (!parts) return replaceMiddle(linesBefore, linesAfter, before.length);
  const changes: { from: number; to: number; insert: Text }[] = [];
  let at = 0;
  for (const { added, removed, value } of parts) {
    const text = value.join('');
    if (added) changes.push({ from: at, to: at, insert: textOf(text) });
    else {
      if (removed) changes.push({ from: at, to: at + text.length, insert: textOf('') });
      at += text.length;
    }
  }
  return ChangeSet.of(changes, before.length);
}

/** One replacement of all that stands between the lines that both have at the start and at the end. */
function replaceMiddle(before: readonly string[], after: readonly string[], lengthBefore: number): Change {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const from = lengthOf(before.slice(0, start));
  const to = lengthBefore - lengthOf(before.slice(before.length - end));
  return ChangeSet.of({ from, to, insert: textOf(after.slice(start, after.length - end).join('')) }, lengthBefore);
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length, 0);
}

function linesOf(text: Text): string[] {
  return text.toString().match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
