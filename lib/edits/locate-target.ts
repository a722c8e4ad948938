import type { Text } from '../document/change.ts';
import type { ReplacementFit } from './fit-replacement.ts';
import { shiftBetween, type IndentShift } from './indent-shift.ts';
import { findSimilar } from './similar-lines.ts';

/** Lines of the text, counted from 1, both included. */
export interface LineRange {
  readonly fromLine: number;
  readonly toLine: number;
}

/** Where a search text stands. Offsets are UTF-16 code units; `to` is behind the last line's line end, if it has one. */
export type LocatedTarget =
  | {
      readonly status: 'found';
      readonly from: number;
      readonly to: number;
      /** The weakest thing that had to be forgiven. */
      readonly how: 'exact' | 'whitespace' | 'indentation' | 'blank-lines' | 'part-of-line' | 'similar';
      /** How the replacement has to be written so that it fits this place; for `fitReplacement`. */
      readonly fit: ReplacementFit;
    }
  | {
      readonly status: 'ambiguous';
      readonly candidates: readonly ({ readonly from: number; readonly to: number } & LineRange)[];
    }
  | { readonly status: 'missing'; readonly nearest?: LineRange & { readonly similarity: number } };

/** As many places as an ambiguous answer tells. */
const mostCandidates = 20;

/**
 * Finds the lines that a search text means. It is tried exactly, then without trailing white space, then with all lines
 * indented by the same more or less, then without regard to blank lines, then as a part of a single line, and at last by
 * similarity (0.9 and clearly better than any other place). At each of these the first place at or after `near` wins;
 * without `near`, or with none behind it, several places are `ambiguous`. A search text with `...` for left-out lines is
 * found only where it stands so. An empty search text means the end of the text.
 */
export function locateTarget(text: string | Text, search: string, { near }: { near?: number } = {}): LocatedTarget {
  const content = typeof text === 'string' ? text : text.toString();
  const lines = splitLines(content);
  const wanted = splitLines(search.replaceAll(/\r\n?/g, '\n'));
  const starts = lineStarts(lines);
  const hasFinalBreak = content.endsWith('\n') || content === '';
  const plain: ReplacementFit = { shift: null, dropBlankStart: 0, dropBlankEnd: 0, lastBreak: 'keep' };

  if (wanted.every((line) => line.trim() === '')) {
    const fit: ReplacementFit = hasFinalBreak ? plain : { ...plain, lastBreak: 'move-to-front' };
    return { status: 'found', from: content.length, to: content.length, how: 'exact', fit };
  }

  /** A place of whole lines, `first` included, `end` not. */
  interface Place {
    readonly first: number;
    readonly end: number;
    readonly how: Extract<LocatedTarget, { status: 'found' }>['how'];
    readonly fit: ReplacementFit;
  }

  const offsetOf = (line: number) => Math.min(starts[line] ?? content.length, content.length);

  function settle(places: readonly Place[]): LocatedTarget | null {
    const place =
      places.length === 1
        ? places[0]
        : near === undefined
          ? undefined
          : places.find(({ first }) => offsetOf(first) >= near);
    if (place) {
      const reachesEnd = place.end >= lines.length && !hasFinalBreak;
      const fit: ReplacementFit = reachesEnd ? { ...place.fit, lastBreak: 'drop' } : place.fit;
      return { status: 'found', from: offsetOf(place.first), to: offsetOf(place.end), how: place.how, fit };
    }
    if (places.length === 0) return null;
    const candidates = places
      .slice(0, mostCandidates)
      .map(({ first, end }) => ({ from: offsetOf(first), to: offsetOf(end), fromLine: first + 1, toLine: end }));
    return { status: 'ambiguous', candidates };
  }

  const trimmed = lines.map((line) => line.trim());
  const wantedTrimmed = wanted.map((line) => line.trim());
  const whole = findRuns(trimmed, wantedTrimmed);

  const matchesAt = (first: number, same: (a: string, b: string) => boolean) =>
    wanted.every((line, index) => same(lines[first + index] ?? '', line));
  const exact = whole.filter((first) => matchesAt(first, (a, b) => a === b));
  const asPlaces = (firsts: readonly number[], how: Place['how']) =>
    apart(firsts, wanted.length).map((first): Place => ({ first, end: first + wanted.length, how, fit: plain }));
  const foundExact = settle(asPlaces(exact, 'exact'));
  if (foundExact) return foundExact;
  if (wanted.some(isEllipsis)) return { status: 'missing' };

  const spaced = whole.filter((first) => matchesAt(first, (a, b) => a.trimEnd() === b.trimEnd()));
  const foundSpaced = settle(asPlaces(spaced, 'whitespace'));
  if (foundSpaced) return foundSpaced;

  const shifted: Place[] = [];
  for (const first of apart(whole, wanted.length)) {
    const shift = shiftBetween(wanted.map((line, index) => [line, lines[first + index] ?? ''] as const));
    if (shift) shifted.push({ first, end: first + wanted.length, how: 'indentation', fit: { ...plain, shift } });
  }
  const foundShifted = settle(shifted);
  if (foundShifted) return foundShifted;

  const foundLoose = settle(findWithoutBlankLines());
  if (foundLoose) return foundLoose;

  const part = findPartOfLine();
  if (part) return part;

  const similar = findSimilar(lines, wanted);
  if (similar.match) {
    const { first, end, shift } = similar.match;
    const found = settle([{ first, end, how: 'similar', fit: { ...plain, shift } }]);
    if (found) return found;
  }
  if (!similar.nearest) return { status: 'missing' };
  const { first, end, similarity } = similar.nearest;
  return { status: 'missing', nearest: { fromLine: first + 1, toLine: end, similarity } };

  function findWithoutBlankLines(): Place[] {
    const solid = trimmed.flatMap((line, index) => (line === '' ? [] : [index]));
    const wantedSolid = wantedTrimmed.flatMap((line, index) => (line === '' ? [] : [index]));
    const runs = findRuns(
      solid.map((index) => trimmed[index] ?? ''),
      wantedSolid.map((index) => wantedTrimmed[index] ?? ''),
    );
    const blankStart = wantedSolid[0] ?? 0;
    const blankEnd = wanted.length - 1 - (wantedSolid.at(-1) ?? 0);
    const places: Place[] = [];
    for (const run of apart(runs, wantedSolid.length)) {
      const pairs = wantedSolid.map((index, at) => [wanted[index] ?? '', lines[solid[run + at] ?? 0] ?? ''] as const);
      const isSame = pairs.every(([said, stands]) => said.trimEnd() === stands.trimEnd());
      const shift = isSame ? null : shiftBetween(pairs);
      if (!isSame && !shift) continue;
      let first = solid[run] ?? 0;
      let end = (solid[run + wantedSolid.length - 1] ?? 0) + 1;
      // Blank lines at the edges belong to the place as far as both have them; the replacement loses the others.
      let above = 0;
      while (above < blankStart && first > 0 && trimmed[first - 1] === '') {
        above++;
        first--;
      }
      let below = 0;
      while (below < blankEnd && end < lines.length && trimmed[end] === '') {
        below++;
        end++;
      }
      places.push({
        first,
        end,
        how: 'blank-lines',
        fit: { ...plain, shift, dropBlankStart: blankStart - above, dropBlankEnd: blankEnd - below },
      });
    }
    return places;
  }

  /** A single line that stands once, in the middle of a longer one. */
  function findPartOfLine(): LocatedTarget | null {
    const said = wantedTrimmed.filter(Boolean);
    const only = said[0];
    if (said.length !== 1 || only === undefined || only.length < 8) return null;
    const from = content.indexOf(only);
    if (from === -1 || content.indexOf(only, from + 1) !== -1) return null;
    return {
      status: 'found',
      from,
      to: from + only.length,
      how: 'part-of-line',
      fit: { ...plain, shift: removeIndent(wanted.find((line) => line.trim() !== '') ?? ''), lastBreak: 'drop' },
    };
  }
}

