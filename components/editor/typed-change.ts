import { ChangeSet, textOf, type Change } from '../../lib/document/change.ts';

/** One replacement as Monaco reports it. */
export interface TypedEdit {
  readonly rangeOffset: number;
  readonly rangeLength: number;
  readonly text: string;
}

/**
 * What Monaco reports of one content event as one change. Within a step Monaco lists its edits from the end of the
 * text to the start; steps that it merged into one event follow each other. Read one after the other, both come out right.
 */
export function typedChange(edits: readonly TypedEdit[], lengthBefore: number): Change {
  let change: Change | null = null;
  let length = lengthBefore;
  for (let first = 0; first < edits.length;) {
    let end = first + 1;
    while (end < edits.length && edits[end]!.rangeOffset + edits[end]!.rangeLength < edits[end - 1]!.rangeOffset) end++;
    const step: Change = ChangeSet.of(
      edits.slice(first, end).map((edit) => ({
        from: edit.rangeOffset,
        to: edit.rangeOffset + edit.rangeLength,
        insert: textOf(edit.text),
      })),
      length,
    );
    change = change ? change.compose(step) : step;
    length = step.newLength;
    first = end;
  }
  return change ?? ChangeSet.empty(lengthBefore);
}
