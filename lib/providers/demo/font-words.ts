import type { Wish } from './wish.ts';

const serif = 'Georgia, "Times New Roman", serif';
const sans = 'ui-sans-serif, system-ui, "Segoe UI", Roboto, sans-serif';
const mono = 'ui-monospace, "SF Mono", Consolas, monospace';
const stacks: Readonly<Record<string, string>> = {
  serif,
  sans,
  mono,
  monospace: mono,
  monospaced: mono,
  typewriter: '"American Typewriter", "Courier New", monospace',
  handwriting: '"Segoe Print", "Bradley Hand", cursive',
  handwritten: '"Segoe Print", "Bradley Hand", cursive',
  cursive: '"Snell Roundhand", "Segoe Script", cursive',
  georgia: serif,
  times: '"Times New Roman", Times, serif',
  garamond: 'Garamond, "EB Garamond", Georgia, serif',
  palatino: 'Palatino, "Palatino Linotype", serif',
  baskerville: 'Baskerville, Georgia, serif',
  didot: 'Didot, "Bodoni MT", serif',
  helvetica: 'Helvetica, Arial, sans-serif',
  arial: 'Arial, Helvetica, sans-serif',
  verdana: 'Verdana, Geneva, sans-serif',
  futura: 'Futura, "Century Gothic", sans-serif',
  avenir: 'Avenir, "Segoe UI", sans-serif',
  optima: 'Optima, Candara, sans-serif',
  trebuchet: '"Trebuchet MS", sans-serif',
  courier: '"Courier New", Courier, monospace',
  comic: '"Comic Sans MS", cursive',
  inter: 'Inter, system-ui, sans-serif',
};
/** Names that mean something else where no font is spoken of. */
const needFontWord = new Set(['times', 'sans', 'comic', 'inter', 'mono', 'futura', 'trebuchet']);

/** The font that a row of words asks for. `speaksOfText` tells that they are about letters, which some names need. */
export function fontIn(words: readonly string[], speaksOfText: boolean): Wish | undefined {
  const isRounded = words.includes('font') && words.some((word) => ['round', 'rounded'].includes(word));
  if (isRounded)
    return { kind: 'font', name: 'rounded', stack: 'ui-rounded, "Arial Rounded MT Bold", Nunito, sans-serif' };
  const isSans = words.some((word, index) => word === 'sans' && (words[index + 1] === 'serif' || speaksOfText));
  if (isSans)
    return { kind: 'font', name: 'sans-serif', stack: words.includes('comic') ? (stacks['comic'] ?? sans) : sans };
  const name = words.find((word) => Object.hasOwn(stacks, word) && (speaksOfText || !needFontWord.has(word)));
  return name === undefined ? undefined : { kind: 'font', name, stack: stacks[name] ?? sans };
}
