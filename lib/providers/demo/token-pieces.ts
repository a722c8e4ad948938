/** How many letters of a word one token holds at most; source code then comes to about four characters a token. */
const lettersPerToken = 5;

const pieces = new RegExp(
  [
    `[ ]?\\p{L}{1,${lettersPerToken}}`, // a word, or a piece of a long one, with the space before it
    '[ ]?\\p{N}{1,3}',
    '\\n[ \\t]*', // a line end with the next line's indentation
    '[ ]?[^\\p{L}\\p{N}\\s]{1,3}',
    '\\s',
  ].join('|'),
  'gu',
);

/** Cuts a text into word pieces much like a model's tokens. Joined they are the text again; no surrogate pair is split. */
export function tokenPieces(text: string): readonly string[] {
  return text.match(pieces) ?? [];
}

/** About how many tokens a text has, without cutting it: four characters each. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / 4);
}
