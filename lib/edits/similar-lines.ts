import { indentOf, shiftBetween, shiftIndent, type IndentShift } from './indent-shift.ts';

export interface SimilarLines {
  /** The first line, counted from 0, and the one behind the last. */
  readonly first: number;
  readonly end: number;
  /** 0 to 1: how much of the characters is the same. */
  readonly similarity: number;
  readonly shift: IndentShift | null;
}

/** What is at least this alike, and this much more than the next best, is taken for what was meant. */
const enough = 0.9;
const lead = 0.05;
/** Below this a place is not worth telling as the nearest. */
const worthTelling = 0.4;
/** Too little text to tell one place from another by similarity. */
const fewestCharacters = 30;
const mostLines = 600;
const mostPlaces = 6;
/** Long searches are compared in fewer places: so many lines in all, but always in two places. */
const mostComparedLines = 400;
/** How many lines the text may have more or fewer than the search. */
const slack = 4;

/**
 * The place that is most like the wanted lines, when it is alike enough to act on (`match`), and the best one there is
 * in any case (`nearest`). Places are proposed by lines that stand in both, or by the line most like the longest one;
 * only a few are compared in full, so that the cost stays bounded.
 */
export function findSimilar(
  lines: readonly string[],
  wanted: readonly string[],
): { match: SimilarLines | null; nearest: SimilarLines | null } {
  const nothing = { match: null, nearest: null };
  if (wanted.length > mostLines || lines.length === 0) return nothing;
  const placeCount = Math.max(2, Math.min(mostPlaces, Math.floor(mostComparedLines / wanted.length)));
  const compared = proposePlaces(lines, wanted)
    .slice(0, placeCount)
    .map((first) => compareAt(lines, wanted, first))
    .filter((place) => place !== null)
    .toSorted((a, b) => b.similarity - a.similarity);
  const best = compared[0];
  if (!best || best.similarity < worthTelling) return nothing;
  const second = compared.find((place) => place.end <= best.first || place.first >= best.end);
  const isLongEnough = wanted.reduce((sum, line) => sum + line.trim().length, 0) >= fewestCharacters;
  const isClear = best.similarity >= enough && best.similarity - (second?.similarity ?? 0) >= lead;
  return { match: isLongEnough && isClear ? best : null, nearest: best };
}

/** The lines at which the wanted ones may begin, best first. */
function proposePlaces(lines: readonly string[], wanted: readonly string[]): number[] {
  const positions = new Map<string, number[]>();
  lines.forEach((line, index) => {
    const key = line.trim();
    const known = positions.get(key);
    if (known) known.push(index);
    else positions.set(key, [index]);
  });
  const votes = new Map<number, number>();
  wanted.forEach((line, index) => {
    const key = line.trim();
    const places = key === '' ? undefined : positions.get(key);
    // A line that stands everywhere says nothing.
    if (!places || places.length > 50) return;
    for (const place of places) votes.set(place - index, (votes.get(place - index) ?? 0) + key.length / places.length);
  });
  const starts = [...votes].toSorted((a, b) => b[1] - a[1]).map(([start]) => start);

  // The line that says most, compared with all: for short searches, where no line may be right.
  const longest = wanted.reduce(
    (best, line, index) => (line.trim().length > (wanted[best]?.trim().length ?? 0) ? index : best),
    0,
  );
  const likest = likestLines(lines, wanted[longest]?.trim() ?? '').map((line) => line - longest);

  const places: number[] = [];
  for (let index = 0; places.length < mostPlaces && (index < starts.length || index < likest.length); index++) {
    for (const start of [starts[index], likest[index]]) {
      if (start === undefined) continue;
      const inside = Math.max(0, Math.min(start, lines.length - 1));
      if (places.every((place) => Math.abs(place - inside) > 1)) places.push(inside);
    }
  }
  return places;
}

