import type { NamedColour } from './colour.ts';

/** What colours can be asked for; a property names a part of one program. */
export type ColourPart = 'accent' | 'background' | 'text' | `--${string}`;

/** How a number is to change. */
export type NumberChange = { readonly times: number } | { readonly to: number };

/** One thing that a follow-up asks for and Demo can do. */
export type Wish =
  | { readonly kind: 'colour'; readonly part: ColourPart; readonly colour: NamedColour }
  | {
      readonly kind: 'shade';
      readonly part: ColourPart | 'all';
      readonly direction: 'warmer' | 'cooler' | 'darker' | 'lighter';
    }
  | { readonly kind: 'theme'; readonly theme: 'dark' | 'light' }
  | { readonly kind: 'number'; readonly property: `--${string}`; readonly change: NumberChange }
  | { readonly kind: 'radius'; readonly change: NumberChange }
  | { readonly kind: 'title'; readonly text: string }
  | { readonly kind: 'font'; readonly name: string; readonly stack: string };

/** The wish in plain words, as what Demo cannot find a place for: `the speed`, `a title`. */
export function subjectOf(wish: Wish): string {
  switch (wish.kind) {
    case 'colour':
    case 'shade':
      return 'colours';
    case 'theme':
      return 'a theme';
    case 'number':
      return propertyWords(wish.property);
    case 'radius':
      return 'corners';
    case 'title':
      return 'a title';
    case 'font':
      return 'a font';
  }
}

/** `--text-size` as people read it: `text size`. */
export function propertyWords(property: string): string {
  return property.replace(/^--/, '').replaceAll('-', ' ');
}
