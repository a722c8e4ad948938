import type { SearchReplace } from './answer-format.ts';

/** One replacement in a text; offsets are UTF-16 code units of the text as it stands. */
export interface Replacement {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** Replaces all at once; they may not overlap. */
export function applyReplacements(text: string, replacements: readonly Replacement[]): string {
  let result = '';
  let at = 0;
  for (const { from, to, insert } of inOrder(replacements)) {
    result += text.slice(at, from) + insert;
    at = to;
  }
  return result + text.slice(at);
}

/**
 * The replacements as search/replace blocks of whole lines. Each search text stands exactly once in the text as it is when
 * its turn comes, with the earlier blocks carried out; lines around it are taken in until that is so.
 */
export function editBlocks(text: string, replacements: readonly Replacement[]): readonly SearchReplace[] {
  const lines = text.split('\n');
  const starts: number[] = [];
  let offset = 0;
  for (const line of lines) {
    starts.push(offset);
    offset += line.length + 1;
  }
  const lineAt = (position: number) => {
    let line = starts.length - 1;
    while (line > 0 && (starts[line] ?? 0) > position) line -= 1;
    return line;
  };

  const spans: Span[] = [];
  for (const replacement of inOrder(replacements)) {
    const first = lineAt(replacement.from);
    const last = lineAt(replacement.to);
    const before = spans.at(-1);
    if (before && first <= before.last + 1) {
      before.last = Math.max(before.last, last);
      before.replacements.push(replacement);
    } else spans.push({ first, last, replacements: [replacement] });
  }

  for (;;) {
    const outcome = blocksOf(text, lines, starts, spans);
    if (Array.isArray(outcome)) return outcome;
    // There is no room to make it unique: together with the next it has more.
    const [span, next] = spans.splice(outcome.crampedSpan, 2);
    if (!span || !next) throw new RangeError('A whole text stands in itself more than once.');
    const replacements = [...span.replacements, ...next.replacements];
    spans.splice(outcome.crampedSpan, 0, { first: span.first, last: next.last, replacements });
  }
}

function blocksOf(
  text: string,
  lines: readonly string[],
  starts: readonly number[],
  spans: readonly Span[],
): SearchReplace[] | { readonly crampedSpan: number } {
  let current = text;
  let lineShift = 0;
  const blocks: SearchReplace[] = [];
  for (const [index, span] of spans.entries()) {
    const now = current.split('\n');
    const limit = (spans[index + 1]?.first ?? lines.length) - 1;
    let { first, last } = span;
    const searched = () => now.slice(first + lineShift, last + lineShift + 1).join('\n');
    while (occurrences(current, searched()) > 1) {
      if (first === 0 && last === limit) return { crampedSpan: index };
      if (first > 0) first -= 1;
      if (last < limit) last += 1;
    }
    const search = searched();
    const from = startOfLine(now, first + lineShift);
    const shift = startOfLine(now, span.first + lineShift) - (starts[span.first] ?? 0);
    const replaced = applyReplacements(
      search,
      span.replacements.map((one) => ({ ...one, from: one.from + shift - from, to: one.to + shift - from })),
    );
    if (replaced === search) continue;
    blocks.push({ search, replace: replaced });
    current = current.slice(0, from) + replaced + current.slice(from + search.length);
    lineShift += replaced.split('\n').length - search.split('\n').length;
  }
  return blocks;
}

function startOfLine(lines: readonly string[], line: number): number {
  return lines.slice(0, line).reduce((sum, { length }) => sum + length + 1, 0);
}

interface Span {
  first: number;
  last: number;
  readonly replacements: Replacement[];
}

/** How often a search text is found, also within lines; an empty one could be anywhere. */
function occurrences(text: string, search: string): number {
  if (search.trim() === '') return Infinity;
  let count = 0;
  for (let at = text.indexOf(search); at !== -1; at = text.indexOf(search, at + 1)) count += 1;
  return count;
}

function inOrder(replacements: readonly Replacement[]): Replacement[] {
  return replacements.toSorted((a, b) => a.from - b.from || a.to - b.to);
}
