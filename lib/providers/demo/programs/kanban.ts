import { baseRules, page, themeRule } from './page.ts';
import type { DemoProgram } from './program.ts';

const style = `${themeRule({ scheme: 'light', accent: '#3455b5', further: { '--size': '1' } })}

${baseRules}

main {
  max-width: calc(60rem * var(--size));
  margin: 0 auto;
  padding: 1.5rem 1rem 3rem;
}

header {
  display: flex;
  flex-wrap: wrap;
  align-items: end;
  justify-content: space-between;
  gap: 0.75rem 2rem;
  margin-bottom: 1.25rem;
}

.summary {
  color: var(--muted);
  font-size: 0.875rem;
}

.add {
  display: flex;
  flex: 1 1 18rem;
  gap: 0.5rem;
  max-width: 28rem;
}

input {
  flex: 1;
  min-width: 0;
  padding: 0.45rem 0.75rem;
  border: 1px solid var(--line);
  border-radius: var(--radius);
  background: var(--surface);
}

.columns {
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr));
  align-items: start;
  gap: 0.75rem;
}

.column {
  padding: 0.75rem;
  border: 1px solid var(--line);
  border-radius: calc(var(--radius) + 4px);
  background: color-mix(in srgb, var(--surface) 45%, var(--bg));
}

.column.is-target {
  border-color: var(--accent);
}

.column h2 {
  display: flex;
  justify-content: space-between;
  margin: 0 0.25rem 0.6rem;
  font-size: 0.875rem;
  font-weight: 600;
}

.column h2 span {
  color: var(--muted);
  font-weight: 400;
  font-variant-numeric: tabular-nums;
}

.column ul {
  display: grid;
  gap: 0.5rem;
  min-height: 2.5rem;
  margin: 0;
  padding: 0;
  list-style: none;
}

.card {
  display: flex;
  align-items: center;
  gap: 0.25rem;
  padding: calc(0.5rem * var(--size)) 0.35rem calc(0.5rem * var(--size)) 0.75rem;
  border: 1px solid var(--line);
  border-left: 3px solid var(--accent);
  border-radius: var(--radius);
  background: var(--surface);
  cursor: grab;
}

.card.is-dragged {
  opacity: 0.4;
}

.card p {
  flex: 1;
  min-width: 0;
  overflow-wrap: anywhere;
}

.card.is-done {
  border-left-color: var(--line);
}

.card.is-done p {
  color: var(--muted);
  text-decoration: line-through;
}

.card button {
  display: grid;
  place-items: center;
  width: 1.75rem;
  height: 1.75rem;
  padding: 0;
  border-color: transparent;
  background: transparent;
  color: var(--muted);
}

.card button:hover {
  border-color: var(--line);
  color: var(--text);
}

.card button:disabled {
  opacity: 0.25;
  cursor: default;
}

svg {
  width: 1rem;
  height: 1rem;
  fill: none;
  stroke: currentcolor;
  stroke-width: 1.75;
  stroke-linecap: round;
  stroke-linejoin: round;
}

.visually-hidden {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
}
`;

const body = `
<main>
  <header>
    <div>
      <h1>Board</h1>
      <p class="summary" id="summary" role="status"></p>
    </div>
    <div class="add" role="group" aria-label="Add a task">
      <label class="visually-hidden" for="text">A new task</label>
      <input id="text" maxlength="80" placeholder="A new task" autocomplete="off" />
      <button class="primary" id="add" type="button">Add</button>
    </div>
  </header>
  <div class="columns" id="columns"></div>
</main>`;