function removeIndent(line: string): IndentShift | null {
  const indent = line.slice(0, line.length - line.trimStart().length);
  return indent === '' ? null : { kind: 'remove', indent };
}

/** The lines of a text; a line end at its very end does not begin another one. */
function splitLines(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function lineStarts(lines: readonly string[]): number[] {
  const starts: number[] = [];
  let at = 0;
  for (const line of lines) {
    starts.push(at);
    at += line.length + 1;
  }
  return starts;
}

/** `...` in the place of lines, bare or in a comment. */
function isEllipsis(line: string): boolean {
  return /^\s*(?:\/\/|#|\/\*|<!--|\{\/\*|--)?\s*(?:\.\.\.|…)/.test(line) && !/^\s*\.\.\.[A-Za-z_$([{]/.test(line);
}

/** Where all of `wanted` stands in `lines`, one after the other (Knuth, Morris, Pratt: never more than two looks a line). */
function findRuns(lines: readonly string[], wanted: readonly string[]): number[] {
  if (wanted.length === 0 || wanted.length > lines.length) return [];
  const fallback = [0];
  for (let at = 1, length = 0; at < wanted.length; at++) {
    while (length > 0 && wanted[at] !== wanted[length]) length = fallback[length - 1] ?? 0;
    if (wanted[at] === wanted[length]) length++;
    fallback.push(length);
  }
  const found: number[] = [];
  for (let at = 0, length = 0; at < lines.length; at++) {
    while (length > 0 && (length === wanted.length || lines[at] !== wanted[length])) length = fallback[length - 1] ?? 0;
    if (lines[at] === wanted[length]) length++;
    if (length === wanted.length) found.push(at - length + 1);
  }
  return found;
}

/** Those places that do not overlap the one before. */
function apart(firsts: readonly number[], length: number): number[] {
  const kept: number[] = [];
  for (const first of firsts) if (first >= (kept.at(-1) ?? -Infinity) + length) kept.push(first);
  return kept;
}
