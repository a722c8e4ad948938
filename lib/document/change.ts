import { ChangeSet, Text } from '@codemirror/state';

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

/** The change as plain JSON. */
export function changeToJson(change: Change): ChangeJson {
  return change.toJSON() as ChangeJson;
}

/** Reads a change from JSON. Throws a RangeError when it is not one. */
export function changeFromJson(json: unknown): Change {
  return ChangeSet.fromJSON(json);
}

export { ChangeSet, Text };
