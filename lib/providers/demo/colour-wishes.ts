import { coloursIn } from './colour.ts';
import type { DemoParameter } from './programs/program.ts';
import type { ColourPart, Wish } from './wish.ts';
import { isFormOf } from './words.ts';

/** What a row of words asks of colours: a named one, a shade of what is there, or a theme. */
export function colourWishes(
  words: readonly string[],
  parameters: readonly DemoParameter[],
  speaksOfText: boolean,
): Wish[] {
  const found = coloursIn(words);
  const part = partIn(words, parameters, speaksOfText);
  const [first, second] = found;
  if (first && second && words[second.index - 1] === 'on') {
    return [
      { kind: 'colour', part: 'background', colour: second },
      { kind: 'colour', part: 'text', colour: first },
    ];
  }
  const last = found.at(-1);
  if (last) return [{ kind: 'colour', part: part ?? 'accent', colour: { hex: last.hex, name: last.name } }];
  for (const word of words) {
    const direction = shades[word];
    if (direction) return [{ kind: 'shade', part: part ?? 'all', direction }];
  }
  if (words.some((word) => ['mode', 'theme'].includes(word))) {
    if (words.includes('night')) return [{ kind: 'theme', theme: 'dark' }];
    if (words.includes('day') || words.includes('bright')) return [{ kind: 'theme', theme: 'light' }];
  }
  const theme = words.find((word) => Object.hasOwn(themes, word));
  return theme ? [{ kind: 'theme', theme: themes[theme] ?? 'dark' }] : [];
}

const shades: Readonly<Record<string, 'warmer' | 'cooler' | 'darker' | 'lighter'>> = {
  warmer: 'warmer',
  warm: 'warmer',
  cooler: 'cooler',
  colder: 'cooler',
  darker: 'darker',
  deeper: 'darker',
  dimmer: 'darker',
  lighter: 'lighter',
  brighter: 'lighter',
  paler: 'lighter',
};

const themes: Readonly<Record<string, 'dark' | 'light'>> = {
  dark: 'dark',
  σκοτεινο: 'dark',
  σκουρο: 'dark',
  light: 'light',
  φωτεινο: 'light',
  ανοιχτο: 'light',
};

function partIn(
  words: readonly string[],
  parameters: readonly DemoParameter[],
  speaksOfText: boolean,
): ColourPart | undefined {
  const own = parameters.find(
    (parameter) =>
      parameter.kind === 'colour' && parameter.words.some((name) => words.some((word) => isFormOf(word, name))),
  );
  if (own) return own.property;
  if (words.some((word) => ['background', 'backdrop', 'bg', 'page', 'φοντο'].includes(word))) return 'background';
  return speaksOfText ? 'text' : undefined;
}
