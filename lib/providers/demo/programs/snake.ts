import { baseRules, page, themeRule } from './page.ts';
import type { DemoProgram } from './program.ts';

const style = `${themeRule({
  scheme: 'light',
  accent: '#2f7d4f',
  further: { '--food': '#c8452f', '--speed': '1', '--size': '1' },
})}

${baseRules}

main {
  width: min(100%, calc(440px * var(--size) + 2rem));
  margin: 0 auto;
  padding: 1.25rem 1rem 2rem;
}

header {
  display: flex;
  align-items: baseline;
  justify-content: space-between;
  gap: 1rem;
  margin-bottom: 0.75rem;
}

.score {
  color: var(--muted);
  font-variant-numeric: tabular-nums;
}

.score b {
  color: var(--text);
}

.board {
  position: relative;
}

canvas {
  display: block;
  width: 100%;
  aspect-ratio: 1;
  border: 1px solid var(--line);
  border-radius: var(--radius);
  background: var(--surface);
  touch-action: none;
}

.message {
  position: absolute;
  inset: 0;
  display: grid;
  place-content: center;
  justify-items: center;
  gap: 0.75rem;
  text-align: center;
}

.message p {
  padding: 0.15rem 0.7rem;
  border-radius: var(--radius);
  background: var(--surface);
  font-weight: 600;
}

.message[hidden] {
  display: none;
}

.hint {
  margin-top: 0.75rem;
  color: var(--muted);
  font-size: 0.875rem;
}`;

const body = `
<main>
  <header>
    <h1>Snake</h1>
    <p class="score" role="status">Score <b id="score">0</b>, best <b id="best">0</b></p>
  </header>
  <div class="board">
    <canvas id="board" width="800" height="800" aria-label="The board of the snake game"></canvas>
    <div class="message" id="message">
      <p id="message-text">Eat, grow, and do not bite yourself.</p>
      <button class="primary" id="start" type="button">Start</button>
    </div>
  </div>
  <p class="hint">Arrow keys or W A S D to turn, space to pause. On a phone, swipe.</p>
</main>`;

