import type { Text } from '../document/change.ts';

/** How many tokens a text has: counted, or estimated until it is. */
export interface TokenCount {
  readonly tokens: number;
  readonly isCounted: boolean;
}

/** Tokens of files, without anybody waiting for them. */
export interface TokenCounts {
  /** The count of this version of a file, or an estimate, and then the count is begun for the next who asks. */
  ofFile(file: { readonly id: string; readonly text: Text }): TokenCount;
}

/** Counts the tokens of a text, somewhere and at a time where it holds nobody up: `read` is called then. */
export type CountTokens = (read: () => string) => Promise<number>;

/** About how many characters a token stands for in code. Cautious: better to send less than to be refused. */
export const charactersPerToken = 3;

/** A file that was counted a few changes ago is estimated by what it had then, with so much more for safety. */
const caution = 1.05;

/** For how many files it is remembered how dense they are. */
const rememberedFiles = 2_000;

/**
 * Keeps the counts of texts for as long as the texts are there: a version of a file is a text of its own. Without `count`
 * everything is estimated.
 */
export function createTokenCounts(count: CountTokens | null): TokenCounts {
  const counted = new WeakMap<Text, number>();
  const asked = new WeakSet<Text>();
  /** Tokens a character, of the last version that was counted. */
  const density = new Map<string, number>();

  async function countFile(id: string, text: Text, countNow: CountTokens): Promise<void> {
    const tokens = await countNow(() => text.toString());
    counted.set(text, tokens);
    density.delete(id);
    density.set(id, tokens / text.length);
    const [oldest] = density.keys();
    if (density.size > rememberedFiles && oldest !== undefined) density.delete(oldest);
  }

  return {
    ofFile({ id, text }) {
      const known = counted.get(text);
      if (known !== undefined) return { tokens: known, isCounted: true };
      if (count && text.length > 0 && !asked.has(text)) {
        asked.add(text);
        // A count that fails leaves the estimate.
        countFile(id, text, count).catch(() => {});
      }
      const usualDensity = density.get(id);
      const perCharacter = usualDensity === undefined ? 1 / charactersPerToken : usualDensity * caution;
      return { tokens: Math.ceil(text.length * perCharacter), isCounted: text.length === 0 };
    },
  };
}

/** The tokens of a text that is not worth counting: short, or made anew for each request. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / charactersPerToken);
}