/** The lines that share most pairs of letters with one, best first. */
function likestLines(lines: readonly string[], wanted: string): number[] {
  if (wanted.length < 4) return [];
  const pairs = new Set<number>();
  for (let at = 1; at < wanted.length; at++) pairs.add(wanted.charCodeAt(at - 1) * 65536 + wanted.charCodeAt(at));
  const scored: { line: number; score: number }[] = [];
  lines.forEach((line, index) => {
    if (line.length < wanted.length * 0.5 || line.length > wanted.length * 3 + 40) return;
    let shared = 0;
    for (let at = 1; at < line.length; at++) {
      if (pairs.has(line.charCodeAt(at - 1) * 65536 + line.charCodeAt(at))) shared++;
    }
    const score = shared / Math.max(line.length, wanted.length);
    if (score > 0.3) scored.push({ line: index, score });
  });
  return scored
    .toSorted((a, b) => b.score - a.score)
    .slice(0, mostPlaces)
    .map(({ line }) => line);
}

/** Aligns the wanted lines with those around `first`, letting up to `slack` lines be more or fewer. */
function compareAt(lines: readonly string[], wanted: readonly string[], first: number): SimilarLines | null {
  const from = Math.max(0, first - slack);
  const window = lines.slice(from, first + wanted.length + slack);
  const pairs = wanted.flatMap((line, index) => {
    const stands = lines[first + index];
    return stands !== undefined && stands.trim() === line.trim() ? [[line, stands] as const] : [];
  });
  const isShifted = pairs.some(([said, stands]) => indentOf(said) !== indentOf(stands));
  const shift = isShifted ? shiftBetween(pairs) : null;
  const said = wanted.map((line) =>
    shift && line.trim() !== '' ? shiftIndent(indentOf(line), shift) + line.trim() : line.trimEnd(),
  );

  // best[j]: the most characters in common when `said` so far is aligned with the window up to j; start[j]: where that began.
  const width = window.length + 1;
  let best = new Float64Array(width);
  let start = Int32Array.from({ length: width }, (_, at) => at);
  said.forEach((line, index) => {
    const next = new Float64Array(width);
    const nextStart = new Int32Array(width);
    nextStart[0] = 0;
    for (let at = 1; at < width; at++) {
      let value = next[at - 1] ?? 0;
      let begin = nextStart[at - 1] ?? 0;
      if ((best[at] ?? 0) > value) {
        value = best[at] ?? 0;
        begin = start[at] ?? 0;
      }
      // Only near the diagonal are lines compared.
      if (Math.abs(at - 1 - index - (first - from)) <= slack) {
        const common = (best[at - 1] ?? 0) + commonCharacters(line, (window[at - 1] ?? '').trimEnd());
        if (common > value) {
          value = common;
          begin = value > 0 && (best[at - 1] ?? 0) === 0 ? at - 1 : (start[at - 1] ?? 0);
        }
      }
      next[at] = value;
      nextStart[at] = begin;
    }
    best = next;
    start = nextStart;
  });

  const wantedLength = said.reduce((sum, line) => sum + line.length, 0);
  let found: SimilarLines | null = null;
  for (let at = 1; at < width; at++) {
    const begin = start[at] ?? 0;
    if (at <= begin) continue;
    let standsLength = 0;
    for (let index = begin; index < at; index++) standsLength += (window[index] ?? '').trimEnd().length;
    const similarity = (2 * (best[at] ?? 0)) / Math.max(1, wantedLength + standsLength);
    if (!found || similarity > found.similarity) found = { first: from + begin, end: from + at, similarity, shift };
  }
  return found;
}

/** How many characters two lines share, in order; for long lines only what they share at both ends. */
function commonCharacters(a: string, b: string): number {
  if (a === b) return a.length;
  const shorter = Math.min(a.length, b.length);
  let head = 0;
  while (head < shorter && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < shorter - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const restA = a.slice(head, a.length - tail);
  const restB = b.slice(head, b.length - tail);
  if (restA.length * restB.length > 2_500) return head + tail;
  let row = new Uint16Array(restB.length + 1);
  for (let i = 1; i <= restA.length; i++) {
    const next = new Uint16Array(restB.length + 1);
    for (let j = 1; j <= restB.length; j++) {
      next[j] = restA[i - 1] === restB[j - 1] ? (row[j - 1] ?? 0) + 1 : Math.max(row[j] ?? 0, next[j - 1] ?? 0);
    }
    row = next;
  }
  return head + tail + (row[restB.length] ?? 0);
}
