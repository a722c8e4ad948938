import type { Mark, Scene, TurtleState } from './scene.ts';
import type { Point } from './stage-step.ts';

/** How the program's coordinates lie on the canvas, in CSS pixels. */
export interface View {
  readonly width: number;
  readonly height: number;
  /** Of lines, texts and shapes. */
  readonly scale: number;
  toCanvas(point: Point): Point;
  toProgram(point: Point): Point;
}

/**
 * Lays a scene into a canvas: the middle is (0, 0), y goes up. What the screen is said to measure is always in sight; a
 * canvas that is larger shows more around it.
 */
export function viewOf({ size, world }: Scene, width: number, height: number): View {
  const scale = Math.min(1, width / size[0], height / size[1]);
  const [left, bottom, right, top] = world ?? [-size[0] / 2, -size[1] / 2, size[0] / 2, size[1] / 2];
  const across = (size[0] * scale) / (right - left);
  const up = (size[1] * scale) / (top - bottom);
  const [middleX, middleY] = [(left + right) / 2, (bottom + top) / 2];
  return {
    width,
    height,
    scale,
    toCanvas: ([x, y]) => [width / 2 + (x - middleX) * across, height / 2 - (y - middleY) * up],
    toProgram: ([x, y]) => [(x - width / 2) / across + middleX, (height / 2 - y) / up + middleY],
  };
}

/** Paints marks below everything that moves. */
export function paintMarks(context: CanvasRenderingContext2D, view: View, scene: Scene, marks: readonly Mark[]): void {
  for (const mark of marks) paintMark(context, view, scene, mark);
}

/** Paints the turtles, and the line that one of them is drawing. */
export function paintTurtles(context: CanvasRenderingContext2D, view: View, scene: Scene): void {
  if (scene.moving) paintMark(context, view, scene, scene.moving);
  for (const turtle of scene.turtles.values()) if (turtle.look[1]) paintTurtle(context, view, scene, turtle);
}

function paintMark(context: CanvasRenderingContext2D, view: View, scene: Scene, mark: Mark): void {
  switch (mark.kind) {
    case 'line': {
      const [color, width] = mark.pen;
      context.strokeStyle = color;
      context.lineWidth = Math.max(0.5, width * view.scale);
      context.lineCap = context.lineJoin = 'round';
      trace(context, mark.points.map(view.toCanvas));
      context.stroke();
      break;
    }
    case 'fill':
      if (mark.points.length < 3) break;
      context.fillStyle = mark.color;
      trace(context, mark.points.map(view.toCanvas));
      context.fill('evenodd');
      break;
    case 'dot': {
      const [x, y] = view.toCanvas(mark.at);
      context.fillStyle = mark.color;
      context.beginPath();
      context.arc(x, y, Math.max(0, (mark.size * view.scale) / 2), 0, 2 * Math.PI);
      context.fill();
      break;
    }
    case 'text':
      paintText(context, view, mark);
      break;
    case 'stamp':
      paintTurtle(context, view, scene, mark.state);
      break;
    default:
      mark satisfies never;
  }
}

function paintText(context: CanvasRenderingContext2D, view: View, mark: Extract<Mark, { kind: 'text' }>): void {
  const [family = 'Arial', points = 8, ...styles] = mark.font;
  const style = styles.join(' ');
  // Tk's sizes are points, of which 72 make an inch; pixels make 96. Negative ones are pixels.
  const size = Number(points) < 0 ? -Number(points) : (Number(points) * 4) / 3;
  const [x, y] = view.toCanvas(mark.at);
  context.font = `${/italic/.test(style) ? 'italic ' : ''}${/bold/.test(style) ? '700 ' : ''}${size * view.scale}px "${String(family).replaceAll('"', '')}", sans-serif`;
  context.fillStyle = mark.color;
  context.textAlign = mark.align === 'center' || mark.align === 'right' ? mark.align : 'left';
  context.textBaseline = 'alphabetic';
  const lines = mark.text.split('\n');
  const lineHeight = size * view.scale * 1.2;
  lines.forEach((line, index) => context.fillText(line, x, y - 2 - (lines.length - 1 - index) * lineHeight));
}

function paintTurtle(context: CanvasRenderingContext2D, view: View, scene: Scene, turtle: TurtleState): void {
  const [shape, , pen, fill, wide, long, outline, tilt] = turtle.look;
  const [x, y] = view.toCanvas([turtle.x, turtle.y]);
  const angle = ((turtle.heading + tilt - 90) * Math.PI) / 180;
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  for (const [points, partFill, partOutline] of scene.shapes.get(shape) ?? []) {
    context.fillStyle = partFill ?? fill;
    context.strokeStyle = partOutline ?? pen;
    context.lineWidth = Math.max(0.5, outline * view.scale);
    context.lineJoin = 'round';
    trace(
      context,
      points.map(([px, py]) => {
        const [across, along] = [px * wide * view.scale, py * long * view.scale];
        return [x + across * cosine - along * sine, y - (across * sine + along * cosine)];
      }),
    );
    context.closePath();
    context.fill();
    context.stroke();
  }
}

function trace(context: CanvasRenderingContext2D, points: readonly Point[]): void {
  context.beginPath();
  points.forEach(([x, y], index) => (index === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
}
