import { baseRules, page, themeRule } from './page.ts';
import type { DemoProgram } from './program.ts';

const style = `${themeRule({
  scheme: 'dark',
  accent: '#e9a23b',
  onAccent: '#111312',
  further: { '--second': '#6fb1c7', '--count': '90', '--speed': '1', '--size': '1' },
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
  cursor: crosshair;
  touch-action: none;
}

header {
  position: fixed;
  inset: 1rem 1rem auto;
  display: flex;
  align-items: center;
  justify-content: space-between;
  gap: 1rem;
  pointer-events: none;
}

header p {
  color: var(--muted);
  font-size: 0.875rem;
}

header button {
  pointer-events: auto;
}`;

const body = `
<canvas id="sky" aria-label="A night sky with fireworks"></canvas>
<header>
  <div>
    <h1>Fireworks</h1>
    <p>Click or tap the sky.</p>
  </div>
  <button id="toggle" type="button">Pause</button>
</header>`;

const script = `
const canvas = document.getElementById('sky');
const pen = canvas.getContext('2d');
const toggle = document.getElementById('toggle');
const theme = getComputedStyle(document.documentElement);
const setting = (name) => theme.getPropertyValue(name).trim();
const amount = (name, otherwise) => Number(setting(name)) || otherwise;

let width = 0;
let height = 0;
let rockets = [];
let sparks = [];
let isRunning = !matchMedia('(prefers-reduced-motion: reduce)').matches;
let untilNextMs = 300;
let lastMs = performance.now();

function fit() {
  const scale = Math.min(2, devicePixelRatio || 1);
  width = innerWidth;
  height = innerHeight;
  canvas.width = width * scale;
  canvas.height = height * scale;
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.fillStyle = setting('--bg');
  pen.fillRect(0, 0, width, height);
}

function pickColour() {
  const choices = ['--accent', '--accent', '--second', '--text'];
  return setting(choices[Math.floor(Math.random() * choices.length)]);
}

function launch(x, y) {
  const fromX = x + (Math.random() - 0.5) * 80;
  const flightMs = 700 + Math.random() * 250;
  rockets.push({ fromX, fromY: height, toX: x, toY: y, ageMs: 0, flightMs, colour: pickColour() });
}

function burst(x, y, colour) {
  const count = Math.round(amount('--count', 90));
  const isRing = Math.random() < 0.3;
  for (let index = 0; index < count; index += 1) {
    const angle = (index / count) * Math.PI * 2 + Math.random() * 0.2;
    const force = (isRing ? 0.16 : Math.sqrt(Math.random()) * 0.22) * (0.9 + Math.random() * 0.2);
    sparks.push({
      x,
      y,
      lastX: x,
      lastY: y,
      speedX: Math.cos(angle) * force,
      speedY: Math.sin(angle) * force,
      ageMs: 0,
      lifeMs: 1100 + Math.random() * 900,
      colour: Math.random() < 0.15 ? setting('--text') : colour,
    });
  }
}

function moveRockets(passedMs) {
  const flying = [];
  for (const rocket of rockets) {
    rocket.ageMs += passedMs;
    const part = Math.min(1, rocket.ageMs / rocket.flightMs);
    const eased = 1 - (1 - part) * (1 - part);
    rocket.x = rocket.fromX + (rocket.toX - rocket.fromX) * part;
    rocket.y = rocket.fromY + (rocket.toY - rocket.fromY) * eased;
    if (part === 1) burst(rocket.toX, rocket.toY, rocket.colour);
    else flying.push(rocket);
  }
  rockets = flying;
}

function moveSparks(passedMs) {
  const drag = Math.pow(0.9985, passedMs);
  for (const spark of sparks) {
    spark.ageMs += passedMs;
    spark.lastX = spark.x;
    spark.lastY = spark.y;
    spark.x += spark.speedX * passedMs;
    spark.y += spark.speedY * passedMs;
    spark.speedX *= drag;
    spark.speedY = spark.speedY * drag + 0.00009 * passedMs;
  }
  sparks = sparks.filter((spark) => spark.ageMs < spark.lifeMs).slice(-6000);
}

function draw() {
  pen.globalAlpha = 0.22;
  pen.fillStyle = setting('--bg');
  pen.fillRect(0, 0, width, height);
  const size = amount('--size', 1);
  for (const rocket of rockets) {
    pen.globalAlpha = 0.9;
    pen.fillStyle = rocket.colour;
    pen.fillRect(rocket.x - size, rocket.y - size * 2, size * 2, size * 5);
  }
  pen.lineCap = 'round';
  for (const spark of sparks) {
    const left = 1 - spark.ageMs / spark.lifeMs;
    pen.globalAlpha = left;
    pen.strokeStyle = spark.colour;
    pen.lineWidth = size * (0.8 + left * 1.4);
    pen.beginPath();
    pen.moveTo(spark.lastX, spark.lastY);
    pen.lineTo(spark.x, spark.y);
    pen.stroke();
  }
  pen.globalAlpha = 1;
}

function frame(nowMs) {
  const passedMs = Math.min(40, nowMs - lastMs) * amount('--speed', 1);
  lastMs = nowMs;
  if (isRunning) {
    untilNextMs -= passedMs;
    if (untilNextMs <= 0) {
      launch(width * (0.15 + Math.random() * 0.7), height * (0.15 + Math.random() * 0.4));
      untilNextMs = 250 + Math.random() * 600;
    }
    moveRockets(passedMs);
    moveSparks(passedMs);
    draw();
  }
  requestAnimationFrame(frame);
}

function showState() {
  toggle.textContent = isRunning ? 'Pause' : 'Play';
}

canvas.addEventListener('pointerdown', (event) => {
  if (isRunning) launch(event.clientX, event.clientY);
});
toggle.addEventListener('click', () => {
  isRunning = !isRunning;
  showState();
});
addEventListener('resize', fit);

fit();
showState();
requestAnimationFrame(frame);`;

export const fireworks: DemoProgram = {
  id: 'fireworks',
  title: 'Fireworks',
  summary: 'fireworks on a canvas',
  keywords: {
    firework: 6,
    particle: 5,
    confetti: 4,
    explosion: 3,
    sparks: 3,
    'new year': 3,
    πυροτεχνηματα: 6,
    celebration: 2,
    canvas: 2,
    animation: 2,
    party: 2,
  },
  files: { 'index.html': page({ id: 'fireworks', title: 'Fireworks', style, body, script }) },
  parameters: [
    { kind: 'number', property: '--count', words: ['spark', 'particle'], least: 8, most: 400, isWhole: true },
    { kind: 'number', property: '--speed', words: [], least: 0.1, most: 5 },
    { kind: 'number', property: '--size', words: [], least: 0.4, most: 4 },
    { kind: 'colour', property: '--second', words: ['second'] },
    { kind: 'colour', property: '--bg', words: ['sky'] },
  ],
};
