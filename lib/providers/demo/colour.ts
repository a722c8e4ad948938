/** Red, green and blue from 0 to 255. */
type Rgb = readonly [number, number, number];
/** Hue in degrees, saturation and lightness from 0 to 1. */
export type Hsl = readonly [hue: number, saturation: number, lightness: number];

/** Calm tones for the everyday names, and further names as CSS defines them. */
const named: Readonly<Record<string, string>> = {
  red: '#c92a2a',
  orange: '#d9630f',
  amber: '#b97a00',
  yellow: '#e3b505',
  gold: '#b8860b',
  lime: '#6a9a12',
  green: '#2b8a3e',
  emerald: '#0b8457',
  mint: '#2fa37c',
  teal: '#0c7c80',
  turquoise: '#12908e',
  cyan: '#0b8aa6',
  aqua: '#0b8aa6',
  blue: '#1f5fd6',
  navy: '#1f3a75',
  indigo: '#4048b5',
  violet: '#7048c8',
  purple: '#7b2f9e',
  magenta: '#b5209a',
  fuchsia: '#b5209a',
  pink: '#d6437f',
  rose: '#c7365f',
  brown: '#7d5232',
  beige: '#d8cbb0',
  cream: '#f3ead7',
  grey: '#6b706d',
  gray: '#6b706d',
  silver: '#a9afac',
  black: '#111312',
  white: '#ffffff',
  ...cssNames(),
};

/** Greek colour words, by their first letters without accents. */
const greekStems: readonly (readonly [string, string])[] = [
  ['κοκκιν', 'red'],
  ['πορτοκαλ', 'orange'],
  ['κιτριν', 'yellow'],
  ['πρασιν', 'green'],
  ['γαλαζι', 'cyan'],
  ['μπλε', 'blue'],
  ['μωβ', 'purple'],
  ['ροζ', 'pink'],
  ['καφε', 'brown'],
  ['γκρι', 'grey'],
  ['μαυρ', 'black'],
  ['ασπρ', 'white'],
  ['λευκ', 'white'],
];

/** A colour and the word that named it. */
export interface NamedColour {
  readonly hex: string;
  readonly name: string;
}

/** The colours in a row of words, in order; two words like "dark green" are one colour where CSS knows it. */
export function coloursIn(words: readonly string[]): readonly (NamedColour & { readonly index: number })[] {
  const found: (NamedColour & { index: number })[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    const pair = named[word + (words[index + 1] ?? '')];
    if (
      pair &&
      named[words[index + 1] ?? ''] &&
      ['dark', 'light', 'medium', 'deep', 'pale', 'hot', 'sky'].includes(word)
    ) {
      found.push({ hex: pair, name: `${word} ${words[index + 1]}`, index });
      index += 1;
      continue;
    }
    const hex = hexOf(word);
    if (hex) found.push({ hex, name: word, index });
  }
  return found;
}

function hexOf(word: string): string | undefined {
  if (/^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/.test(word)) return fullHex(word);
  const greek = greekStems.find(([stem]) => word.startsWith(stem))?.[1];
  const own = Object.hasOwn(named, word) ? named[word] : undefined;
  const adjective = /^(\p{L}{3,})ish$/u.exec(word)?.[1];
  return own ?? (greek ? named[greek] : undefined) ?? (adjective ? named[adjective] : undefined);
}

/** A hex colour of three or six digits as six; null for any other way to write a colour. */
export function parseHex(value: string): string | null {
  const trimmed = value.trim().toLowerCase();
  return /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/.test(trimmed) ? fullHex(trimmed) : null;
}

function fullHex(hex: string): string {
  return hex.length === 4 ? hex.replaceAll(/[0-9a-f]/g, '$&$&') : hex;
}

