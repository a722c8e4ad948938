/** An opening fence: its character and length, how far it and its list marker are indented, and what stands behind it. */
export interface FenceOpening {
  readonly character: '`' | '~';
  readonly length: number;
  readonly indent: number;
  readonly info: string;
}

/** Reads a line as an opening fence. Backticks in the info string make it inline code instead, as in Markdown. */
export function readFenceOpening(line: string): FenceOpening | null {
  const match = /^(\s{0,16}(?:(?:[-*+]|\d{1,2}[.)])\s{1,4})?)(`{3,}|~{3,})(.*)$/.exec(line);
  const run = match?.[2];
  if (!match || !run) return null;
  const character = run.startsWith('`') ? '`' : '~';
  const info = (match[3] ?? '').trim();
  if (character === '`' && info.includes('`')) return null;
  return { character, length: run.length, indent: match[1]?.length ?? 0, info };
}

/** A line that is longer ends no block, so that it need not be held back any longer. */
const longestFenceLine = 200;

/** How many of the fence's characters a line consists of when it consists of nothing else; 0 when it is no fence line. */
export function bareFenceLength(line: string, fence: FenceOpening): number {
  const text = line.trim();
  if (text === '' || line.length > longestFenceLine || leadingSpace(line) > fence.indent + 3) return 0;
  for (const character of text) if (character !== fence.character) return 0;
  return text.length;
}

/** Whether a complete line closes the fence. */
export function closesFence(line: string, fence: FenceOpening): boolean {
  return bareFenceLength(line, fence) >= fence.length;
}

/** Whether a line that begins so may still close the fence. */
export function mayCloseFence(lineSoFar: string, fence: FenceOpening): boolean {
  if (lineSoFar.length > longestFenceLine || leadingSpace(lineSoFar) > fence.indent + 3) return false;
  const text = lineSoFar.trimStart();
  for (let at = 0, spaced = false; at < text.length; at++) {
    const isSpace = text[at] === ' ' || text[at] === '\t';
    if (!isSpace && (spaced || text[at] !== fence.character)) return false;
    spaced = isSpace;
  }
  return true;
}

/** What a marker line of a search block says. A path behind SEARCH is a slip that is forgiven. */
export type Marker =
  | { readonly kind: 'search'; readonly trailing: string }
  | { readonly kind: 'divider' }
  | { readonly kind: 'replace' };

const searchWords = ['SEARCH', 'ORIGINAL', 'FIND'];
const replaceWords = ['REPLACE', 'UPDATED', 'UPDATE'];

/** Reads a complete line as a marker: five to nine signs, the usual words or their common mix-ups. */
export function readMarker(line: string): Marker | null {
  const text = line.trim();
  if (/^={5,9}$/.test(text)) return { kind: 'divider' };
  const match = /^(<{5,9}|-{5,9}|>{5,9}|\+{5,9}) ?([A-Za-z]+)[>:]?(?:\s+(\S+))?$/.exec(text);
  if (!match) return null;
  const sign = match[1]?.[0];
  const word = match[2]?.toUpperCase() ?? '';
  if (sign === '<' || sign === '-') {
    return searchWords.includes(word) ? { kind: 'search', trailing: match[3] ?? '' } : null;
  }
  return replaceWords.includes(word) && match[3] === undefined ? { kind: 'replace' } : null;
}

/** Whether a line that begins so may still become a marker of one of these signs. */
export function mayBecomeMarker(lineSoFar: string, signs: string): boolean {
  const text = lineSoFar.trim();
  const sign = text[0];
  if (sign === undefined) return true;
  if (!signs.includes(sign) || text.length > 260) return false;
  let run = 0;
  while (text[run] === sign) run++;
  if (run > 9) return false;
  const rest = text.slice(run);
  if (rest === '') return true;
  if (run < 5 || sign === '=') return false;
  const words = sign === '<' || sign === '-' ? searchWords : replaceWords;
  const said = rest.trimStart().toUpperCase();
  return words.some((word) => word.startsWith(said) || said.startsWith(word));
}

/** How many spaces and tabs a line begins with. */
export function leadingSpace(line: string): number {
  let count = 0;
  while (line[count] === ' ' || line[count] === '\t') count++;
  return count;
}
