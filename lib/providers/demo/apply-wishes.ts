import { contrast, hexOfHsl, hslOf, inkOn, parseHex, readableAgainst } from './colour.ts';
import { findDeclaration, findNumber, writeNumber } from './declarations.ts';
import { applyReplacements, type Replacement } from './edit-blocks.ts';
import { palettes } from './programs/page.ts';
import type { DemoProgram } from './programs/program.ts';
import { titleReplacements } from './title-text.ts';
import { type NumberChange, propertyWords, subjectOf, type Wish } from './wish.ts';

/** What wishes come to in a set of files. */
export interface WishOutcome {
  /** By path; the offsets are of the files as they were given. */
  readonly replacements: ReadonlyMap<string, readonly Replacement[]>;
  /** What was changed, for people: `the accent colour to red`. */
  readonly done: readonly string[];
  /** What the files have no place for: `speed`. */
  readonly missing: readonly string[];
}

type Files = ReadonlyMap<string, string>;

/**
 * Finds the places in the files that wishes are about, and what to write there. It reads the real text: a value that a
 * person changed is the one that "faster" starts from. Colours keep their contrast: text, muted text and what stands
 * on the accent are moved along where they would be hard to read.
 */
export function planWishes(files: Files, wishes: readonly Wish[], program: DemoProgram | undefined): WishOutcome {
  const replacements = new Map<string, Replacement[]>();
  const done: string[] = [];
  const missing: string[] = [];
  const add = (path: string, replacement: Replacement) => {
    if (files.get(path)?.slice(replacement.from, replacement.to) === replacement.insert) return false;
    replacements.set(path, [...(replacements.get(path) ?? []), replacement]);
    return true;
  };
  const setProperty = (property: string, value: string) => {
    const place = findInFiles(files, (text) => findDeclaration(text, property));
    return place ? add(place.path, { from: place.found.from, to: place.found.to, insert: value }) : false;
  };

  planColours(files, wishes, setProperty, done, missing);
  for (const wish of wishes) {
    switch (wish.kind) {
      case 'colour':
      case 'shade':
      case 'theme':
        break;
      case 'number': {
        const place = findInFiles(files, (text) => findNumber(text, wish.property));
        if (!place) {
          missing.push(subjectOf(wish));
          break;
        }
        const value = changedNumber(place.found.value, wish.change, limitsOf(wish.property, program));
        add(place.path, { from: place.found.from, to: place.found.to, insert: writeNumber(value) });
        const words = propertyWords(place.found.name);
        done.push(
          value === place.found.value ? `the ${words} stays at ${value}` : `the ${words} to ${writeNumber(value)}`,
        );
        break;
      }
      case 'radius': {
        const place = findInFiles(files, (text) => findDeclaration(text, '--radius'));
        const now = place ? Number.parseFloat(place.found.value) : Number.NaN;
        if (!place || Number.isNaN(now)) {
          missing.push(subjectOf(wish));
          break;
        }
        const raised =
          'times' in wish.change && wish.change.times > 1 ? Math.max(now * wish.change.times, now + 6) : undefined;
        const value = Math.round(raised ?? changedNumber(now, wish.change, { least: 0, most: 40 }));
        add(place.path, { from: place.found.from, to: place.found.to, insert: `${Math.min(40, value)}px` });
        done.push(`the corner radius to ${Math.min(40, value)}px`);
        break;
      }
      case 'font':
        if (setProperty('--font', wish.stack)) done.push(`the font to ${wish.name}`);
        else missing.push(subjectOf(wish));
        break;
      case 'title': {
        let isSet = false;
        for (const [path, text] of files) {
          for (const replacement of titleReplacements(path, text, wish.text)) isSet = add(path, replacement) || isSet;
        }
        if (isSet) done.push(`the title to ${wish.text}`);
        else missing.push(subjectOf(wish));
        break;
      }
    }
  }
  return { replacements, done, missing: [...new Set(missing)] };
}

/** The files with wishes carried out. */
export function withWishes(
  files: Files,
  wishes: readonly Wish[],
  program: DemoProgram | undefined,
): Map<string, string> {
  let result = new Map(files);
  const { replacements } = planWishes(result, wishes, program);
  result = new Map([...result].map(([path, text]) => [path, applyReplacements(text, replacements.get(path) ?? [])]));
  return result;
}

function findInFiles<Found>(
  files: Files,
  find: (text: string) => Found | undefined,
): { readonly path: string; readonly found: Found } | undefined {
  for (const [path, text] of files) {
    const found = find(text);
    if (found !== undefined) return { path, found };
  }
  return undefined;
}

interface Limits {
  readonly least: number;
  readonly most: number;
  readonly isWhole?: boolean;
}

function limitsOf(property: string, program: DemoProgram | undefined): Limits {
  const own = program?.parameters.find((parameter) => parameter.property === property);
  if (own?.kind === 'number') return own;
  return property === '--text-size' ? { least: 0.7, most: 2 } : { least: 0.1, most: 10 };
}

function changedNumber(now: number, change: NumberChange, { least, most, isWhole = false }: Limits): number {
  const wanted = 'to' in change ? change.to : now * change.times;
  const moved = isWhole && 'times' in change ? (change.times > 1 ? Math.ceil(wanted) : Math.floor(wanted)) : wanted;
  const bounded = Math.min(most, Math.max(least, moved));
  return isWhole ? Math.round(bounded) : Number(bounded.toPrecision(3));
}

const commonColours = ['--bg', '--surface', '--text', '--muted', '--line', '--accent', '--on-accent'] as const;

/** Carries all colour wishes out on the palette, then sees to it that it can be read, and writes what became different. */
function planColours(
  files: Files,
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