function rgbOf(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** Hue, saturation and lightness of a six-digit hex colour. */
export function hslOf(hex: string): Hsl {
  const [red, green, blue] = rgbOf(hex).map((part) => part / 255) as unknown as Rgb;
  const most = Math.max(red, green, blue);
  const least = Math.min(red, green, blue);
  const lightness = (most + least) / 2;
  const spread = most - least;
  if (spread === 0) return [0, 0, lightness];
  const saturation = spread / (1 - Math.abs(2 * lightness - 1));
  const sixth =
    most === red
      ? ((green - blue) / spread + 6) % 6
      : most === green
        ? (blue - red) / spread + 2
        : (red - green) / spread + 4;
  return [sixth * 60, saturation, lightness];
}

/** The hex colour of a hue, saturation and lightness; what is out of range is brought into it. */
export function hexOfHsl([hue, saturation, lightness]: Hsl): string {
  const s = Math.min(1, Math.max(0, saturation));
  const l = Math.min(1, Math.max(0, lightness));
  const channel = (offset: number) => {
    const k = (offset + (((hue % 360) + 360) % 360) / 30) % 12;
    const value = l - s * Math.min(l, 1 - l) * Math.max(-1, Math.min(k - 3, 9 - k, 1));
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(0)}${channel(8)}${channel(4)}`;
}

/** The contrast of two colours as WCAG 2 defines it, from 1 to 21. */
export function contrast(a: string, b: string): number {
  const [lighter = 0, darker = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(hex: string): number {
  const [red, green, blue] = rgbOf(hex).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The colour itself, or the nearest lightness of it that reaches the contrast against all the others. */
export function readableAgainst(hex: string, others: readonly string[], least: number): string {
  const reaches = (candidate: string) => others.every((other) => contrast(candidate, other) >= least);
  if (reaches(hex)) return hex;
  const [hue, saturation, lightness] = hslOf(hex);
  for (let distance = 0.01; distance <= 1; distance += 0.01) {
    for (const sign of [-1, 1]) {
      const candidate = hexOfHsl([hue, saturation, lightness + sign * distance]);
      if (reaches(candidate)) return candidate;
    }
  }
  return others.every((other) => luminance(other) > 0.18) ? '#000000' : '#ffffff';
}

/** Black or white, whichever reads better on the colour. */
export function inkOn(hex: string): string {
  return contrast(hex, '#ffffff') >= contrast(hex, '#111312') ? '#ffffff' : '#111312';
}

function cssNames(): Record<string, string> {
  const table =
    'crimson dc143c firebrick b22222 maroon 800000 tomato ff6347 coral ff7f50 salmon fa8072 orangered ff4500 ' +
    'darkorange ff8c00 peach ffdab9 peachpuff ffdab9 khaki f0e68c goldenrod daa520 olive 808000 chartreuse 7fff00 ' +
    'forestgreen 228b22 seagreen 2e8b57 limegreen 32cd32 springgreen 00ff7f darkgreen 006400 lightgreen 90ee90 ' +
    'darkolivegreen 556b2f darkcyan 008b8b lightcyan e0ffff skyblue 87ceeb lightblue add8e6 deepskyblue 00bfff ' +
    'dodgerblue 1e90ff royalblue 4169e1 cornflowerblue 6495ed steelblue 4682b4 slateblue 6a5acd darkblue 00008b ' +
    'mediumblue 0000cd midnightblue 191970 cobalt 0047ab lavender e6e6fa orchid da70d6 plum dda0dd thistle d8bfd8 ' +
    'darkviolet 9400d3 blueviolet 8a2be2 hotpink ff69b4 deeppink ff1493 lightpink ffb6c1 darkred 8b0000 sienna a0522d ' +
    'chocolate d2691e peru cd853f tan d2b48c wheat f5deb3 linen faf0e6 ivory fffff0 snow fffafa slate 708090 ' +
    'slategray 708090 slategrey 708090 darkgray a9a9a9 darkgrey a9a9a9 lightgray d3d3d3 lightgrey d3d3d3 ' +
    'lightyellow ffffe0 darkslategray 2f4f4f charcoal 36454f sand d8c39a terracotta b5533c rust a8421e';
  const words = table.split(' ');
  const names: Record<string, string> = {};
  for (let index = 0; index + 1 < words.length; index += 2) names[words[index] ?? ''] = `#${words[index + 1]}`;
  return names;
}
