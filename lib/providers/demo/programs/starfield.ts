import { baseRules, page, themeRule } from './page.ts';
import type { DemoProgram } from './program.ts';

const style = `${themeRule({
  scheme: 'dark',
  accent: '#8fb8e8',
  onAccent: '#111312',
  further: { '--count': '700', '--speed': '1', '--size': '1' },
})}

${baseRules}

body {
  overflow: hidden;
}

canvas {
  position: fixed;
  inset: 0;
  width: 100%;
  height: 100%;
}

.panel {
  position: fixed;
  inset: auto 1rem 1rem;
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 0.5rem 1.25rem;
  width: fit-content;
  max-width: calc(100% - 2rem);
  padding: 0.75rem 1rem;
  border: 1px solid var(--line);
  border-radius: calc(var(--radius) + 4px);
  background: color-mix(in srgb, var(--surface) 88%, transparent);
}

.panel label {
  display: flex;
  align-items: center;
  gap: 0.6rem;
  color: var(--muted);
  font-size: 0.875rem;
}

input[type='range'] {
  width: 9rem;
  accent-color: var(--accent);
}`;

const body = `
<canvas id="space" aria-label="Stars that fly past"></canvas>
<div class="panel">
  <h1>Starfield</h1>
  <label>Throttle <input id="throttle" type="range" min="0" max="4" step="0.05" value="1" /></label>
  <button id="toggle" type="button">Pause</button>
</div>`;

const script = `
const canvas = document.getElementById('space');
const pen = canvas.getContext('2d');
const toggle = document.getElementById('toggle');
const throttle = document.getElementById('throttle');
const theme = getComputedStyle(document.documentElement);
const setting = (name) => theme.getPropertyValue(name).trim();
const amount = (name, otherwise) => Number(setting(name)) || otherwise;

let width = 0;
let height = 0;
let stars = [];
let isRunning = !matchMedia('(prefers-reduced-motion: reduce)').matches;
let lean = { x: 0, y: 0 };
let course = { x: 0, y: 0 };
let lastMs = performance.now();

function fit() {
  const scale = Math.min(2, devicePixelRatio || 1);
  width = innerWidth;
  height = innerHeight;
  canvas.width = width * scale;
  canvas.height = height * scale;
  pen.setTransform(scale, 0, 0, scale, 0, 0);
}

function newStar(depth) {
  const angle = Math.random() * Math.PI * 2;
  const distance = 0.05 + Math.sqrt(Math.random()) * 1.4;
  return {
    x: Math.cos(angle) * distance,
    y: Math.sin(angle) * distance,
    depth,
    weight: 0.5 + Math.random() * Math.random() * 1.6,
    isTinted: Math.random() < 0.35,
  };
}

function keepCount() {
  const wanted = Math.round(amount('--count', 700));
  while (stars.length < wanted) stars.push(newStar(0.05 + Math.random() * 0.95));
  stars.length = wanted;
}

function project(star, depth) {
  const scale = (Math.min(width, height) * 0.5) / depth;
  return {
    x: width / 2 + (star.x * scale * 0.5) + course.x * width * 0.12 * (1 - depth),
    y: height / 2 + (star.y * scale * 0.5) + course.y * height * 0.12 * (1 - depth),
  };
}

function drawStar(star, before) {
  const to = project(star, star.depth);
  const from = project(star, before);
  const isOutside = to.x < -40 || to.y < -40 || to.x > width + 40 || to.y > height + 40;
  if (isOutside) return false;
  pen.strokeStyle = star.isTinted ? setting('--accent') : setting('--text');
  pen.globalAlpha = Math.min(1, (1 - star.depth) * 1.3 + 0.06);
  pen.lineWidth = Math.max(0.5, (1 - star.depth) * 2.4 * star.weight * amount('--size', 1));
  pen.beginPath();
  pen.moveTo(from.x, from.y);
  pen.lineTo(to.x + 0.01, to.y + 0.01);
  pen.stroke();
  return true;
}

function draw(passedS) {
  keepCount();
  course.x += (lean.x - course.x) * Math.min(1, passedS * 3);
  course.y += (lean.y - course.y) * Math.min(1, passedS * 3);
  pen.globalAlpha = 1;
  pen.fillStyle = setting('--bg');
  pen.fillRect(0, 0, width, height);
  pen.lineCap = 'round';
  const travelled = passedS * 0.22 * amount('--speed', 1) * Number(throttle.value);
  stars = stars.map((star) => {
    const before = Math.min(1, star.depth + travelled * 0.9);
    star.depth -= travelled;
    if (star.depth <= 0.02) return newStar(1);
    return drawStar(star, before) ? star : newStar(0.6 + Math.random() * 0.4);
  });
  pen.globalAlpha = 1;
}

function frame(nowMs) {
  const passedS = Math.min(0.05, (nowMs - lastMs) / 1000);
  lastMs = nowMs;
  if (isRunning) draw(passedS);
  requestAnimationFrame(frame);
}

addEventListener('pointermove', (event) => {
  lean = { x: 1 - (event.clientX / width) * 2, y: 1 - (event.clientY / height) * 2 };
});
addEventListener('keydown', (event) => {
  if (event.target === throttle) return;
  const moves = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  const move = moves[event.key];
  if (move) lean = { x: move[0], y: move[1] };
});
toggle.addEventListener('click', () => {
  isRunning = !isRunning;
  toggle.textContent = isRunning ? 'Pause' : 'Play';
});
addEventListener('resize', () => {
  fit();
  draw(0);
});

fit();
draw(0);
toggle.textContent = isRunning ? 'Pause' : 'Play';
requestAnimationFrame(frame);`;

export const starfield: DemoProgram = {
  id: 'starfield',
  title: 'Starfield',
  summary: 'a flight through stars',
  keywords: {
    starfield: 6,
    star: 5,
    space: 4,
    galaxy: 4,
    universe: 4,
    warp: 4,
    'sci-fi': 2,
    'three d': 2,
    '3d': 3,
    αστερια: 6,
    διαστημα: 5,
    screensaver: 4,
    night: 1,
  },
  files: { 'index.html': page({ id: 'starfield', title: 'Starfield', style, body, script }) },
  parameters: [
    { kind: 'number', property: '--count', words: ['star', 'αστερια'], least: 20, most: 4000, isWhole: true },
    { kind: 'number', property: '--speed', words: [], least: 0.1, most: 8 },
    { kind: 'number', property: '--size', words: ['star'], least: 0.3, most: 4 },
    { kind: 'colour', property: '--bg', words: ['space', 'sky'] },
  ],
};