const script = `// The board's state: columns from left to right, and the cards with the column they are in.
const columns = [
  { id: 'next', name: 'Next' },
  { id: 'doing', name: 'Doing' },
  { id: 'done', name: 'Done' },
];

let cards = [
  { id: 1, text: 'Sketch the first screen', column: 'done' },
  { id: 2, text: 'Choose a typeface', column: 'done' },
  { id: 3, text: 'Write the welcome text', column: 'doing' },
  { id: 4, text: 'Try it on a small phone', column: 'next' },
  { id: 5, text: 'Ask three people to use it', column: 'next' },
  { id: 6, text: 'Pick a launch day', column: 'next' },
];
let nextId = 7;

const icons = {
  left: 'M10 3 5 8l5 5',
  right: 'M6 3l5 5-5 5',
  remove: 'M4 4l8 8M12 4l-8 8',
};

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else if (value !== false) made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children);
  return made;
}

function icon(name) {
  const holder = document.createElement('span');
  holder.innerHTML = '<svg viewBox="0 0 16 16" aria-hidden="true"><path d="' + icons[name] + '" /></svg>';
  return holder.firstChild;
}

function move(card, by) {
  const at = columns.findIndex((column) => column.id === card.column);
  const target = columns[at + by];
  if (!target) return;
  place(card.id, target.id);
  document.querySelector('[data-card="' + card.id + '"] button:not(:disabled)').focus();
}

function place(cardId, columnId) {
  const card = cards.find((one) => one.id === cardId);
  if (!card || card.column === columnId) return;
  card.column = columnId;
  cards = [...cards.filter((one) => one !== card), card];
  render();
}

function remove(card) {
  cards = cards.filter((one) => one !== card);
  render();
  document.getElementById('text').focus();
}

function cardView(card) {
  const at = columns.findIndex((column) => column.id === card.column);
  const action = (name, label, isOff, onclick) =>
    element('button', { type: 'button', 'aria-label': label + ': ' + card.text, disabled: isOff, onclick }, icon(name));
  return element(
    'li',
    {
      class: card.column === 'done' ? 'card is-done' : 'card',
      draggable: 'true',
      'data-card': String(card.id),
      ondragstart: (event) => {
        event.dataTransfer.setData('text/plain', String(card.id));
        event.dataTransfer.effectAllowed = 'move';
        event.currentTarget.classList.add('is-dragged');
      },
      ondragend: (event) => event.currentTarget.classList.remove('is-dragged'),
    },
    element('p', {}, card.text),
    action('left', 'Move left', at === 0, () => move(card, -1)),
    action('right', 'Move right', at === columns.length - 1, () => move(card, 1)),
    action('remove', 'Remove', false, () => remove(card)),
  );
}

function columnView(column) {
  const own = cards.filter((card) => card.column === column.id);
  return element(
    'section',
    {
      class: 'column',
      'aria-label': column.name,
      ondragover: (event) => {
        event.preventDefault();
        event.currentTarget.classList.add('is-target');
      },
      ondragleave: (event) => event.currentTarget.classList.remove('is-target'),
      ondrop: (event) => {
        event.preventDefault();
        event.currentTarget.classList.remove('is-target');
        place(Number(event.dataTransfer.getData('text/plain')), column.id);
      },
    },
    element('h2', {}, column.name, element('span', {}, String(own.length))),
    element('ul', {}, ...own.map(cardView)),
  );
}

function render() {
  document.getElementById('columns').replaceChildren(...columns.map(columnView));
  const done = cards.filter((card) => card.column === 'done').length;
  document.getElementById('summary').textContent = done + ' of ' + cards.length + ' done';
}

function add() {
  const field = document.getElementById('text');
  const text = field.value.trim();
  if (text === '') return;
  cards = [...cards, { id: nextId, text, column: 'next' }];
  nextId += 1;
  field.value = '';
  render();
}

document.getElementById('add').addEventListener('click', add);
document.getElementById('text').addEventListener('keydown', (event) => {
  if (event.key === 'Enter') add();
});

render();
`;

export const kanban: DemoProgram = {
  id: 'kanban',
  title: 'Board',
  summary: 'a task board in three files',
  keywords: {
    todo: 6,
    'to-do': 6,
    'to do': 4,
    kanban: 6,
    task: 5,
    trello: 5,
    checklist: 4,
    planner: 3,
    project: 2,
    board: 2,
    list: 2,
    card: 1,
    εργασιεσ: 5,
    λιστα: 3,
    backlog: 3,
  },
  files: {
    'index.html': page({ id: 'kanban', title: 'Board', body, scriptFile: 'app.js' }),
    'style.css': style,
    'app.js': script,
  },
  parameters: [{ kind: 'number', property: '--size', words: ['card'], least: 0.6, most: 2 }],
};