const script = `
const cells = 20;
const canvas = document.getElementById('board');
const pen = canvas.getContext('2d');
const cell = canvas.width / cells;
const message = document.getElementById('message');
const messageText = document.getElementById('message-text');
const startButton = document.getElementById('start');

const theme = getComputedStyle(document.documentElement);
const setting = (name) => theme.getPropertyValue(name).trim();

const turns = {
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
};
const letters = { w: 'ArrowUp', a: 'ArrowLeft', s: 'ArrowDown', d: 'ArrowRight' };

let snake = [];
let heading = turns.ArrowRight;
let queuedTurns = [];
let food = { x: 14, y: 15 };
let score = 0;
let best = 0;
let isRunning = false;
let lastStepMs = 0;

function reset() {
  snake = [
    { x: 7, y: 15 },
    { x: 6, y: 15 },
    { x: 5, y: 15 },
    { x: 4, y: 15 },
  ];
  heading = turns.ArrowRight;
  queuedTurns = [];
  food = { x: 14, y: 15 };
  score = 0;
  showScore();
}

function start() {
  if (!isRunning && messageText.dataset.state !== 'paused') reset();
  messageText.dataset.state = '';
  message.hidden = true;
  isRunning = true;
  lastStepMs = performance.now();
}

function pause() {
  isRunning = false;
  show('Paused', 'Go on', 'paused');
}

function end() {
  isRunning = false;
  show('That was ' + score + (score === 1 ? ' bite.' : ' bites.'), 'Play again', 'over');
}

function show(text, action, state) {
  messageText.textContent = text;
  messageText.dataset.state = state;
  startButton.textContent = action;
  message.hidden = false;
  startButton.focus();
}

function showScore() {
  best = Math.max(best, score);
  document.getElementById('score').textContent = score;
  document.getElementById('best').textContent = best;
}

function placeFood() {
  do {
    food = { x: Math.floor(Math.random() * cells), y: Math.floor(Math.random() * cells) };
  } while (snake.some((part) => part.x === food.x && part.y === food.y));
}

function step() {
  const next = queuedTurns.shift();
  if (next) heading = next;
  const head = { x: snake[0].x + heading.x, y: snake[0].y + heading.y };
  const isOutside = head.x < 0 || head.y < 0 || head.x >= cells || head.y >= cells;
  const bitesItself = snake.slice(0, -1).some((part) => part.x === head.x && part.y === head.y);
  if (isOutside || bitesItself) {
    end();
    return;
  }
  snake.unshift(head);
  if (head.x === food.x && head.y === food.y) {
    score += 1;
    showScore();
    placeFood();
  } else {
    snake.pop();
  }
}

function turn(direction) {
  const last = queuedTurns.at(-1) || heading;
  const isReverse = last.x + direction.x === 0 && last.y + direction.y === 0;
  if (!isReverse && last !== direction && queuedTurns.length < 3) queuedTurns.push(direction);
}

function drawPart(part, colour, inset) {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.roundRect(part.x * cell + inset, part.y * cell + inset, cell - 2 * inset, cell - 2 * inset, cell * 0.28);
  pen.fill();
}

function draw() {
  pen.clearRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = setting('--line');
  for (let x = 1; x < cells; x += 1) {
    for (let y = 1; y < cells; y += 1) {
      pen.fillRect(x * cell - 1, y * cell - 1, 2, 2);
    }
  }
  drawPart(food, setting('--food'), cell * 0.16);
  snake.forEach((part, index) => {
    pen.globalAlpha = 1 - (index / snake.length) * 0.45;
    drawPart(part, setting('--accent'), 1.5);
  });
  pen.globalAlpha = 1;
}

function frame(nowMs) {
  const stepMs = (130 - Math.min(score, 30) * 2) / (Number(setting('--speed')) || 1);
  if (isRunning && nowMs - lastStepMs >= stepMs) {
    lastStepMs = nowMs;
    step();
  }
  draw();
  requestAnimationFrame(frame);
}

document.addEventListener('keydown', (event) => {
  const direction = turns[event.key] || turns[letters[event.key.toLowerCase()]];
  if (direction) {
    event.preventDefault();
    turn(direction);
    if (!isRunning && messageText.dataset.state !== 'over') start();
  } else if (event.key === ' ' && event.target !== startButton) {
    event.preventDefault();
    if (isRunning) pause();
    else start();
  }
});

let touchFrom = null;
canvas.addEventListener('pointerdown', (event) => {
  touchFrom = { x: event.clientX, y: event.clientY };
});
canvas.addEventListener('pointerup', (event) => {
  if (!touchFrom) return;
  const x = event.clientX - touchFrom.x;
  const y = event.clientY - touchFrom.y;
  touchFrom = null;
  if (Math.max(Math.abs(x), Math.abs(y)) < 16) return;
  if (Math.abs(x) > Math.abs(y)) turn(x > 0 ? turns.ArrowRight : turns.ArrowLeft);
  else turn(y > 0 ? turns.ArrowDown : turns.ArrowUp);
});

startButton.addEventListener('click', start);
reset();
requestAnimationFrame(frame);`;

export const snake: DemoProgram = {
  id: 'snake',
  title: 'Snake',
  summary: 'a game of snake',
  keywords: {
    snake: 6,
    nibbles: 4,
    φιδι: 6,
    φιδακι: 6,
    worm: 3,
    game: 2,
    arcade: 2,
    retro: 1,
    tetris: 2,
    pong: 2,
    breakout: 2,
    invaders: 2,
    asteroids: 2,
    arrow: 1,
    παιχνιδι: 2,
  },
  files: { 'index.html': page({ id: 'snake', title: 'Snake', style, body, script }) },
  parameters: [
    { kind: 'number', property: '--speed', words: [], least: 0.2, most: 6 },
    { kind: 'number', property: '--size', words: ['board'], least: 0.5, most: 2 },
    { kind: 'colour', property: '--food', words: ['food', 'apple', 'fruit'] },
  ],
};
