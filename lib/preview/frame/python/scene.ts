import { usualShapes } from './turtle-shapes.ts';
import type { PenLine, Point, ShapePart, StageStep, TurtleLook } from './stage-step.ts';

/** Where a turtle is, where it looks, and what it looks like. */
export interface TurtleState {
  readonly x: number;
  readonly y: number;
  readonly heading: number;
  readonly look: TurtleLook;
}

/** Something that was drawn and stays, until it is taken away. */
export type Mark =
  | {
      readonly kind: 'line';
      readonly turtle: number;
      readonly points: readonly Point[];
      readonly pen: NonNullable<PenLine>;
    }
  | { readonly kind: 'fill'; readonly turtle: number; points: readonly Point[]; color: string }
  | { readonly kind: 'dot'; readonly turtle: number; readonly at: Point; readonly size: number; readonly color: string }
  | {
      readonly kind: 'text';
      readonly turtle: number;
      readonly at: Point;
      readonly text: string;
      readonly color: string;
      readonly align: string;
      readonly font: readonly (string | number)[];
    }
  | { readonly kind: 'stamp'; readonly turtle: number; readonly stamp: number; readonly state: TurtleState };

/** All that is on the canvas. */
export interface Scene {
  marks: Mark[];
  readonly turtles: Map<number, TurtleState>;
  readonly shapes: Map<string, readonly ShapePart[]>;
  ground: string;
  size: readonly [width: number, height: number];
  /** Left, bottom, right and top in the program's own coordinates; null: steps from the middle. */
  world: readonly [number, number, number, number] | null;
  title: string;
  /** Grows when marks changed other than by new ones at the end. */
  redrawn: number;
  /** How many of the oldest marks were let go: they stay painted until all is painted anew. */
  gone: number;
  /** A movement that is on its way: the line so far. */
  moving: Extract<Mark, { readonly kind: 'line' }> | null;
}

const mostMarks = 200_000;
const firstLook: TurtleLook = ['classic', true, 'black', 'black', 1, 1, 1, 0];

/** An empty canvas. */
export function createScene(): Scene {
  return {
    marks: [],
    turtles: new Map(),
    shapes: new Map(usualShapes),
    ground: 'white',
    size: [800, 600],
    world: null,
    title: '',
    redrawn: 0,
    gone: 0,
    moving: null,
  };
}

/** Shows a movement as it is after a share of its time, from 0 to 1. Other steps have no middle. */
export function showMiddle(scene: Scene, step: StageStep, share: number): void {
  if (step[0] !== 'go' && step[0] !== 'turn' && step[0] !== 'path') return;
  const before = turtleOf(scene, step[1]);
  scene.moving = null;
  if (step[0] === 'turn') {
    scene.turtles.set(step[1], { ...before, heading: step[3] - step[2] * (1 - share) });
    middle.set(scene, before);
    return;
  }
  const points = step[0] === 'go' ? [[step[2], step[3]] as const] : step[2];
  const pen = step[0] === 'go' ? step[4] : step[5];
  const way = [[before.x, before.y] as const, ...points];
  const position = share * points.length;
  const whole = Math.min(points.length - 1, Math.floor(position));
  const from = way[whole] ?? [before.x, before.y];
  const to = way[whole + 1] ?? from;
  const part = position - whole;
  const at: Point = [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part];
  const heading = step[0] === 'path' ? before.heading + step[3] * (whole + 0.5) : before.heading;
  middle.set(scene, before);
  scene.turtles.set(step[1], { ...before, x: at[0], y: at[1], heading });
  if (pen) scene.moving = { kind: 'line', turtle: step[1], points: [...way.slice(0, whole + 1), at], pen };
}

/** The turtle as it was before a movement that is shown in its middle. */
const middle = new WeakMap<Scene, TurtleState>();

/** Takes a movement's middle back, to show another, or its end. */
export function leaveMiddle(scene: Scene, step: StageStep): void {
  const before = middle.get(scene);
  if (before && typeof step[1] === 'number') scene.turtles.set(step[1], before);
  middle.delete(scene);
  scene.moving = null;
}

