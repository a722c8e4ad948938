import { contrast, hexOfHsl, hslOf, inkOn, parseHex, readableAgainst } from './colour.ts';
import { findDeclaration, findInFiles } from './declarations.ts';
import { palettes } from './programs/page.ts';
import { propertyWords, subjectOf, type Wish } from './wish.ts';

const commonColours = ['--bg', '--surface', '--text', '--muted', '--line', '--accent', '--on-accent'] as const;

/** Carries all colour wishes out on the palette, then sees to it that it can be read, and writes what became different. */
export function planColours(
  files: ReadonlyMap<string, string>,
  wishes: readonly Wish[],
  setProperty: (property: string, value: string) => boolean,
  done: string[],
  missing: string[],
): void {
  const colourWishes = wishes.filter(
    (wish) => wish.kind === 'colour' || wish.kind === 'shade' || wish.kind === 'theme',
  );
  if (colourWishes.length === 0) return;
  const read = (property: string) => {
    const place = findInFiles(files, (text) => findDeclaration(text, property));
    return place ? (parseHex(place.found.value) ?? undefined) : undefined;
  };
  const before = new Map<string, string>();
  for (const property of commonColours) {
    const value = read(property);
    if (value) before.set(property, value);
  }
  const palette = new Map(before);
  const set = (property: string, value: string) => {
    if (before.has(property)) palette.set(property, value);
  };
  const chosen = new Set<string>();

  for (const wish of colourWishes) {
    if (wish.kind === 'theme') {
      if (!before.has('--bg')) {
        missing.push(subjectOf(wish));
        continue;
      }
      const theme = palettes[wish.theme];
      set('--bg', theme.bg);
      set('--surface', theme.surface);
      set('--text', theme.text);
      set('--muted', theme.muted);
      set('--line', theme.line);
      done.push(`the theme to ${wish.theme}`);
      continue;
    }
    const part =
      wish.part === 'background'
        ? '--bg'
        : wish.part === 'text'
          ? '--text'
          : wish.part === 'accent'
            ? '--accent'
            : wish.part;
    if (wish.kind === 'shade') {
      const parts =
        part === 'all' ? ['--accent', '--bg', '--surface'] : part === '--bg' ? ['--bg', '--surface'] : [part];
      let isThere = false;
      for (const property of parts) {
        const value = palette.get(property) ?? read(property);
        if (!value) continue;
        isThere = true;
        if (!before.has(property)) before.set(property, value);
        palette.set(property, shaded(value, wish.direction, property === '--accent' || part !== 'all'));
        chosen.add(property);
      }
      if (isThere) done.push(`the colours to something ${wish.direction}`);
      else missing.push(subjectOf(wish));
      continue;
    }
    const value = palette.get(part) ?? read(part);
    if (!value) {
      missing.push(subjectOf(wish));
      continue;
    }
    if (!before.has(part)) before.set(part, value);
    palette.set(part, wish.colour.hex);
    chosen.add(part);
    if (part === '--bg') {
      const [hue, saturation, lightness] = hslOf(wish.colour.hex);
      set('--surface', hexOfHsl([hue, saturation, lightness + (lightness > 0.85 ? 0.03 : 0.05)]));
      set('--line', hexOfHsl([hue, saturation * 0.7, lightness > 0.6 ? lightness - 0.12 : lightness + 0.14]));
    }
    const name = part === '--bg' ? 'the background' : `the ${propertyWords(part)} colour`;
    done.push(`${name} to ${wish.colour.name}`);
  }

  keepReadable(palette, chosen);
  for (const [property, value] of palette) if (value !== before.get(property)) setProperty(property, value);
  const backgroundNow = palette.get('--bg');
  if (backgroundNow && backgroundNow !== before.get('--bg')) {
    setProperty(
      'color-scheme',
      contrast(backgroundNow, '#ffffff') > contrast(backgroundNow, '#000000') ? 'dark' : 'light',
    );
  }
}

/** Moves lightness, never hue, until text has 4.5:1 and the accent 3:1. What a person chose moves the least. */
function keepReadable(palette: Map<string, string>, chosen: ReadonlySet<string>): void {
  const grounds = [palette.get('--bg'), palette.get('--surface')].filter((colour) => colour !== undefined);
  const accent = palette.get('--accent');
  if (grounds.length > 0) {
    const text = palette.get('--text');
    if (text) {
      const isTextWorse = !chosen.has('--text') && grounds.some((ground) => contrast(text, ground) < 4.5);
      palette.set('--text', readableAgainst(isTextWorse ? inkOn(grounds[0] ?? '#ffffff') : text, grounds, 4.5));
    }
    const muted = palette.get('--muted');
    if (muted) palette.set('--muted', readableAgainst(muted, grounds, 4.5));
    if (accent) palette.set('--accent', readableAgainst(accent, grounds, 3));
  }
  const accentNow = palette.get('--accent');
  if (accentNow && palette.has('--on-accent') && contrast(palette.get('--on-accent') ?? '', accentNow) < 4.5) {
    palette.set('--on-accent', inkOn(accentNow));
  }
}

function shaded(hex: string, direction: 'warmer' | 'cooler' | 'darker' | 'lighter', isStrong: boolean): string {
  const [hue, saturation, lightness] = hslOf(hex);
  switch (direction) {
    case 'darker':
      return hexOfHsl([hue, saturation, lightness - (isStrong ? 0.1 : 0.07)]);
    case 'lighter':
      return hexOfHsl([hue, saturation, lightness + (isStrong ? 0.1 : 0.07)]);
    case 'warmer':
    case 'cooler': {
      const target = direction === 'warmer' ? 32 : 215;
      if (!isStrong) return hexOfHsl([target, Math.max(saturation, 0.28), lightness > 0.98 ? 0.98 : lightness]);
      const way = ((target - hue + 540) % 360) - 180;
      return hexOfHsl([hue + Math.sign(way) * Math.min(Math.abs(way), 70), Math.max(saturation, 0.35), lightness]);
    }
  }
}
