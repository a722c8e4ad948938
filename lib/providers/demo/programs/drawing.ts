import { baseRules, page, themeRule } from './page.ts';
import type { DemoProgram } from './program.ts';

const style = `${themeRule({ scheme: 'light', accent: '#b4531a', further: { '--paper': '#fffefb', '--size': '1' } })}

${baseRules}

body {
  display: grid;
  grid-template-rows: auto 1fr;
  height: 100vh;
}

header {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 0.6rem 1.25rem;
  padding: 0.75rem 1rem;
}

h1 {
  margin-right: auto;
}

.colours {
  display: flex;
  gap: 0.35rem;
}

.colours button {
  width: 1.75rem;
  height: 1.75rem;
  padding: 0;
  border: 2px solid var(--line);
  border-radius: 50%;
  background: var(--ink);
}

.colours button[aria-pressed='true'] {
  outline: 2px solid var(--text);
  outline-offset: 2px;
}

label {
  display: flex;
  align-items: center;
  gap: 0.5rem;
  color: var(--muted);
  font-size: 0.875rem;
}

input[type='range'] {
  width: 6.5rem;
  accent-color: var(--accent);
}

.actions {
  display: flex;
  gap: 0.4rem;
}

.paper {
  position: relative;
  min-height: 0;
  margin: 0 1rem 1rem;
  border: 1px solid var(--line);
  border-radius: var(--radius);
  background: var(--paper);
  overflow: hidden;
}

canvas {
  position: absolute;
  inset: 0;
  width: 100%;
  height: 100%;
  cursor: crosshair;
  touch-action: none;
}

.paper p {
  position: absolute;
  inset: 0;
  display: grid;
  place-items: center;
  color: #767873;
  pointer-events: none;
}

.paper p[hidden] {
  display: none;
}`;

const body = `
<header>
  <h1>Drawing board</h1>
  <div class="colours" id="colours" role="group" aria-label="Colour"></div>
  <label>Brush <input id="brush" type="range" min="1" max="40" value="6" /></label>
  <div class="actions">
    <button id="undo" type="button">Undo</button>
    <button id="redo" type="button">Redo</button>
    <button id="clear" type="button">Clear</button>
  </div>
</header>
<div class="paper">
  <canvas id="paper" aria-label="The paper; draw with a pointer"></canvas>
  <p id="hint">Draw something.</p>
</div>`;

const script = `
const canvas = document.getElementById('paper');
const pen = canvas.getContext('2d');
const brush = document.getElementById('brush');
const hint = document.getElementById('hint');
const theme = getComputedStyle(document.documentElement);
const setting = (name) => theme.getPropertyValue(name).trim();

const inks = [
  { name: 'Accent', value: setting('--accent') },
  { name: 'Black', value: '#1c1d1b' },
  { name: 'Blue', value: '#25529c' },
  { name: 'Green', value: '#2f7d4f' },
  { name: 'Yellow', value: '#d9a514' },
  { name: 'Eraser', value: 'paper' },
];

let ink = inks[0];
let strokes = [];
let undone = [];
let current = null;

function fit() {
  const scale = Math.min(2, devicePixelRatio || 1);
  const box = canvas.getBoundingClientRect();
  canvas.width = box.width * scale;
  canvas.height = box.height * scale;
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  redraw();
}

function drawStroke(stroke) {
  const { points, width } = stroke;
  pen.strokeStyle = stroke.ink === 'paper' ? setting('--paper') : stroke.ink;
  pen.fillStyle = pen.strokeStyle;
  pen.lineWidth = width;
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  pen.beginPath();
  if (points.length === 1) {
    pen.arc(points[0].x, points[0].y, width / 2, 0, Math.PI * 2);
    pen.fill();
    return;
  }
  pen.moveTo(points[0].x, points[0].y);
  for (let index = 1; index < points.length - 1; index += 1) {
    const middleX = (points[index].x + points[index + 1].x) / 2;
    const middleY = (points[index].y + points[index + 1].y) / 2;
    pen.quadraticCurveTo(points[index].x, points[index].y, middleX, middleY);
  }
  pen.lineTo(points.at(-1).x, points.at(-1).y);
  pen.stroke();
}

function redraw() {
  pen.clearRect(0, 0, canvas.width, canvas.height);
  for (const stroke of strokes) drawStroke(stroke);
  if (current) drawStroke(current);
  hint.hidden = strokes.length > 0 || current !== null;
  document.getElementById('undo').disabled = strokes.length === 0;
  document.getElementById('redo').disabled = undone.length === 0;
}

function pointOf(event) {
  const box = canvas.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}

function undo() {
  const stroke = strokes.pop();
  if (stroke) undone.push(stroke);
  redraw();
}

function redo() {
  const stroke = undone.pop();
  if (stroke) strokes.push(stroke);
  redraw();
}

function chooseInk(chosen) {
  ink = chosen;
  for (const button of document.querySelectorAll('#colours button')) {
    button.setAttribute('aria-pressed', String(button.getAttribute('aria-label') === chosen.name));
  }
}

for (const one of inks) {
  const button = document.createElement('button');
  button.type = 'button';
  button.title = one.name;
  button.setAttribute('aria-label', one.name);
  button.style.setProperty('--ink', one.value === 'paper' ? 'var(--paper)' : one.value);
  button.addEventListener('click', () => chooseInk(one));
  document.getElementById('colours').append(button);
}

canvas.addEventListener('pointerdown', (event) => {
  canvas.setPointerCapture(event.pointerId);
  const width = Number(brush.value) * (Number(setting('--size')) || 1);
  current = { ink: ink.value, width: ink.value === 'paper' ? width * 3 : width, points: [pointOf(event)] };
  undone = [];
  redraw();
});
canvas.addEventListener('pointermove', (event) => {
  if (!current) return;
  const events = event.getCoalescedEvents ? event.getCoalescedEvents() : [event];
  for (const one of events.length > 0 ? events : [event]) current.points.push(pointOf(one));
  redraw();
});
function endStroke() {
  if (current) strokes.push(current);
  current = null;
  redraw();
}
canvas.addEventListener('pointerup', endStroke);
canvas.addEventListener('pointercancel', endStroke);

document.getElementById('undo').addEventListener('click', undo);
document.getElementById('redo').addEventListener('click', redo);
document.getElementById('clear').addEventListener('click', () => {
  undone = [];
  strokes = [];
  redraw();
});
document.addEventListener('keydown', (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z') return;
  event.preventDefault();
  if (event.shiftKey) redo();
  else undo();
});
addEventListener('resize', fit);

chooseInk(inks[0]);
fit();`;

export const drawing: DemoProgram = {
  id: 'drawing',
  title: 'Drawing board',
  summary: 'a drawing board',
  keywords: {
    drawing: 6,
    draw: 4,
    paint: 6,
    sketch: 5,
    whiteboard: 6,
    doodle: 5,
    brush: 4,
    canvas: 3,
    pen: 2,
    ζωγραφικη: 6,
    ζωγραφιζω: 6,
    board: 1,
  },
  files: { 'index.html': page({ id: 'drawing', title: 'Drawing board', style, body, script }) },
  parameters: [
    { kind: 'number', property: '--size', words: ['brush'], least: 0.3, most: 6 },
    { kind: 'colour', property: '--paper', words: ['paper', 'canvas'] },
  ],
};
