import { baseRules, page, themeRule } from './page.ts';
import type { DemoProgram } from './program.ts';

const style = `${themeRule({
  scheme: 'light',
  accent: '#c44a24',
  further: {
    '--second': '#2f6f8f',
    '--third': '#e0b040',
    '--count': '60',
    '--gravity': '1',
    '--bounce': '0.62',
    '--speed': '1',
    '--size': '1',
  },
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
  cursor: grab;
  touch-action: none;
}

canvas.is-holding {
  cursor: grabbing;
}

header {
  position: fixed;
  inset: 1rem 1rem auto;
  display: flex;
  align-items: start;
  justify-content: space-between;
  gap: 1rem;
  pointer-events: none;
}

header p {
  color: var(--muted);
  font-size: 0.875rem;
}

header div:last-child {
  display: flex;
  gap: 0.5rem;
}

header button {
  pointer-events: auto;
}`;

const body = `
<canvas id="pit" aria-label="A pit of balls that can be thrown"></canvas>
<header>
  <div>
    <h1>Ball pit</h1>
    <p>Grab one and throw it.</p>
  </div>
  <div>
    <button id="shake" type="button">Shake</button>
    <button id="more" type="button">Add ten</button>
  </div>
</header>`;

const script = `
const canvas = document.getElementById('pit');
const pen = canvas.getContext('2d');
const theme = getComputedStyle(document.documentElement);
const setting = (name) => theme.getPropertyValue(name).trim();
const amount = (name, otherwise) => {
  const value = Number(setting(name));
  return setting(name) === '' || Number.isNaN(value) ? otherwise : value;
};

const colours = ['--accent', '--second', '--third', '--accent'];
const stepS = 1 / 120;
let width = 0;
let height = 0;
let balls = [];
let held = null;
let pointer = { x: 0, y: 0 };
let unspentS = 0;
let lastMs = performance.now();

function fit() {
  const scale = Math.min(2, devicePixelRatio || 1);
  width = innerWidth;
  height = innerHeight;
  canvas.width = width * scale;
  canvas.height = height * scale;
  pen.setTransform(scale, 0, 0, scale, 0, 0);
}

function addBall(index) {
  const radius = (12 + ((index * 37) % 23)) * amount('--size', 1) * (width < 500 ? 0.8 : 1);
  balls.push({
    x: radius + Math.random() * Math.max(1, width - radius * 2),
    y: -radius - Math.random() * height * 0.8,
    speedX: (Math.random() - 0.5) * 200,
    speedY: 0,
    radius,
    colour: colours[index % colours.length],
  });
}

function fall(ball) {
  if (ball === held) {
    ball.speedX = (pointer.x - ball.x) * 18;
    ball.speedY = (pointer.y - ball.y) * 18;
  } else {
    ball.speedY += 1500 * amount('--gravity', 1) * stepS;
  }
  ball.x += ball.speedX * stepS;
  ball.y += ball.speedY * stepS;
}

function keepInside(ball) {
  const bounce = amount('--bounce', 0.62);
  if (ball.x < ball.radius) {
    ball.x = ball.radius;
    ball.speedX = Math.abs(ball.speedX) * bounce;
  } else if (ball.x > width - ball.radius) {
    ball.x = width - ball.radius;
    ball.speedX = -Math.abs(ball.speedX) * bounce;
  }
  if (ball.y > height - ball.radius) {
    ball.y = height - ball.radius;
    ball.speedY = Math.abs(ball.speedY) < 40 ? 0 : -Math.abs(ball.speedY) * bounce;
    ball.speedX *= 0.985;
  }
}

function collide(a, b) {
  const x = b.x - a.x;
  const y = b.y - a.y;
  const reach = a.radius + b.radius;
  const squared = x * x + y * y;
  if (squared >= reach * reach || squared === 0) return;
  const distance = Math.sqrt(squared);
  const normalX = x / distance;
  const normalY = y / distance;
  const massA = a === held ? 1e6 : a.radius * a.radius;
  const massB = b === held ? 1e6 : b.radius * b.radius;
  const shareA = massB / (massA + massB);
  const overlap = (reach - distance) * 0.9;
  a.x -= normalX * overlap * shareA;
  a.y -= normalY * overlap * shareA;
  b.x += normalX * overlap * (1 - shareA);
  b.y += normalY * overlap * (1 - shareA);
  const closing = (b.speedX - a.speedX) * normalX + (b.speedY - a.speedY) * normalY;
  if (closing > 0) return;
  const bounce = closing > -60 ? 0 : amount('--bounce', 0.62);
  const impulse = (-(1 + bounce) * closing) / (1 / massA + 1 / massB);
  a.speedX -= (impulse / massA) * normalX;
  a.speedY -= (impulse / massA) * normalY;
  b.speedX += (impulse / massB) * normalX;
  b.speedY += (impulse / massB) * normalY;
}

function step() {
  for (const ball of balls) fall(ball);
  for (let round = 0; round < 2; round += 1) {
    for (let first = 0; first < balls.length; first += 1) {
      for (let second = first + 1; second < balls.length; second += 1) collide(balls[first], balls[second]);
    }
    for (const ball of balls) keepInside(ball);
  }
}

function draw() {
  pen.clearRect(0, 0, width, height);
  for (const ball of balls) {
    pen.fillStyle = setting(ball.colour);
    pen.beginPath();
    pen.arc(ball.x, ball.y, ball.radius, 0, Math.PI * 2);
    pen.fill();
    pen.globalAlpha = 0.22;
    pen.fillStyle = '#ffffff';
    pen.beginPath();
    pen.arc(ball.x - ball.radius * 0.3, ball.y - ball.radius * 0.35, ball.radius * 0.32, 0, Math.PI * 2);
    pen.fill();
    pen.globalAlpha = 1;
  }
}

function frame(nowMs) {
  unspentS = Math.min(0.05, unspentS + ((nowMs - lastMs) / 1000) * amount('--speed', 1));
  lastMs = nowMs;
  while (unspentS >= stepS) {
    step();
    unspentS -= stepS;
  }
  draw();
  requestAnimationFrame(frame);
}

function shake() {
  for (const ball of balls) {
    ball.speedY -= 500 + Math.random() * 700;
    ball.speedX += (Math.random() - 0.5) * 900;
  }
}

canvas.addEventListener('pointerdown', (event) => {
  pointer = { x: event.clientX, y: event.clientY };
  held = balls.find((ball) => Math.hypot(ball.x - pointer.x, ball.y - pointer.y) < ball.radius + 8) || null;
  canvas.classList.toggle('is-holding', held !== null);
  if (held) canvas.setPointerCapture(event.pointerId);
});
canvas.addEventListener('pointermove', (event) => {
  pointer = { x: event.clientX, y: event.clientY };
});
for (const type of ['pointerup', 'pointercancel']) {
  canvas.addEventListener(type, () => {
    held = null;
    canvas.classList.remove('is-holding');
  });
}
document.getElementById('shake').addEventListener('click', shake);
document.getElementById('more').addEventListener('click', () => {
  for (let index = 0; index < 10; index += 1) addBall(balls.length);
});
addEventListener('resize', fit);

fit();
for (let index = 0; index < amount('--count', 60); index += 1) addBall(index);
requestAnimationFrame(frame);`;

export const balls: DemoProgram = {
  id: 'balls',
  title: 'Ball pit',
  summary: 'a pit of bouncing balls',
  keywords: {
    'ball pit': 8,
    ball: 5,
    physics: 5,
    bounce: 4,
    bouncing: 4,
    gravity: 4,
    collision: 3,
    throw: 2,
    bubble: 3,
    μπαλεσ: 6,
    μπαλα: 5,
    simulation: 2,
    pit: 2,
  },
  files: { 'index.html': page({ id: 'balls', title: 'Ball pit', style, body, script }) },
  parameters: [
    { kind: 'number', property: '--count', words: ['ball', 'μπαλεσ'], least: 1, most: 200, isWhole: true },
    { kind: 'number', property: '--gravity', words: ['gravity', 'heavy'], least: 0, most: 5 },
    { kind: 'number', property: '--bounce', words: ['bounce', 'bouncy'], least: 0, most: 0.98 },
    { kind: 'number', property: '--speed', words: [], least: 0.1, most: 4 },
    { kind: 'number', property: '--size', words: ['ball'], least: 0.3, most: 3 },
    { kind: 'colour', property: '--second', words: ['second'] },
    { kind: 'colour', property: '--third', words: ['third'] },
  ],
};
