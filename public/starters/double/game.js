import { emptyBoard, isStuck, move, withNewTile } from './board.js';

const keys = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' };
const element = (id) => document.getElementById(id);

let board;
let score;

function newGame() {
  board = withNewTile(withNewTile(emptyBoard()));
  score = 0;
  show();
}

function play(direction) {
  const result = move(board, direction);
  if (!result.hasMoved) return;
  score += result.earned;
  board = withNewTile(result.board);
  show(result.joined);
  if (isStuck(board)) element('told').textContent = `No way left. ${score} points.`;
}

function show(joined = new Set()) {
  element('score').value = score;
  element('board').replaceChildren(
    ...board.map((value, at) => {
      const tile = document.createElement('div');
      tile.className = joined.has(at) ? 'tile joined' : 'tile';
      tile.dataset.value = value;
      tile.style.setProperty('--step', value === 0 ? 0 : Math.log2(value));
      tile.textContent = value === 0 ? '' : value;
      return tile;
    }),
  );
}

addEventListener('keydown', (event) => {
  const direction = keys[event.key];
  if (!direction) return;
  event.preventDefault();
  play(direction);
});

let from = null;
element('board').addEventListener('pointerdown', (event) => (from = event));
addEventListener('pointerup', (event) => {
  if (!from) return;
  const [dx, dy] = [event.clientX - from.clientX, event.clientY - from.clientY];
  from = null;
  if (Math.hypot(dx, dy) < 24) return;
  if (Math.abs(dx) > Math.abs(dy)) play(dx > 0 ? 'right' : 'left');
  else play(dy > 0 ? 'down' : 'up');
});

element('again').addEventListener('click', newGame);
newGame();
