import { ChangeSet, Text } from '@codemirror/state';
import { ok, refuse, type Result } from '../base/result.ts';

/**
 * A change to one text: what was deleted and inserted where, as a value. Offsets are UTF-16 code units, line ends are \n.
 * `a.compose(b.map(a))` equals `b.compose(a.map(b, true))`: in Flint whoever was ordered first keeps its place, the
 * later one is mapped with `later.map(earlier)`, and the earlier is shown over the later with `earlier.map(later, true)`.
 */
export type Change = ChangeSet;

/** A change as it stands in the log and on the wire: `@codemirror/state`'s own compact JSON. */
export type ChangeJson = readonly (number | readonly [number, ...string[]])[];

/** Makes a text from a string; \r\n and \r become \n. */
export function textOf(content: string): Text {
  return Text.of(content.split(/\r\n?|\n/));
}

/** One replacement: `insert` in place of what stands from `from` to `to`. */
export function replaceRange(lengthBefore: number, from: number, to: number, insert: string): Change {
  return ChangeSet.of({ from, to, insert: textOf(insert) }, lengthBefore);
}

/** The change that changes nothing in a text of this length. */
export function emptyChange(length: number): Change {
  return ChangeSet.empty(length);
}

/** Whether the change leaves every text as it is. A replacement by the same words counts as a change. */
export function isEmptyChange(change: Change): boolean {
  return change.empty;
}

/** Whether two changes do the same in the same places. */
export function isSameChange(one: Change, other: Change): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

/** Consecutive changes as one. Each must start from what the one before it left; the first from `lengthBefore`. */
export function composeAll(changes: readonly Change[], lengthBefore: number): Change {
  if (changes.length === 0) return emptyChange(lengthBefore);
  // In pairs of pairs: one by one, the growing total would be walked again for every single change.
  let row = changes;
  while (row.length > 1) {
    const next: Change[] = [];
    for (let index = 0; index < row.length; index += 2) {
      const [first, second] = [row[index] as Change, row[index + 1]];
      next.push(second ? first.compose(second) : first);
    }
    row = next;
  }
  return row[0] as Change;
}

/** A stretch of text, in UTF-16 code units. `to` is not part of it. */
export interface TextRange {
  readonly from: number;
  readonly to: number;
}

/** Where the change's own text stands after it was applied, from the front. */
export function insertedRanges(change: Change): readonly TextRange[] {
  const ranges: TextRange[] = [];
  change.iterChangedRanges((_fromBefore, _toBefore, from, to) => {
    if (to > from) ranges.push({ from, to });
  });
  return ranges;
}

/** The pieces of text that the change puts in, from the front. */
export function insertedPieces(change: Change): readonly string[] {
  const pieces: string[] = [];
  change.iterChanges((_fromBefore, _toBefore, _from, _to, inserted) => {
    if (inserted.length > 0) pieces.push(inserted.toString());
  });
  return pieces;
}

/** The change as plain JSON. */
export function changeToJson(change: Change): ChangeJson {
  return change.toJSON() as ChangeJson;
}

/** Reads a change that Flint wrote itself. Throws a RangeError when it is not one. For anything from outside use `parseChange`. */
export function changeFromJson(json: unknown): Change {
  return ChangeSet.fromJSON(json);
}

/** Why a change from outside was not taken: not one at all; for a text of another length; more text, or more places, than allowed. */
export type ChangeRefusal = 'malformed' | 'length-mismatch' | 'insert-too-large' | 'too-many-parts';

/**
 * Reads a change that somebody sent. What comes back is safe to apply, map and compose: whole non-negative numbers that
 * add up to `lengthBefore`, and lines without \r and \n in them. A change may cut a surrogate pair in two: that is odd,
 * but it harms nobody's text. `maxInsert` is in UTF-16 code units, line ends included; `maxParts` counts the kept and
 * the changed stretches, because the cost of rebasing grows with them.
 */
export function parseChange(
  json: unknown,
  lengthBefore: number,
  { maxInsert, maxParts = 12_000 }: { readonly maxInsert: number; readonly maxParts?: number },
): Result<Change, ChangeRefusal> {
  if (!Array.isArray(json)) return refuse('malformed');
  if (json.length > maxParts) return refuse('too-many-parts');
  const replacements: { from: number; to: number; insert: Text }[] = [];
  let position = 0;
  let insertLength = 0;
  for (const part of json as unknown[]) {
    if (isLength(part)) {
      position += part;
    } else if (Array.isArray(part)) {
      const [deleted, ...lines] = part as unknown[];
      if (!isLength(deleted) || !lines.every(isLine)) return refuse('malformed');
      for (const line of lines) insertLength += line.length;
      insertLength += Math.max(0, lines.length - 1);
      if (insertLength > maxInsert) return refuse('insert-too-large');
      replacements.push({
        from: position,
        to: position + deleted,
        insert: lines.length > 0 ? Text.of(lines) : Text.empty,
      });
      position += deleted;
    } else {
      return refuse('malformed');
    }
    if (position > lengthBefore) return refuse('length-mismatch');
  }
  if (position !== lengthBefore) return refuse('length-mismatch');
  // Built anew rather than read as it stands: split or empty parts would otherwise pass for a change that does something.
  return ok(ChangeSet.of(replacements, lengthBefore));
}

function isLength(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isLine(value: unknown): value is string {
  return typeof value === 'string' && !/[\r\n]/.test(value);
}

export { ChangeSet, Text };
