import { hexOfHsl, hslOf, inkOn, parseHex } from './colour.ts';
import type { DemoSelection } from './demo-request.ts';
import type { Replacement } from './edit-blocks.ts';
import { type NumberChange, propertyWords, type Wish } from './wish.ts';

/** What wishes come to inside a selection; `left` are those that it has no place for. */
export interface SelectionOutcome {
  readonly replacements: readonly Replacement[];
  readonly done: readonly string[];
  readonly left: readonly Wish[];
}

/** Carries wishes out on the selected lines of a file only, reading them as CSS and as HTML tags. */
export function planInSelection(text: string, selection: DemoSelection, wishes: readonly Wish[]): SelectionOutcome {
  const lines = text.split('\n');
  const from = lines.slice(0, selection.fromLine - 1).reduce((sum, line) => sum + line.length + 1, 0);
  const selected = lines.slice(selection.fromLine - 1, selection.toLine).join('\n');
  const replacements: Replacement[] = [];
  const done: string[] = [];
  const left: Wish[] = [];
  const styles: string[] = [];
  for (const wish of wishes) {
    const found = inDeclarations(selected, wish);
    const isFree = found.every((one) => replacements.every((other) => one.to <= other.from || one.from >= other.to));
    if (found.length > 0 && isFree) {
      replacements.push(...found);
      done.push(wordsFor(wish));
      continue;
    }
    const style = found.length === 0 ? styleFor(wish) : undefined;
    if (style === undefined) left.push(wish);
    else {
      styles.push(style);
      done.push(wordsFor(wish));
    }
  }
  const place = styles.length > 0 ? placeForStyle(selected) : undefined;
  if (styles.length > 0 && !place) {
    return { replacements: [], done: [], left: wishes };
  }
  if (place) replacements.push({ from: place.at, to: place.at, insert: place.write(styles) });
  return {
    replacements: replacements.map((one) => ({ ...one, from: one.from + from, to: one.to + from })),
    done,
    left,
  };
}

const backgroundProperties = 'background(?:-color)?';
const colourProperties = 'background(?:-color)?|color|fill|stroke|accent-color|border(?:-color)?';

