import { paintMarks, paintTurtles, viewOf, type View } from './paint-scene.ts';
import { createPlayer } from './player.ts';
import { createScene } from './scene.ts';
import type { Point, StageStep } from './stage-step.ts';
import { words } from './words.ts';

/** The canvas that turtles draw on. */
export interface Stage {
  readonly element: HTMLElement;
  draw(steps: readonly StageStep[]): void;
  close(): void;
}

/** What people do on the canvas: kind, key, and for clicks the place in the program's coordinates. */
export type StageEvent = readonly [kind: string, key: string | number, ...place: number[]];

const reach = 14;

/** Opens an empty canvas. */
export function openStage(onEvent: (event: StageEvent) => void): Stage {
  const scene = createScene();
  const player = createPlayer(scene);
  const canvas = document.createElement('canvas');
  canvas.className = 'stage';
  canvas.tabIndex = 0;
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', words.drawing);
  const shown = canvas.getContext('2d');
  /** All marks so far: only what is new is painted onto it. */
  const kept = document.createElement('canvas').getContext('2d');
  let painted = { redrawn: -1, marks: 0 };
  let view: View = viewOf(scene, 1, 1);
  let frame = 0;
  let dragged: number | null = null;

  const sizes = new ResizeObserver(() => {
    painted = { redrawn: -1, marks: 0 };
    schedule();
  });
  sizes.observe(canvas);

  function schedule(): void {
    if (frame === 0) frame = requestAnimationFrame(tick);
  }

  function tick(nowMs: number): void {
    frame = 0;
    player.advance(nowMs);
    paint();
    if (!player.isDone()) schedule();
  }

  function paint(): void {
    if (!shown || !kept || canvas.clientWidth === 0) return;
    const density = devicePixelRatio || 1;
    const width = Math.round(canvas.clientWidth * density);
    const height = Math.round(canvas.clientHeight * density);
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = kept.canvas.width = width;
      canvas.height = kept.canvas.height = height;
      painted = { redrawn: -1, marks: 0 };
    }
    view = viewOf(scene, canvas.clientWidth, canvas.clientHeight);
    if (painted.redrawn !== scene.redrawn) {
      kept.setTransform(density, 0, 0, density, 0, 0);
      kept.fillStyle = scene.ground;
      kept.fillRect(0, 0, view.width, view.height);
      painted = { redrawn: scene.redrawn, marks: scene.gone };
    }
    paintMarks(kept, view, scene, scene.marks.slice(painted.marks - scene.gone));
    painted.marks = scene.gone + scene.marks.length;
    shown.setTransform(1, 0, 0, 1, 0, 0);
    shown.drawImage(kept.canvas, 0, 0);
    shown.setTransform(density, 0, 0, density, 0, 0);
    paintTurtles(shown, view, scene);
  }

  function placeOf(event: PointerEvent): Point {
    const box = canvas.getBoundingClientRect();
    return view.toProgram([event.clientX - box.left, event.clientY - box.top]);
  }

  /** The turtle below a place, the topmost. */
  function turtleAt(event: PointerEvent): number | null {
    const box = canvas.getBoundingClientRect();
    const found = [...scene.turtles].findLast(([, { x, y, look }]) => {
      const [left, top] = view.toCanvas([x, y]);
      const size = reach * Math.max(1, look[4], look[5]) * Math.max(0.6, view.scale);
      return look[1] && Math.hypot(event.clientX - box.left - left, event.clientY - box.top - top) <= size;
    });
    return found?.[0] ?? null;
  }

  const buttonOf = (event: PointerEvent) => event.button + 1;
  canvas.addEventListener('pointerdown', (event) => {
    canvas.focus({ preventScroll: true });
    const turtle = turtleAt(event);
    if (turtle !== null) {
      dragged = turtle;
      canvas.setPointerCapture(event.pointerId);
      onEvent(['turtle-click', `${turtle} ${buttonOf(event)}`, ...placeOf(event)]);
    }
    onEvent(['click', buttonOf(event), ...placeOf(event)]);
  });
  canvas.addEventListener('pointermove', (event) => {
    if (dragged !== null) onEvent(['turtle-drag', `${dragged} 1`, ...placeOf(event)]);
  });
  canvas.addEventListener('pointerup', (event) => {
    if (dragged !== null) onEvent(['turtle-release', `${dragged} ${buttonOf(event)}`, ...placeOf(event)]);
    dragged = null;
  });
  const onKey = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey) return;
    if (/^(?:Arrow|Page| $)/.test(event.key)) event.preventDefault();
    onEvent([event.type, event.key]);
  };
  addEventListener('keydown', onKey);
  addEventListener('keyup', onKey);

  return {
    element: canvas,
    draw(steps) {
      for (const step of steps) {
        if (step[0] === 'listen' && document.hasFocus()) canvas.focus({ preventScroll: true });
        if (step[0] === 'title') canvas.setAttribute('aria-label', step[1] || words.drawing);
      }
      player.add(steps);
      schedule();
    },
    close() {
      cancelAnimationFrame(frame);
      sizes.disconnect();
      removeEventListener('keydown', onKey);
      removeEventListener('keyup', onKey);
      canvas.remove();
    },
  };
}
