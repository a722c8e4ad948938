import { createFlock, step, type Bird, type Rules } from './flock';
import './style.css';

const rules: Rules = {
  birds: 220,
  sight: 60,
  keepApart: 22,
  maxSpeed: 3.2,
  /** How much each wish counts. */
  apart: 0.09,
  along: 0.05,
  together: 0.0035,
};

const canvas = document.createElement('canvas');
const pen = canvas.getContext('2d')!;
document.body.append(canvas);

let birds: Bird[] = [];
let pointer: { x: number; y: number } | null = null;

function resize(): void {
  canvas.width = innerWidth * devicePixelRatio;
  canvas.height = innerHeight * devicePixelRatio;
  pen.scale(devicePixelRatio, devicePixelRatio);
  birds = createFlock(rules.birds, innerWidth, innerHeight);
}

function draw(): void {
  pen.clearRect(0, 0, innerWidth, innerHeight);
  for (const bird of birds) {
    pen.save();
    pen.translate(bird.x, bird.y);
    pen.rotate(Math.atan2(bird.vy, bird.vx));
    pen.fillStyle = `oklch(0.3 0.06 ${220 + bird.mood * 70})`;
    pen.beginPath();
    pen.moveTo(9, 0);
    pen.quadraticCurveTo(-1, 1, -6, 5);
    pen.quadraticCurveTo(-3, 0, -6, -5);
    pen.quadraticCurveTo(-1, -1, 9, 0);
    pen.fill();
    pen.restore();
  }
}

const steps = matchMedia('(prefers-reduced-motion: reduce)').matches ? 0.25 : 1;

function frame(): void {
  step(birds, rules, { width: innerWidth, height: innerHeight, hawk: pointer, steps });
  draw();
  requestAnimationFrame(frame);
}

addEventListener('resize', resize);
addEventListener('pointermove', ({ clientX, clientY }) => (pointer = { x: clientX, y: clientY }));
document.addEventListener('pointerleave', () => (pointer = null));
resize();
frame();
