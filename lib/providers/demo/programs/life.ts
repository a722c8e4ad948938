import { baseRules, page, themeRule } from './page.ts';
import type { DemoProgram } from './program.ts';

const style = `${themeRule({
  scheme: 'dark',
  accent: '#7cc48d',
  onAccent: '#111312',
  further: { '--density': '0.24', '--speed': '1', '--size': '1' },
})}

${baseRules}

body {
  display: grid;
  grid-template-rows: auto 1fr auto;
  height: 100vh;
}

header,
footer {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  gap: 0.5rem 1rem;
  padding: 0.75rem 1rem;
}

header p {
  color: var(--muted);
  font-size: 0.875rem;
  font-variant-numeric: tabular-nums;
}

.field {
  position: relative;
  min-height: 0;
  border-block: 1px solid var(--line);
  background: var(--surface);
}

canvas {
  position: absolute;
  inset: 0;
  width: 100%;
  height: 100%;
  cursor: cell;
  touch-action: none;
}

footer div {
  display: flex;
  flex-wrap: wrap;
  gap: 0.5rem;
}

footer button.primary {
  min-width: 5.5rem;
}`;

const body = `
<header>
  <h1>Life</h1>
  <p id="count"></p>
</header>
<div class="field"><canvas id="field" aria-label="Cells of the game of life; draw with the pointer"></canvas></div>
<footer>
  <div>
    <button class="primary" id="toggle" type="button">Pause</button>
    <button id="step" type="button">Step</button>
  </div>
  <div>
    <button id="glider" type="button">Gliders</button>
    <button id="random" type="button">Random</button>
    <button id="clear" type="button">Clear</button>
  </div>
</footer>`;

