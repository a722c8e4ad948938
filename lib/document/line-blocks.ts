import { diffArrays } from 'diff';
import type { Change, Text, TextRange } from './change.ts';

/** Whole lines that differ, on both sides. */
export interface Block extends BlockRange {
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
export interface LineDifference {
  readonly from: number;
  readonly to: number;
  readonly instead: readonly string[];
}

/** The most lines, before and after together, that are compared; and the most differences that are looked for. */
export interface DifferenceLimits {
  readonly lines: number;
  readonly differences: number;
}

/** Every range that the change touches, widened to whole lines on both sides; ranges with no full line between them are one. */
export function blocksOf(inverse: Change, text: Text, without: Text): readonly Block[] {
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

/** What is left of a block without the lines that are the same at its top and at its bottom. Null when that is nothing. */
export function trimBlock({ lines, withoutLines }: Block): LineDifference | null {
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
export function differencesOf(block: Block, limits: DifferenceLimits): readonly LineDifference[] {
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

/** Where each of the block's lines starts in the current text, and where a line after them would. */
export function lineStarts({ from, lines }: Block): readonly number[] {
  const starts = [from];
  for (const line of lines) starts.push((starts.at(-1) as number) + line.length + 1);
  return starts;
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
