import { diffArrays } from 'diff';
import { type Change, ChangeSet, type Text, textOf } from './change.ts';

/** Past so many differing lines a single replacement serves as well, and is found at once. */
const mostDifferences = 2_000;

/** A change that makes `after` of `before`, by whole lines, so that what stands in both keeps its cursors and marks. */
export function changeBetween(before: Text, after: Text): Change {
  if (before.eq(after)) return ChangeSet.empty(before.length);
  // With their line ends, so that the pieces put together are the text.
  const parts = diffArrays(linesOf(before), linesOf(after), { maxEditLength: mostDifferences });
  if (!parts) return ChangeSet.of({ from: 0, to: before.length, insert: after }, before.length);
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

function linesOf(text: Text): string[] {
  return text.toString().match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