const script = `
const canvas = document.getElementById('field');
const pen = canvas.getContext('2d');
const toggle = document.getElementById('toggle');
const count = document.getElementById('count');
const theme = getComputedStyle(document.documentElement);
const setting = (name) => theme.getPropertyValue(name).trim();
const amount = (name, otherwise) => Number(setting(name)) || otherwise;

const gliderCells = [[1, 0], [2, 1], [0, 2], [1, 2], [2, 2]];
let cell = 12;
let columns = 0;
let rows = 0;
let alive = new Uint8Array(0);
let ages = new Uint16Array(0);
let generation = 0;
let isRunning = true;
let lastStepMs = 0;
let painting = null;

function fit() {
  const scale = Math.min(2, devicePixelRatio || 1);
  const box = canvas.getBoundingClientRect();
  const before = { alive, columns, rows };
  cell = Math.max(3, Math.round(12 * amount('--size', 1)));
  columns = Math.max(8, Math.ceil(box.width / cell));
  rows = Math.max(8, Math.ceil(box.height / cell));
  alive = new Uint8Array(columns * rows);
  ages = new Uint16Array(columns * rows);
  for (let y = 0; y < Math.min(rows, before.rows); y += 1) {
    for (let x = 0; x < Math.min(columns, before.columns); x += 1) {
      alive[y * columns + x] = before.alive[y * before.columns + x];
    }
  }
  canvas.width = box.width * scale;
  canvas.height = box.height * scale;
  pen.setTransform(scale, 0, 0, scale, 0, 0);
}

function scatter() {
  const density = amount('--density', 0.24);
  alive.forEach((_, index) => {
    alive[index] = Math.random() < density ? 1 : 0;
  });
  ages.fill(0);
  generation = 0;
}

function clear() {
  alive.fill(0);
  ages.fill(0);
  generation = 0;
  setRunning(false);
}

function addGliders() {
  clear();
  for (let top = 2; top + 4 < rows; top += 9) {
    for (let left = 2; left + 4 < columns; left += 9) {
      for (const [x, y] of gliderCells) alive[(top + y) * columns + left + x] = 1;
    }
  }
  setRunning(true);
}

function neighbours(x, y) {
  const left = (x + columns - 1) % columns;
  const right = (x + 1) % columns;
  const above = ((y + rows - 1) % rows) * columns;
  const here = y * columns;
  const below = ((y + 1) % rows) * columns;
  return (
    alive[above + left] + alive[above + x] + alive[above + right] +
    alive[here + left] + alive[here + right] +
    alive[below + left] + alive[below + x] + alive[below + right]
  );
}

function step() {
  const next = new Uint8Array(alive.length);
  for (let y = 0; y < rows; y += 1) {
    for (let x = 0; x < columns; x += 1) {
      const around = neighbours(x, y);
      const index = y * columns + x;
      next[index] = around === 3 || (around === 2 && alive[index]) ? 1 : 0;
      ages[index] = next[index] ? Math.min(ages[index] + 1, 60) : 0;
    }
  }
  alive = next;
  generation += 1;
}

function draw() {
  pen.globalAlpha = 1;
  pen.fillStyle = setting('--surface');
  pen.fillRect(0, 0, columns * cell, rows * cell);
  pen.fillStyle = setting('--accent');
  let living = 0;
  for (let index = 0; index < alive.length; index += 1) {
    if (!alive[index]) continue;
    living += 1;
    pen.globalAlpha = 1 - Math.min(0.6, ages[index] * 0.012);
    pen.fillRect((index % columns) * cell + 1, Math.floor(index / columns) * cell + 1, cell - 1, cell - 1);
  }
  count.textContent = 'Generation ' + generation + ', ' + living + ' cells';
}

function setRunning(value) {
  isRunning = value;
  toggle.textContent = isRunning ? 'Pause' : 'Play';
}

function frame(nowMs) {
  if (isRunning && !painting && nowMs - lastStepMs >= 110 / amount('--speed', 1)) {
    lastStepMs = nowMs;
    step();
  }
  draw();
  requestAnimationFrame(frame);
}

function cellAt(event) {
  const box = canvas.getBoundingClientRect();
  const x = Math.floor((event.clientX - box.left) / cell);
  const y = Math.floor((event.clientY - box.top) / cell);
  return x >= 0 && y >= 0 && x < columns && y < rows ? y * columns + x : null;
}

canvas.addEventListener('pointerdown', (event) => {
  const index = cellAt(event);
  if (index === null) return;
  canvas.setPointerCapture(event.pointerId);
  painting = { value: alive[index] ? 0 : 1 };
  alive[index] = painting.value;
});
canvas.addEventListener('pointermove', (event) => {
  const index = painting ? cellAt(event) : null;
  if (index !== null) alive[index] = painting.value;
});
canvas.addEventListener('pointerup', () => {
  painting = null;
});

toggle.addEventListener('click', () => setRunning(!isRunning));
document.getElementById('step').addEventListener('click', () => {
  setRunning(false);
  step();
});
document.getElementById('random').addEventListener('click', () => {
  scatter();
  setRunning(true);
});
document.getElementById('glider').addEventListener('click', addGliders);
document.getElementById('clear').addEventListener('click', clear);
addEventListener('resize', fit);

fit();
scatter();
setRunning(!matchMedia('(prefers-reduced-motion: reduce)').matches);
requestAnimationFrame(frame);`;

export const life: DemoProgram = {
  id: 'life',
  title: 'Life',
  summary: "Conway's game of life",
  keywords: {
    conway: 6,
    'game of life': 8,
    automaton: 5,
    automata: 5,
    cellular: 5,
    cell: 3,
    life: 3,
    glider: 5,
    simulation: 2,
    'παιχνιδι τησ ζωησ': 8,
  },
  files: { 'index.html': page({ id: 'life', title: 'Life', style, body, script }) },
  parameters: [
    { kind: 'number', property: '--density', words: ['density', 'cell'], least: 0.02, most: 0.9 },
    { kind: 'number', property: '--speed', words: [], least: 0.1, most: 8 },
    { kind: 'number', property: '--size', words: ['cell'], least: 0.3, most: 4 },
    { kind: 'colour', property: '--accent', words: ['cell'] },
  ],
};
