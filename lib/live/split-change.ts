import { type Change, ChangeSet, replaceRange, type Text } from '../document/change.ts';

/**
 * A change as two, the first of which inserts about `mostInserted` code units at the most: so that what was pasted goes
 * out in pieces that the server takes. `rest` applies after `first`; null when all of it went into `first`.
 */
export function splitChange(
  change: Change,
  mostInserted: number,
): { readonly first: Change; readonly rest: Change | null } {
  const parts: { readonly from: number; readonly to: number; readonly insert: Text }[] = [];
  change.iterChanges((from, to, _fromAfter, _toAfter, insert) => parts.push({ from, to, insert }), true);
  const taken: typeof parts = [];
  let room = mostInserted;
  for (const part of parts) {
    if (part.insert.length > room) {
      // A cut between the halves of a surrogate pair would not survive being sent as JSON.
      const cut = safeCut(part.insert, room);
      if (cut > 0 || taken.length === 0) taken.push({ ...part, insert: part.insert.slice(0, Math.max(cut, 1)) });
      break;
    }
    room -= part.insert.length;
    taken.push(part);
  }
  const first = ChangeSet.of(taken, change.length);
  if (first.newLength === change.newLength && taken.length === parts.length) return { first: change, rest: null };
  return { first, rest: restAfter(change, parts, taken, first) };
}

function restAfter(
  change: Change,
  parts: readonly { readonly from: number; readonly to: number; readonly insert: Text }[],
  taken: readonly { readonly from: number; readonly to: number; readonly insert: Text }[],
  first: Change,
): Change {
  let rest = ChangeSet.empty(first.newLength);
  const shift = (position: number) => first.mapPos(position, 1);
  const last = taken.at(-1);
  const whole = last && parts[taken.length - 1];
  if (last && whole && last.insert.length < whole.insert.length) {
    const at = shift(whole.to);
    rest = rest.compose(replaceRange(first.newLength, at, at, whole.insert.slice(last.insert.length).toString()));
  }
  const later = parts.slice(taken.length).map(({ from, to, insert }) => ({
    from: rest.mapPos(shift(from), 1),
    to: rest.mapPos(shift(to), 1),
    insert,
  }));
  return rest.compose(ChangeSet.of(later, rest.newLength));
}

function safeCut(text: Text, at: number): number {
  const code = at > 0 ? text.sliceString(at - 1, at).charCodeAt(0) : 0;
  return code >= 0xd800 && code <= 0xdbff ? at - 1 : at;
}
