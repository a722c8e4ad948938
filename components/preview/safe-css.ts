import type { CSSProperties } from 'react';

/** What a program may say of how its words look (`%c`): nothing that fetches, moves or covers anything. */
const allowed: Readonly<Record<string, keyof CSSProperties>> = {
  color: 'color',
  background: 'background',
  'background-color': 'backgroundColor',
  'font-weight': 'fontWeight',
  'font-style': 'fontStyle',
  'font-size': 'fontSize',
  'text-decoration': 'textDecoration',
  'text-transform': 'textTransform',
  'border-radius': 'borderRadius',
  border: 'border',
  padding: 'padding',
};

const inPixels: ReadonlySet<string> = new Set(['font-size', 'padding', 'border', 'border-radius']);
const mostPixels = 24;

/** Reads the style of a piece of a line. What is not allowed, or not understood, is left out. */
export function safeCss(css: string): CSSProperties {
  const style: Record<string, string> = {};
  for (const declaration of css.split(';')) {
    const colon = declaration.indexOf(':');
    const property = declaration.slice(0, Math.max(0, colon)).trim().toLowerCase();
    const value = declaration.slice(colon + 1).trim();
    const name = Object.hasOwn(allowed, property) ? allowed[property] : undefined;
    if (name !== undefined && isHarmless(property, value)) style[name] = value;
  }
  return style;
}

function isHarmless(property: string, value: string): boolean {
  if (!/^[\w\s#%.,()+-]{1,80}$/.test(value)) return false;
  const functions = [...value.matchAll(/([\w-]*)\(/g)].map((found) => found[1] ?? '');
  if (!functions.every((name) => /^(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|linear-gradient)$/i.test(name))) return false;
  if (!inPixels.has(property)) return true;
  return [...value.matchAll(/(-?[\d.]+)([a-z%]*)/gi)].every(([, number, unit]) => {
    const most = unit === 'em' || unit === 'rem' ? 2 : unit === '%' ? 200 : mostPixels;
    return Number(number) >= 0 && Number(number) <= most && /^(?:px|em|rem|%|)$/i.test(unit ?? '');
  });
}
