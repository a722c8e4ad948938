import type { Point, ShapePart } from './stage-step.ts';

const outline = (points: readonly Point[]): readonly ShapePart[] => [[points, null, null]];

const circle = Array.from({ length: 20 }, (_, at): Point => {
  const angle = (at * Math.PI) / 10;
  return [10 * Math.cos(angle), 10 * Math.sin(angle)];
});

const rightHalf: readonly Point[] = [
  [2, 14],
  [1, 10],
  [4, 7],
  [7, 9],
  [9, 8],
  [6, 5],
  [7, 1],
  [5, -3],
  [8, -6],
  [6, -8],
  [4, -5],
];

/** The shapes that every program has, looking up. */
export const usualShapes: readonly (readonly [name: string, parts: readonly ShapePart[]])[] = [
  [
    'arrow',
    outline([
      [-10, 0],
      [10, 0],
      [0, 10],
    ]),
  ],
  ['blank', []],
  ['circle', outline(circle)],
  [
    'classic',
    outline([
      [0, 0],
      [-5, -9],
      [0, -7],
      [5, -9],
    ]),
  ],
  [
    'square',
    outline([
      [10, -10],
      [10, 10],
      [-10, 10],
      [-10, -10],
    ]),
  ],
  [
    'triangle',
    outline([
      [10, -5.77],
      [0, 11.55],
      [-10, -5.77],
    ]),
  ],
  ['turtle', outline([[0, 16], ...rightHalf, [0, -7], ...rightHalf.map(([x, y]): Point => [-x, y]).toReversed()])],
];
