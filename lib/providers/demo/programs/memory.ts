import { baseRules, page, themeRule } from './page.ts';
import type { DemoProgram } from './program.ts';

const style = `${themeRule({ scheme: 'light', accent: '#2d5f8b', further: { '--pairs': '8', '--speed': '1', '--size': '1' } })}

${baseRules}

main {
  max-width: calc(29rem * var(--size));
  margin: 0 auto;
  padding: 1.5rem 1rem 2rem;
}

header {
  display: flex;
  align-items: center;
  justify-content: space-between;
  gap: 1rem;
  margin-bottom: 1rem;
}

header p {
  color: var(--muted);
  font-size: 0.875rem;
  font-variant-numeric: tabular-nums;
}

.cards {
  display: grid;
  grid-template-columns: repeat(4, 1fr);
  gap: 0.6rem;
}

.card {
  position: relative;
  aspect-ratio: 1;
  padding: 0;
  border: 0;
  background: none;
  perspective: 600px;
}

.card span {
  position: absolute;
  inset: 0;
  display: grid;
  place-items: center;
  border: 1px solid var(--line);
  border-radius: var(--radius);
  backface-visibility: hidden;
  transition: transform calc(0.35s / var(--speed)) ease;
}

.card .back {
  border-color: var(--accent);
  background: var(--accent);
}

.card .back::after {
  width: 38%;
  aspect-ratio: 1;
  border: 2px solid var(--on-accent);
  border-radius: 50%;
  opacity: 0.35;
  content: '';
}

.card .front {
  background: var(--surface);
  color: var(--text);
  transform: rotateY(180deg);
}

.card.is-open .back {
  transform: rotateY(180deg);
}

.card.is-open .front {
  transform: rotateY(0);
}

.card.is-found .front {
  border-color: var(--accent);
  color: var(--accent);
}

.card svg {
  width: 52%;
  fill: none;
  stroke: currentcolor;
  stroke-width: 2.25;
  stroke-linecap: round;
  stroke-linejoin: round;
}

.end {
  margin-top: 1rem;
  min-height: 1.5rem;
  text-align: center;
  font-weight: 600;
}

@media (prefers-reduced-motion: reduce) {
  .card span {
    transition: none;
  }
}`;

const body = `
<main>
  <header>
    <div>
      <h1>Memory</h1>
      <p id="count"></p>
    </div>
    <button id="again" type="button">New game</button>
  </header>
  <div class="cards" id="cards"></div>
  <p class="end" id="end" role="status"></p>
</main>`;

const script = `
const shapes = [
  { name: 'Circle', path: 'M12 4a8 8 0 1 0 0 16a8 8 0 1 0 0-16' },
  { name: 'Square', path: 'M5 5h14v14H5z' },
  { name: 'Triangle', path: 'M12 4l9 16H3z' },
  { name: 'Cross', path: 'M5 5l14 14M19 5L5 19' },
  { name: 'Wave', path: 'M3 9c3-4 6 4 9 0s6 4 9 0M3 16c3-4 6 4 9 0s6 4 9 0' },
  { name: 'Diamond', path: 'M12 3l8 9-8 9-8-9z' },
  { name: 'Arrow', path: 'M4 12h16M13 5l7 7-7 7' },
  { name: 'Moon', path: 'M18 15A8 8 0 0 1 9 5a8 8 0 1 0 9 10z' },
  { name: 'House', path: 'M4 11l8-7 8 7v9H4zM10 20v-6h4v6' },
  { name: 'Hourglass', path: 'M6 4h12L6 20h12z' },
  { name: 'Steps', path: 'M4 20v-5h5v-5h5V5h6' },
  { name: 'Leaf', path: 'M5 19C5 9 11 5 20 4c0 9-5 15-15 15zM5 19l8-8' },
];

const theme = getComputedStyle(document.documentElement);
const amount = (name, otherwise) => Number(theme.getPropertyValue(name)) || otherwise;
const board = document.getElementById('cards');
const count = document.getElementById('count');
const end = document.getElementById('end');

let cards = [];
let open = [];
let tries = 0;
let isLocked = false;

function shuffled(values) {
  const result = [...values];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = Math.floor(Math.random() * (last + 1));
    [result[last], result[other]] = [result[other], result[last]];
  }
  return result;
}

function cardFor(shape, position) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'card';
  button.innerHTML =
    '<span class="back"></span><span class="front"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="' +
    shape.path + '" /></svg></span>';
  const card = { shape, button, position, isFound: false };
  button.addEventListener('click', () => turn(card));
  label(card);
  return card;
}

function label(card) {
  const isOpen = card.isFound || open.includes(card);
  card.button.classList.toggle('is-open', isOpen);
  card.button.classList.toggle('is-found', card.isFound);
  const state = card.isFound ? ', found' : '';
  card.button.setAttribute('aria-label', 'Card ' + (card.position + 1) + ': ' + (isOpen ? card.shape.name + state : 'face down'));
}

function turn(card) {
  if (isLocked || card.isFound || open.includes(card)) return;
  open.push(card);
  label(card);
  if (open.length < 2) return;
  tries += 1;
  const [first, second] = open;
  if (first.shape === second.shape) {
    first.isFound = true;
    second.isFound = true;
    open = [];
    label(first);
    label(second);
  } else {
    isLocked = true;
    setTimeout(() => {
      open = [];
      isLocked = false;
      label(first);
      label(second);
    }, 900 / amount('--speed', 1));
  }
  show();
}

function show() {
  const found = cards.filter((card) => card.isFound).length / 2;
  count.textContent = found + ' of ' + cards.length / 2 + ' pairs, ' + tries + (tries === 1 ? ' try' : ' tries');
  end.textContent = found > 0 && found === cards.length / 2 ? 'All found in ' + tries + ' tries.' : '';
}

function deal() {
  const pairs = Math.min(shapes.length, Math.max(2, Math.round(amount('--pairs', 8))));
  const chosen = shapes.slice(0, pairs);
  open = [];
  tries = 0;
  isLocked = false;
  cards = shuffled([...chosen, ...chosen]).map(cardFor);
  board.replaceChildren(...cards.map((card) => card.button));
  show();
}

document.getElementById('again').addEventListener('click', deal);
deal();`;

export const memory: DemoProgram = {
  id: 'memory',
  title: 'Memory',
  summary: 'a memory game with cards',
  keywords: {
    memory: 6,
    pairs: 4,
    matching: 5,
    match: 3,
    card: 4,
    concentration: 4,
    flip: 3,
    puzzle: 3,
    game: 1,
    μνημησ: 6,
    καρτεσ: 4,
    kids: 1,
    chess: 2,
    checkers: 2,
    quiz: 2,
    sudoku: 2,
    solitaire: 2,
  },
  files: { 'index.html': page({ id: 'memory', title: 'Memory', style, body, script }) },
  parameters: [
    { kind: 'number', property: '--pairs', words: ['pair', 'card'], least: 2, most: 12, isWhole: true },
    { kind: 'number', property: '--speed', words: [], least: 0.25, most: 4 },
    { kind: 'number', property: '--size', words: ['card'], least: 0.6, most: 1.8 },
  ],
};
