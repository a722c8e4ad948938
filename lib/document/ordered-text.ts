import { ok, refuse, type Result } from '../base/result.ts';
import type { Change, Text } from './change.ts';

/**
 * A text whose changes have one order, with enough of the latest changes to take in one that was made against an older
 * version. Version v is the text after v changes. A value: `apply` gives a new one and leaves the old as it was.
 */
export interface OrderedText {
  readonly text: Text;
  readonly version: number;
  readonly history: ChangeHistory;
}

/**
 * The latest changes, newest first, in two generations: when the younger is full the older is let go. So nothing is
 * copied per change, and between one and two times the limits are kept.
 */
interface ChangeHistory {
  readonly limits: HistoryLimits;
  readonly younger: Generation;
  readonly older: Generation;
}

interface Generation {
  readonly newest: Link | null;
  readonly count: number;
  readonly size: number;
}

interface Link {
  readonly change: Change;
  readonly before: Link | null;
}

/** How far back changes are kept at least, unless they are very large. */
export interface HistoryLimits {
  readonly changes: number;
  /** UTF-16 code units inserted and deleted, at most per generation. */
  readonly size: number;
}

const noChanges: Generation = { newest: null, count: 0, size: 0 };
const usualLimits: HistoryLimits = { changes: 2_000, size: 4_000_000 };

/** Starts an ordered text. Changes made against versions before `version` will not be known. */
export function createOrderedText(text: Text, version = 0, limits: HistoryLimits = usualLimits): OrderedText {
  return { text, version, history: { limits, younger: noChanges, older: noChanges } };
}

/** Takes in the next change. Its cost grows with the change, not with the text. Throws a RangeError when it is for another length. */
export function apply(ordered: OrderedText, change: Change): OrderedText {
  return {
    text: change.apply(ordered.text),
    version: ordered.version + 1,
    history: remember(ordered.history, change),
  };
}

/** `version-unknown`: too old to be rebased; `version-ahead`: nobody has seen that version yet; `length-mismatch`: not a change of that version. */
export type RebaseRefusal = 'version-unknown' | 'version-ahead' | 'length-mismatch';

/**
 * The change as it applies to the newest text, when it was made against an older version. What was ordered earlier
 * keeps its place. Each later change is passed one by one, because that is what a replica does on its side: both then
 * come to the same change.
 */
export function rebase(
  ordered: OrderedText,
  late: { readonly version: number; readonly change: Change },
): Result<Change, RebaseRefusal> {
  const missed = changesSince(ordered, late.version);
  if (!missed.ok) return missed;
  if (late.change.length !== (missed.value[0]?.length ?? ordered.text.length)) return refuse('length-mismatch');
  return ok(missed.value.reduce((change, earlier) => change.map(earlier), late.change));
}

/** How long the text was at a version, to check a change before it is read. */
export function lengthAt(ordered: OrderedText, version: number): Result<number, 'version-unknown' | 'version-ahead'> {
  const missed = changesSince(ordered, version);
  return missed.ok ? ok(missed.value[0]?.length ?? ordered.text.length) : missed;
}

/** The changes that lead from `version` to the newest text, in order. */
export function changesSince(
  ordered: OrderedText,
  version: number,
): Result<readonly Change[], 'version-unknown' | 'version-ahead'> {
  if (version > ordered.version) return refuse('version-ahead');
  const { younger, older } = ordered.history;
  const count = ordered.version - version;
  if (!Number.isSafeInteger(count) || count > younger.count + older.count) return refuse('version-unknown');
  const newestFirst: Change[] = [];
  for (let link = younger.newest; link && newestFirst.length < count; link = link.before) newestFirst.push(link.change);
  for (let link = older.newest; link && newestFirst.length < count; link = link.before) newestFirst.push(link.change);
  return ok(newestFirst.toReversed());
}

function remember({ limits, younger, older }: ChangeHistory, change: Change): ChangeHistory {
  let size = younger.size;
  change.iterChangedRanges((fromBefore, toBefore, from, to) => {
    size += toBefore - fromBefore + to - from;
  });
  const next = { newest: { change, before: younger.newest }, count: younger.count + 1, size };
  const isFull = next.count >= limits.changes || next.size >= limits.size;
  return isFull ? { limits, younger: noChanges, older: next } : { limits, younger: next, older };
}
