import { texts } from './texts';
import './style.css';

type State =
  | { status: 'ready'; text: string }
  | { status: 'typing'; text: string; typed: string; startedAt: number; mistakes: number }
  | { status: 'done'; text: string; wordsAMinute: number; accuracy: number };

let state: State = { status: 'ready', text: anyText() };

document.body.innerHTML = `
  <main>
    <h1>Type it</h1>
    <p id="text" aria-live="off"></p>
    <input id="field" autocomplete="off" autocapitalize="off" spellcheck="false" aria-label="Type the text here">
    <p id="told" role="status"></p>
  </main>`;
const field = find<HTMLInputElement>('field');

/** What the next state is when the field holds this. Knows no page and no clock. */
function next(now: State, typed: string, at: number): State {
  if (now.status === 'done') return now;
  if (now.status === 'ready') return { ...now, status: 'typing', typed, startedAt: at, mistakes: isWrong(now.text, typed) };
  const mistakes = now.mistakes + (typed.length > now.typed.length ? isWrong(now.text, typed) : 0);
  if (typed !== now.text) return { ...now, typed, mistakes };
  const minutes = (at - now.startedAt) / 60_000;
  return {
    status: 'done',
    text: now.text,
    wordsAMinute: now.text.length / 5 / minutes,
    accuracy: Math.max(0, 1 - mistakes / now.text.length),
  };
}

/** 1 when the last letter is not the one that stands there. */
function isWrong(text: string, typed: string): number {
  return typed !== '' && typed.at(-1) !== text[typed.length - 1] ? 1 : 0;
}

function show(): void {
  const typed = state.status === 'typing' ? state.typed : state.status === 'done' ? state.text : '';
  find('text').replaceChildren(
    ...[...state.text].map((letter, at) => {
      const span = document.createElement('span');
      span.textContent = letter;
      if (at < typed.length) span.className = letter === typed[at] ? 'right' : 'wrong';
      else if (at === typed.length) span.className = 'here';
      return span;
    }),
  );
  find('told').textContent = tell(state);
}

function tell(now: State): string {
  switch (now.status) {
    case 'ready':
      return 'Begin when you like. The clock starts with your first letter.';
    case 'typing':
      return `${Math.round((now.typed.length / now.text.length) * 100)} %`;
    case 'done':
      return `${Math.round(now.wordsAMinute)} words a minute, ${Math.round(now.accuracy * 100)} % right. Enter for another.`;
  }
}

function anyText(): string {
  return texts[Math.floor(Math.random() * texts.length)];
}

function find<Kind extends HTMLElement>(id: string): Kind {
  return document.getElementById(id) as Kind;
}

field.addEventListener('input', () => {
  state = next(state, field.value, performance.now());
  show();
});
field.addEventListener('keydown', ({ key }) => {
  if (key !== 'Enter' || state.status !== 'done') return;
  state = { status: 'ready', text: anyText() };
  field.value = '';
  show();
});
document.addEventListener('click', () => field.focus());
show();