/** Carries out a step to its end. */
export function apply(scene: Scene, step: StageStep): void {
  switch (step[0]) {
    case 'place': {
      const [, id, x, y, heading] = step;
      scene.turtles.set(id, { ...turtleOf(scene, id), x, y, heading });
      break;
    }
    case 'look': {
      const [, id, shape, isShown, pen, fill, wide, long, outline, tilt] = step;
      const look: TurtleLook = [shape, isShown, pen, fill, wide, long, outline, tilt];
      scene.turtles.set(id, { ...turtleOf(scene, id), look });
      break;
    }
    case 'go': {
      const [, id, x, y, pen] = step;
      const before = turtleOf(scene, id);
      if (pen)
        addMark(scene, {
          kind: 'line',
          turtle: id,
          points: [
            [before.x, before.y],
            [x, y],
          ],
          pen,
        });
      scene.turtles.set(id, { ...before, x, y });
      break;
    }
    case 'turn':
      scene.turtles.set(step[1], { ...turtleOf(scene, step[1]), heading: step[3] });
      break;
    case 'path': {
      const [, id, points, , heading, pen] = step;
      const before = turtleOf(scene, id);
      const [x, y] = points.at(-1) ?? [before.x, before.y];
      if (pen) addMark(scene, { kind: 'line', turtle: id, points: [[before.x, before.y], ...points], pen });
      scene.turtles.set(id, { ...before, x, y, heading });
      break;
    }
    case 'fill':
      addMark(scene, { kind: 'fill', turtle: step[1], points: [], color: '' });
      break;
    case 'filled': {
      const [, id, color, points] = step;
      // The filling lies below the lines that were drawn since it began.
      const at = scene.marks.findLastIndex((mark) => mark.kind === 'fill' && mark.turtle === id && mark.color === '');
      const fill: Mark = { kind: 'fill', turtle: id, points, color };
      if (at === -1) scene.marks.push(fill);
      else scene.marks[at] = fill;
      scene.redrawn += 1;
      break;
    }
    case 'dot': {
      const [, turtle, x, y, size, color] = step;
      addMark(scene, { kind: 'dot', turtle, at: [x, y], size, color });
      break;
    }
    case 'write': {
      const [, turtle, x, y, text, color, align, font] = step;
      addMark(scene, { kind: 'text', turtle, at: [x, y], text, color, align, font });
      break;
    }
    case 'stamp':
      addMark(scene, { kind: 'stamp', turtle: step[1], stamp: step[2], state: turtleOf(scene, step[1]) });
      break;
    case 'unstamp':
      keepMarks(scene, (mark) => mark.kind !== 'stamp' || mark.stamp !== step[2]);
      break;
    case 'erase': {
      let left = step[2];
      for (let at = scene.marks.length - 1; at >= 0 && left > 0; at -= 1) {
        if (scene.marks[at]?.turtle !== step[1]) continue;
        scene.marks.splice(at, 1);
        left -= 1;
      }
      scene.redrawn += 1;
      break;
    }
    case 'clear':
      keepMarks(scene, (mark) => mark.turtle !== step[1]);
      break;
    case 'wipe':
      scene.turtles.clear();
      keepMarks(scene, () => false);
      break;
    case 'ground':
      scene.ground = step[1];
      scene.redrawn += 1;
      break;
    case 'size':
      scene.size = [step[1], step[2]];
      scene.redrawn += 1;
      break;
    case 'world':
      scene.world = [step[1], step[2], step[3], step[4]];
      scene.redrawn += 1;
      break;
    case 'shape':
      scene.shapes.set(step[1], step[2]);
      break;
    case 'title':
      scene.title = step[1];
      break;
    case 'listen':
      break;
    default:
      step satisfies never;
  }
}

function turtleOf(scene: Scene, id: number): TurtleState {
  return scene.turtles.get(id) ?? { x: 0, y: 0, heading: 0, look: firstLook };
}

function addMark(scene: Scene, mark: Mark): void {
  scene.marks.push(mark);
  if (scene.marks.length <= mostMarks) return;
  scene.marks.splice(0, mostMarks / 2);
  scene.gone += mostMarks / 2;
}

function keepMarks(scene: Scene, isKept: (mark: Mark) => boolean): void {
  const kept = scene.marks.filter(isKept);
  if (kept.length === scene.marks.length) return;
  scene.marks = kept;
  scene.redrawn += 1;
}
