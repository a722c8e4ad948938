import type { NumberChange } from './wish.ts';

/** How much more or less: `up` to multiply with for more, `down` for less. */
export function amountIn(words: readonly string[]): { up: number; down: number; isSaid: boolean } {
  const said = (up: number, down = 1 / up) => ({ up, down, isSaid: true });
  const has = (...candidates: string[]) => candidates.some((candidate) => words.includes(candidate));
  const percent = words.find((word) => /^\d+(?:\.\d+)?%$/.test(word));
  const isComparison = words.some((word) => /(?:er|more|less|increase|decrease|reduce)$/.test(word));
  if (percent) {
    const share = Number.parseFloat(percent) / 100;
    return isComparison ? said(1 + share, Math.max(0.05, 1 - share)) : said(share, share);
  }
  const at = words.findIndex(
    (word, index) => /^\d+(?:\.\d+)?$/.test(word) && ['x', 'times'].includes(words[index + 1] ?? ''),
  );
  if (at !== -1) return said(Number(words[at]) || 1);
  if (has('half', 'halve', 'μισο', 'μιση')) return said(isComparison ? 1.5 : 0.5, 0.5);
  if (has('twice', 'double', 'doubled', 'διπλασιο', 'διπλασια', 'διπλα')) return said(2);
  if (has('triple', 'thrice', 'τριπλασιο', 'τριπλασια')) return said(3);
  if (has('much', 'way', 'lot', 'far', 'huge', 'tiny', 'πολυ')) return { up: 2.25, down: 1 / 2.25, isSaid: false };
  if (has('bit', 'little', 'slightly', 'somewhat', 'λιγο')) return { up: 1.2, down: 1 / 1.2, isSaid: false };
  return { up: 1.5, down: 1 / 1.5, isSaid: false };
}

/** The number that follows one of the names: "speed 2", "speed to 2". */
export function numberAfter(words: readonly string[], names: readonly string[]): NumberChange | undefined {
  const at = words.findIndex((word) => names.includes(word));
  if (at === -1) return undefined;
  const next = ['to', 'of', 'is', 'at', 'σε'].includes(words[at + 1] ?? '') ? words[at + 2] : words[at + 1];
  return next !== undefined && /^\d+(?:\.\d+)?$/.test(next) && !['x', 'times'].includes(words[at + 3] ?? '')
    ? { to: Number(next) }
    : undefined;
}
