/** Colour and width of a line; null: the pen is up. */
export type PenLine = readonly [color: string, width: number] | null;

/** Shape, whether it is seen, pen's colour, fill's colour, stretch across and along, outline's width, tilt in degrees. */
export type TurtleLook = readonly [
  shape: string,
  isShown: boolean,
  pen: string,
  fill: string,
  wide: number,
  long: number,
  outline: number,
  tilt: number,
];

export type Point = readonly [x: number, y: number];

/** The points of a polygon, its colour and its outline's; null: those of the turtle. */
export type ShapePart = readonly [points: readonly Point[], fill: string | null, outline: string | null];

/**
 * Something that happens on the turtles' canvas, as `py/turtle` writes it. Turtles and stamps go by numbers, headings are in
 * degrees counterclockwise from the east. The last value is how many milliseconds it takes to be seen.
 */
export type StageStep =
  | readonly [kind: 'place', turtle: number, x: number, y: number, heading: number, ms: number]
  | readonly [kind: 'look', turtle: number, ...TurtleLook, ms: number]
  | readonly [kind: 'go', turtle: number, x: number, y: number, pen: PenLine, ms: number]
  | readonly [kind: 'turn', turtle: number, degrees: number, heading: number, ms: number]
  | readonly [
      kind: 'path',
      turtle: number,
      points: readonly Point[],
      turn: number,
      heading: number,
      pen: PenLine,
      ms: number,
    ]
  | readonly [kind: 'fill', turtle: number, ms: number]
  | readonly [kind: 'filled', turtle: number, color: string, points: readonly Point[], ms: number]
  | readonly [kind: 'dot', turtle: number, x: number, y: number, size: number, color: string, ms: number]
  | readonly [
      kind: 'write',
      turtle: number,
      x: number,
      y: number,
      text: string,
      color: string,
      align: string,
      font: readonly (string | number)[],
      ms: number,
    ]
  | readonly [kind: 'stamp', turtle: number, stamp: number, ms: number]
  | readonly [kind: 'unstamp', turtle: number, stamp: number, ms: number]
  | readonly [kind: 'erase', turtle: number, marks: number, ms: number]
  | readonly [kind: 'clear', turtle: number, ms: number]
  | readonly [kind: 'wipe', ms: number]
  | readonly [kind: 'ground', color: string, ms: number]
  | readonly [kind: 'size', width: number, height: number, ms: number]
  | readonly [kind: 'world', left: number, bottom: number, right: number, top: number, ms: number]
  | readonly [kind: 'shape', name: string, parts: readonly ShapePart[], ms: number]
  | readonly [kind: 'title', title: string, ms: number]
  | readonly [kind: 'listen', ms: number];

/** How many milliseconds a step takes to be seen. */
export function timeOf(step: StageStep): number {
  const ms = step[step.length - 1];
  return typeof ms === 'number' && ms > 0 ? ms : 0;
}
