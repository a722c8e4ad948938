import { diffArrays } from 'diff';
import { ChangeSet, emptyChange, type Change, type Text, type TextRange } from './change.ts';

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

/** The most lines, before and after together, that are compared; and the most differences that are looked for. */
interface SettleLimits {
  readonly lines: number;
  readonly differences: number;
}

/**
 * The same review, saying no more than is needed: lines that the run wrote again as they were are not its changes.
 * `text` is the current text. Beyond the limits a stretch stays as coarse as it is. The limits count and do not time,
 * so that everybody who settles the same review gets the same one.
 */
export function settle(
  review: Review,
  text: Text,
  limits: SettleLimits = { lines: 20_000, differences: 1_000 },
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

/** Whole lines that differ, on both sides. */
interface Block extends BlockRange {
  /** Its lines in the current text. */
  readonly lines: readonly string[];
  readonly withoutLines: readonly string[];
  /** Whether the last of the lines is the text's own last one, which has no line end. */
  readonly isAtEnd: boolean;
}

/**
 * A range of the current text, and what it is in the text without the run. Behind the last line, `from` is one more
 * than the text's length.
 */
interface BlockRange {
  /** From the first to the last character of the current text that the inverse touches. */
  readonly touched: TextRange;
  readonly from: number;
  readonly to: number;
  readonly withoutFrom: number;
  readonly withoutTo: number;
}

/** Lines `from` to `to` (from 0, `to` not included) of a block, and the lines that stand for them without the run. */
interface LineDifference {
  readonly from: number;
  readonly to: number;
  readonly instead: readonly string[];
}

interface Replacement {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** Every range that the change touches, widened to whole lines on both sides; ranges with no full line between them are one. */
function blocksOf(inverse: Change, text: Text, without: Text): readonly Block[] {
  const ranges: BlockRange[] = [];
  inverse.iterChangedRanges((from, to, withoutFrom, withoutTo) => {
    const isWhole = startsLine(text, to) && startsLine(without, withoutTo);
    // What begins with a line end leaves the line before it alone.
    const isAfterLine = !isWhole && endsLine(text, from) && endsLine(without, withoutFrom);
    const shift = isAfterLine ? 1 : text.lineAt(from).from - from;
    const tail = isWhole ? 0 : Math.min(text.lineAt(to).to + 1, text.length) - to;
    const range = {
      touched: { from, to },
      from: from + shift,
      to: to + tail,
      withoutFrom: withoutFrom + shift,
      withoutTo: withoutTo + tail,
    };
    const last = ranges.at(-1);
    if (last && (range.from <= last.to || last.to === text.length)) {
      const touched = { from: last.touched.from, to };
      ranges[ranges.length - 1] = { ...last, touched, to: range.to, withoutTo: range.withoutTo };
    } else {
      ranges.push(range);
    }
  });
  return ranges.map((range) => {
    // A range that stops where a line starts leaves that line out, even the empty one at the end of a text.
    const isAtEnd = !startsLine(text, range.to) || !startsLine(without, range.withoutTo);
    return {
      ...range,
      isAtEnd,
      lines: linesBetween(text, range.from, range.to, isAtEnd),
      withoutLines: linesBetween(without, range.withoutFrom, range.withoutTo, isAtEnd),
    };
  });
}

function startsLine(text: Text, position: number): boolean {
  return text.lineAt(position).from === position;
}

function endsLine(text: Text, position: number): boolean {
  return text.lineAt(position).to === position;
}

function linesBetween(text: Text, from: number, to: number, isAtEnd: boolean): readonly string[] {
  // To a person an empty file has no lines: writing the first one adds it and changes none.
  if (text.length === 0 || from > text.length) return [];
  const lines = text.sliceString(from, to).split('\n');
  return isAtEnd ? lines : lines.slice(0, -1);
}

/** What is left of a block without the lines that are the same at its top and at its bottom. Null when that is nothing. */
function trimBlock({ lines, withoutLines }: Block): LineDifference | null {
  const most = Math.min(lines.length, withoutLines.length);
  let top = 0;
  while (top < most && lines[top] === withoutLines[top]) top += 1;
  let bottom = 0;
  while (bottom < most - top && lines.at(-1 - bottom) === withoutLines.at(-1 - bottom)) bottom += 1;
  const to = lines.length - bottom;
  const instead = withoutLines.slice(top, withoutLines.length - bottom);
  return to === top && instead.length === 0 ? null : { from: top, to, instead };
}

/** The differences inside a block, as fine as the limits allow. */
function differencesOf(block: Block, limits: SettleLimits): readonly LineDifference[] {
  const trimmed = trimBlock(block);
  if (!trimmed) return [];
  const current = block.lines.slice(trimmed.from, trimmed.to);
  if (current.length + trimmed.instead.length > limits.lines) return [trimmed];
  const parts = diffArrays(current, [...trimmed.instead], { maxEditLength: limits.differences });
  if (!parts) return [trimmed];
  const differences: LineDifference[] = [];
  let line = trimmed.from;
  let isOpen = false;
  for (const part of parts) {
    if (!part.added && !part.removed) {
      line += part.count;
      isOpen = false;
      continue;
    }
    const last = isOpen ? differences.pop() : undefined;
    const { from, to, instead } = last ?? { from: line, to: line, instead: [] };
    differences.push(
      part.removed ? { from, to: to + part.count, instead } : { from, to, instead: [...instead, ...part.value] },
    );
    if (part.removed) line += part.count;
    isOpen = true;
  }
  return differences;
}

function replacementsOf(block: Block, limits: SettleLimits): readonly Replacement[] {
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

/** Where each of the block's lines starts in the current text, and where a line after them would. */
function lineStarts({ from, lines }: Block): readonly number[] {
  const starts = [from];
  for (const line of lines) starts.push((starts.at(-1) as number) + line.length + 1);
  return starts;
}

/** Leaves the characters alone that are the same at the start and at the end, without cutting a surrogate pair. */
function trimReplacement(current: string, { from, to, insert }: Replacement): Replacement {
  const most = Math.min(current.length, insert.length);
  let start = 0;
  while (start < most && current[start] === insert[start]) start += 1;
  if (start > 0 && isHighSurrogate(current, start - 1)) start -= 1;
  let end = 0;
  while (end < most - start && current.at(-1 - end) === insert.at(-1 - end)) end += 1;
  if (end > 0 && isLowSurrogate(current, current.length - end)) end -= 1;
  return { from: from + start, to: to - end, insert: insert.slice(start, insert.length - end) };
}

function isHighSurrogate(content: string, index: number): boolean {
  return (content.charCodeAt(index) & 0xfc00) === 0xd800;
}

function isLowSurrogate(content: string, index: number): boolean {
  return (content.charCodeAt(index) & 0xfc00) === 0xdc00;
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
