import { expect, test } from 'vitest';
import { darkPalette, lightPalette } from './editor-theme.ts';
import type { EditorPalette } from './editor-theme.ts';

const kinds = [
  'text',
  'comment',
  'keyword',
  'string',
  'number',
  'type',
  'name',
  'tag',
  'punctuation',
] as const satisfies readonly (keyof EditorPalette)[];

test.each([
  ['dark', darkPalette],
  ['light', lightPalette],
])('every colour of %s code can be read, also selected and freshly written', (_name, palette) => {
  const glow = mix(palette.ember, palette.background, 0.13);
  for (const kind of kinds) {
    for (const [ground, colour] of [
      ['background', rgb(palette.background)],
      ['selection', rgb(palette.selection)],
      ['glow', glow],
    ] as const) {
      expect(contrast(rgb(palette[kind]), colour), `${kind} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
  }
  expect(contrast(rgb(palette.lineNumber), rgb(palette.background))).toBeGreaterThanOrEqual(4.5);
});

/** As WCAG 2 defines it. */
function contrast(one: readonly number[], other: readonly number[]): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = colour.map((value) => {
    const share = value / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function mix(colour: string, ground: string, share: number): number[] {
  const below = rgb(ground);
  return rgb(colour).map((value, index) => value * share + (below[index] ?? 0) * (1 - share));
}

function rgb(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}
