import { commonEnd, commonStart } from './common-ends.ts';
import { ChangeSet, emptyChange, type Change, type Text } from './change.ts';
import {
  blocksOf,
  differencesOf,
  lineStarts,
  trimBlock,
  type Block,
  type DifferenceLimits,
  type LineDifference,
} from './line-blocks.ts';

/**
 * What a run changed in one file, kept so that it can be taken back, whole or in parts, while people type along.
 * `inverse` applies to the current text and gives the text as it would be without the run.
 */
export interface Review {
  readonly inverse: Change;
}

/** A group of neighbouring lines that the run changed. */
export interface Hunk {
  readonly kind: 'added' | 'removed' | 'changed';
  /** Offsets in the current text: the whole lines, without the last one's line end. Both are the same place for `removed`. */
  readonly from: number;
  readonly to: number;
  /** Lines of the current text, from 1, both included. For `removed`, where `toLine` is one less, the lines stood before `fromLine`. */
  readonly fromLine: number;
  readonly toLine: number;
  /** The lines that stood here without the run, joined by \n. */
  readonly removed: string;
  /** The lines that stand here now, joined by \n. */
  readonly added: string;
}

/** Starts the review of a run that has not changed anything yet. `length` is the current text's. */
export function beginReview(length: number): Review {
  return { inverse: emptyChange(length) };
}

/** The run changed `textBefore`. */
export function afterOwnChange(review: Review, change: Change, textBefore: Text): Review {
  return { inverse: change.invert(textBefore).compose(review.inverse) };
}

/**
 * Somebody else changed the text. What they typed stays when the run is taken back, inside the run's text too; beside
 * something that the run replaced, it stays on the side where it was typed.
 */
export function afterOtherChange(review: Review, change: Change): Review {
  return { inverse: review.inverse.map(change, true) };
}

/**
 * The same review, saying no more than is needed: lines that the run wrote again as they were are not its changes.
 * `text` is the current text. Beyond the limits a stretch stays as coarse as it is. The limits count and do not time,
 * so that everybody who settles the same review gets the same one.
 */
export function settle(
  review: Review,
  text: Text,
  limits: DifferenceLimits = { lines: 20_000, differences: 400 },
): Review {
  const without = review.inverse.apply(text);
  const replacements = blocksOf(review.inverse, text, without).flatMap((block) => replacementsOf(block, limits));
  return { inverse: ChangeSet.of(replacements, text.length) };
}

/** What the run changed, by lines, from the top. `text` is the current text. */
export function hunksOf(review: Review, text: Text): readonly Hunk[] {
  return hunkBlocks(review, text).map(({ hunk }) => hunk);
}

/**
 * Takes back one hunk: `revert` applies to the current text, `rest` is the review of the text after it. Null when there
 * is no such hunk.
 */
export function splitHunk(
  review: Review,
  text: Text,
  hunkIndex: number,
): { readonly revert: Change; readonly rest: Review } | null {
  const parts = partition(review, text, hunkIndex);
  return parts && { revert: parts.hunk, rest: { inverse: parts.others.map(parts.hunk) } };
}

/** Keeps one hunk for good: the review of what is left. Null when there is no such hunk. */
export function acceptHunk(review: Review, text: Text, hunkIndex: number): Review | null {
  const parts = partition(review, text, hunkIndex);
  return parts && { inverse: parts.others };
}

interface Replacement {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

function replacementsOf(block: Block, limits: DifferenceLimits): readonly Replacement[] {
  const differences = differencesOf(block, limits);
  if (differences.length === 0) return [];
  const starts = lineStarts(block);
  return differences.map(({ from, to, instead }) => {
    const start = starts[from] as number;
    const next = starts[to] as number;
    if (from < to && instead.length > 0) {
      return trimReplacement(block.lines.slice(from, to).join('\n'), {
        from: start,
        to: next - 1,
        insert: instead.join('\n'),
      });
    }
    if (!block.isAtEnd || to < block.lines.length) {
      return { from: start, to: next, insert: instead.map((line) => `${line}\n`).join('') };
    }
    // At the end of the text it is the line end before that comes and goes with the lines.
    if (start === 0) return { from: 0, to: Math.max(0, next - 1), insert: instead.join('\n') };
    return { from: start - 1, to: next - 1, insert: instead.map((line) => `\n${line}`).join('') };
  });
}

/** Leaves the characters alone that are the same at the start and at the end, without cutting a surrogate pair. */
function trimReplacement(current: string, { from, to, insert }: Replacement): Replacement {
  const start = commonStart(current, insert);
  const end = commonEnd(current, insert, start);
  return { from: from + start, to: to - end, insert: insert.slice(start, insert.length - end) };
}

function hunkBlocks(review: Review, text: Text): readonly { readonly block: Block; readonly hunk: Hunk }[] {
  const without = review.inverse.apply(text);
  return blocksOf(review.inverse, text, without).flatMap((block) => {
    const trimmed = trimBlock(block);
    return trimmed ? [{ block, hunk: hunkOf(block, trimmed, text) }] : [];
  });
}

function hunkOf(block: Block, { from, to, instead }: LineDifference, text: Text): Hunk {
  const starts = lineStarts(block);
  const start = Math.min(starts[from] as number, text.length);
  const isRemoved = from === to;
  // Past the last line's end there is no line to stand before.
  const isPastEnd = block.isAtEnd && from === block.lines.length && text.length > 0;
  const fromLine = isPastEnd ? text.lines + 1 : text.lineAt(start).number;
  return {
    kind: isRemoved ? 'removed' : instead.length === 0 ? 'added' : 'changed',
    from: start,
    to: isRemoved ? start : (starts[to] as number) - 1,
    fromLine,
    toLine: fromLine + (to - from) - 1,
    removed: instead.join('\n'),
    added: block.lines.slice(from, to).join('\n'),
  };
}

/** The inverse in two: what belongs to a hunk, and the others. Both apply to the current text. */
function partition(
  review: Review,
  text: Text,
  hunkIndex: number,
): { readonly hunk: Change; readonly others: Change } | null {
  const found = hunkBlocks(review, text)[hunkIndex];
  if (!found) return null;
  const { block } = found;
  const inside: { from: number; to: number; insert: Text }[] = [];
  const outside: { from: number; to: number; insert: Text }[] = [];
  review.inverse.iterChanges((from, to, _withoutFrom, _withoutTo, insert) => {
    const isInside = from >= block.touched.from && to <= block.touched.to;
    (isInside ? inside : outside).push({ from, to, insert });
  });
  return { hunk: ChangeSet.of(inside, text.length), others: ChangeSet.of(outside, text.length) };
}
