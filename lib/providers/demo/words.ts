/** Lower case without accents, with plain quotes: so that "Φιδάκι" and "φιδακι", or “it's” and "it's" are the same. */
export function plainText(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .replaceAll(/[‘’]/g, "'")
    .replaceAll(/[“”«»]/g, '"')
    .replaceAll(/[‐‑–]/g, '-');
}

/** The words of a plain text, in order; numbers keep their sign and point, colours their `#`. */
export function wordsOf(plain: string): string[] {
  return plain.match(/#[0-9a-f]{3,8}\b|\d+(?:\.\d+)?%?|\p{L}[\p{L}\p{N}']*/gu) ?? [];
}

/** Whether a word is another in some form: `stars` and `star`, `timing` and `timer` (not), `pianno` and `piano`. */
export function isFormOf(word: string, keyword: string): boolean {
  if (word === keyword) return true;
  const stem = stemOf(word);
  if (stem === stemOf(keyword)) return true;
  return keyword.length >= 5 && word.length >= 5 && word[0] === keyword[0] && isOneSlipAway(stem, stemOf(keyword));
}

function stemOf(word: string): string {
  if (word.length <= 3) return word;
  const stem = word
    .replace(/'s$/, '')
    .replace(/(?<=[a-z]{2})ies$/, 'y')
    .replace(/(?<=ss|x|ch|sh)es$/, '')
    .replace(/(?<=[a-z]{2}[^s])s$/, '')
    .replace(/(?<=[a-z]{3})(?:ing|ed)$/, '');
  return stem.replace(/([bdgmnprt])\1$/, '$1').replace(/(?<=[a-z]{3})e$/, '');
}

/** One letter more, less, other, or two swapped. */
function isOneSlipAway(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const leftA = a.length - start - end;
  const leftB = b.length - start - end;
  if (leftA <= 1 && leftB <= 1) return true;
  return leftA === 2 && leftB === 2 && a[start] === b[start + 1] && a[start + 1] === b[start];
}