function inDeclarations(selected: string, wish: Wish): Replacement[] {
  switch (wish.kind) {
    case 'colour': {
      if (wish.part.startsWith('--'))
        return values(selected, wish.part).map((value) => ({ ...value, insert: wish.colour.hex }));
      const variable = wish.part === 'background' ? '--(?:bg|surface)' : wish.part === 'text' ? '--text' : '--accent';
      const declared = values(selected, variable);
      if (declared.length > 0) return declared.map((value) => ({ ...value, insert: wish.colour.hex }));
      const own =
        wish.part === 'background'
          ? backgroundProperties
          : wish.part === 'text'
            ? 'color'
            : `${backgroundProperties}|fill`;
      const first =
        values(selected, own)[0] ?? (wish.part === 'accent' ? values(selected, colourProperties)[0] : undefined);
      if (!first) return [];
      const isPlain = /^(?:#[0-9a-f]{3,8}|var\([^)]*\)|[a-z]+|(?:rgb|hsl|oklch)a?\([^)]*\))$/i.test(first.value.trim());
      if (!isPlain) return [];
      const replaced = [{ from: first.from, to: first.to, insert: wish.colour.hex }];
      const ink = values(selected, 'color')[0];
      const isGround = /background(?:-color)?\s*:\s*$/.test(selected.slice(0, first.from));
      if (isGround && ink && ink.from !== first.from)
        replaced.push({ from: ink.from, to: ink.to, insert: inkOn(wish.colour.hex) });
      return replaced;
    }
    case 'shade':
      return [...selected.matchAll(/#(?:[0-9a-f]{6}|[0-9a-f]{3})\b/gi)].flatMap((colour) => {
        const hex = parseHex(colour[0]);
        if (!hex) return [];
        return [{ from: colour.index, to: colour.index + colour[0].length, insert: shade(hex, wish.direction) }];
      });
    case 'number': {
      const declared = values(selected, wish.property).filter(({ value }) => Number.isFinite(Number(value)));
      if (declared.length > 0) {
        return declared.map((one) => ({ ...one, insert: scaled(Number(one.value), wish.change) }));
      }
      if (!['--size', '--text-size'].includes(wish.property)) return [];
      const fontSizes = lengths(selected, 'font-size', wish.change);
      if (fontSizes.length > 0 || wish.property === '--text-size') return fontSizes;
      return lengths(selected, '(?:min-|max-)?(?:width|height)|padding|gap|margin', wish.change);
    }
    case 'radius':
      return [...values(selected, '--radius'), ...values(selected, 'border-radius')].map(({ from, to, value }) => {
        const now = Number.parseFloat(value);
        const base = Number.isNaN(now) ? 10 : now;
        const next =
          'to' in wish.change
            ? wish.change.to
            : Math.max(base * wish.change.times, wish.change.times > 1 ? base + 6 : 0);
        return { from, to, insert: `${Math.round(next)}px` };
      });
    case 'font':
      return [...values(selected, '--font'), ...values(selected, 'font-family')].map((value) => ({
        ...value,
        insert: wish.stack,
      }));
    case 'title': {
      const shown = />([^<>{}\n]*[\p{L}\p{N}][^<>{}\n]*)</du.exec(selected);
      const range = shown?.indices?.[1];
      const insert = wish.text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
      return range ? [{ from: range[0], to: range[1], insert }] : [];
    }
    case 'theme':
      return [];
  }
}

/** The ranges of the values of CSS properties; `names` is a pattern. */
function values(text: string, names: string): { from: number; to: number; value: string; insert: string }[] {
  const pattern = new RegExp(`(?<![\\w-])(?:${names})\\s*:\\s*([^;{}\\n"]+?)\\s*(?=[;}\\n"])`, 'dgi');
  return [...text.matchAll(pattern)].flatMap((found) => {
    const range = found.indices?.[1];
    return range ? [{ from: range[0], to: range[1], value: found[1] ?? '', insert: '' }] : [];
  });
}

function lengths(text: string, names: string, change: NumberChange): Replacement[] {
  if ('to' in change) return [];
  return values(text, names).flatMap(({ from, to, value }) => {
    const insert = value.replaceAll(/(\d*\.?\d+)(px|rem|em|vw|vh|%)/g, (_, number: string, unit: string) => {
      return `${scaled(Number(number), change)}${unit}`;
    });
    return insert === value ? [] : [{ from, to, insert }];
  });
}

function scaled(now: number, change: NumberChange): string {
  return String(Number(('to' in change ? change.to : now * change.times).toPrecision(3)));
}

function shade(hex: string, direction: 'warmer' | 'cooler' | 'darker' | 'lighter'): string {
  const [hue, saturation, lightness] = hslOf(hex);
  if (direction === 'darker') return hexOfHsl([hue, saturation, lightness - 0.1]);
  if (direction === 'lighter') return hexOfHsl([hue, saturation, lightness + 0.1]);
  return hexOfHsl([direction === 'warmer' ? 32 : 215, Math.max(saturation, 0.3), lightness]);
}

/** A declaration to add where the selection has none to change. */
function styleFor(wish: Wish): string | undefined {
  if (wish.kind === 'colour') return `${wish.part === 'background' ? 'background' : 'color'}: ${wish.colour.hex}`;
  if (wish.kind === 'font') return `font-family: ${wish.stack.replaceAll('"', "'")}`;
  if (wish.kind === 'radius') return `border-radius: ${'to' in wish.change ? wish.change.to : 16}px`;
  const isSize = wish.kind === 'number' && ['--size', '--text-size'].includes(wish.property);
  return isSize && 'times' in wish.change ? `font-size: ${scaled(1, wish.change)}em` : undefined;
}

/** Into the first CSS rule of the selection, or onto its first HTML tag that has no style yet. */
function placeForStyle(selected: string): { at: number; write: (styles: readonly string[]) => string } | undefined {
  const rule = /^([ \t]*)[.#:\w][^{}<>;=()]*\{[ \t]*\n/m.exec(selected);
  if (rule) {
    const indentation = `${rule[1] ?? ''}  `;
    return {
      at: rule.index + rule[0].length,
      write: (styles) => styles.map((style) => `${indentation}${style};\n`).join(''),
    };
  }
  const tag = /<(?!\/|!|script|style|link|meta|title|html|head)[a-z][a-z0-9]*(?=[\s>])(?![^>]*\bstyle=)/.exec(selected);
  return tag ? { at: tag.index + tag[0].length, write: (styles) => ` style="${styles.join('; ')}"` } : undefined;
}

function wordsFor(wish: Wish): string {
  switch (wish.kind) {
    case 'colour':
      return `the colour to ${wish.colour.name}`;
    case 'shade':
      return `the colours to something ${wish.direction}`;
    case 'number':
      return `the ${propertyWords(wish.property)}`;
    case 'radius':
      return 'the corners';
    case 'font':
      return `the font to ${wish.name}`;
    case 'title':
      return `the text to ${wish.text}`;
    case 'theme':
      return `the theme to ${wish.theme}`;
  }
}
