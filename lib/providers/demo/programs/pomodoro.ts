import { baseRules, page, themeRule } from './page.ts';
import type { DemoProgram } from './program.ts';

const style = `${themeRule({
  scheme: 'light',
  accent: '#b8432f',
  further: { '--minutes': '25', '--break-minutes': '5', '--speed': '1', '--size': '1' },
})}

${baseRules}

body {
  display: grid;
  place-items: center;
  padding: 1.5rem 1rem;
}

main {
  display: grid;
  justify-items: center;
  gap: 1.25rem;
  width: min(100%, 24rem);
}

.modes {
  display: flex;
  padding: 3px;
  border: 1px solid var(--line);
  border-radius: calc(var(--radius) + 3px);
  background: var(--surface);
}

.modes button {
  border-color: transparent;
  background: transparent;
  color: var(--muted);
}

.modes button[aria-pressed='true'] {
  background: var(--bg);
  border-color: var(--line);
  color: var(--text);
}

.dial {
  position: relative;
  width: min(100%, calc(17rem * var(--size)));
}

.dial svg {
  display: block;
  width: 100%;
  transform: rotate(-90deg);
}

.dial circle {
  fill: none;
  stroke-width: 6;
}

.dial .track {
  stroke: var(--line);
}

.dial .left {
  stroke: var(--accent);
  stroke-linecap: round;
}

.time {
  position: absolute;
  inset: 0;
  display: grid;
  place-content: center;
  justify-items: center;
}

.time b {
  font-size: calc(3.5rem * var(--size));
  font-weight: 300;
  font-variant-numeric: tabular-nums;
  letter-spacing: -0.03em;
  line-height: 1.1;
}

.time span {
  color: var(--muted);
  font-size: 0.875rem;
}

.actions {
  display: flex;
  gap: 0.5rem;
}

.actions .primary {
  min-width: 7rem;
}

.rounds {
  display: flex;
  align-items: center;
  gap: 0.4rem;
  color: var(--muted);
  font-size: 0.875rem;
}

.rounds i {
  width: 0.55rem;
  height: 0.55rem;
  border: 1.5px solid var(--accent);
  border-radius: 50%;
}

.rounds i.is-done {
  background: var(--accent);
}`;

const body = `
<main>
  <h1>Focus timer</h1>
  <div class="modes" role="group" aria-label="Kind of interval">
    <button id="focus" type="button" aria-pressed="true">Focus</button>
    <button id="rest" type="button" aria-pressed="false">Break</button>
  </div>
  <div class="dial">
    <svg viewBox="0 0 200 200" aria-hidden="true">
      <circle class="track" cx="100" cy="100" r="92" />
      <circle class="left" id="left" cx="100" cy="100" r="92" pathLength="100" stroke-dasharray="100 100" />
    </svg>
    <div class="time" role="timer" aria-live="off">
      <b id="clock">25:00</b>
      <span id="state">Ready</span>
    </div>
  </div>
  <div class="actions">
    <button class="primary" id="toggle" type="button">Start</button>
    <button id="reset" type="button">Reset</button>
  </div>
  <p class="rounds"><span id="dots" aria-hidden="true"></span><span id="rounds" role="status"></span></p>
</main>`;

const script = `
const theme = getComputedStyle(document.documentElement);
const amount = (name, otherwise) => Number(theme.getPropertyValue(name)) || otherwise;
const byId = (id) => document.getElementById(id);

let mode = 'focus';
let isRunning = false;
let leftMs = lengthMs();
let lastMs = 0;
let finishedRounds = 0;
let sound = null;

function lengthMs() {
  const minutes = mode === 'focus' ? amount('--minutes', 25) : amount('--break-minutes', 5);
  return minutes * 60 * 1000;
}

function choose(next) {
  mode = next;
  isRunning = false;
  leftMs = lengthMs();
  show();
}

function toggle() {
  if (!sound) sound = new AudioContext();
  if (leftMs <= 0) leftMs = lengthMs();
  isRunning = !isRunning;
  lastMs = performance.now();
  show();
}

function chime() {
  [0, 0.22, 0.44].forEach((delay, index) => {
    const tone = sound.createOscillator();
    const volume = sound.createGain();
    const at = sound.currentTime + delay;
    tone.frequency.value = [523, 659, 784][index];
    volume.gain.setValueAtTime(0.0001, at);
    volume.gain.exponentialRampToValueAtTime(0.2, at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.9);
    tone.connect(volume).connect(sound.destination);
    tone.start(at);
    tone.stop(at + 1);
  });
}

function finish() {
  chime();
  if (mode === 'focus') finishedRounds += 1;
  choose(mode === 'focus' ? 'rest' : 'focus');
}

function tick() {
  if (!isRunning) return;
  const nowMs = performance.now();
  leftMs -= (nowMs - lastMs) * amount('--speed', 1);
  lastMs = nowMs;
  if (leftMs <= 0) finish();
  else show();
}

function show() {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  const clock = String(Math.floor(seconds / 60)).padStart(2, '0') + ':' + String(seconds % 60).padStart(2, '0');
  const isWhole = leftMs === lengthMs();
  byId('clock').textContent = clock;
  byId('left').setAttribute('stroke-dasharray', (100 * leftMs) / lengthMs() + ' 100');
  byId('state').textContent = isRunning ? (mode === 'focus' ? 'Focus' : 'Break') : isWhole ? 'Ready' : 'Paused';
  byId('toggle').textContent = isRunning ? 'Pause' : isWhole ? 'Start' : 'Go on';
  byId('focus').setAttribute('aria-pressed', String(mode === 'focus'));
  byId('rest').setAttribute('aria-pressed', String(mode === 'rest'));
  byId('rounds').textContent = finishedRounds === 1 ? '1 round done' : finishedRounds + ' rounds done';
  byId('dots').replaceChildren(
    ...[0, 1, 2, 3].map((index) => {
      const dot = document.createElement('i');
      dot.style.display = 'inline-block';
      dot.style.marginRight = '4px';
      dot.className = index < finishedRounds % 4 || (finishedRounds > 0 && finishedRounds % 4 === 0) ? 'is-done' : '';
      return dot;
    }),
  );
}

byId('focus').addEventListener('click', () => choose('focus'));
byId('rest').addEventListener('click', () => choose('rest'));
byId('toggle').addEventListener('click', toggle);
byId('reset').addEventListener('click', () => choose(mode));
document.addEventListener('keydown', (event) => {
  if (event.key === ' ' && event.target === document.body) {
    event.preventDefault();
    toggle();
  }
});
setInterval(tick, 200);
show();`;

export const pomodoro: DemoProgram = {
  id: 'pomodoro',
  title: 'Focus timer',
  summary: 'a focus timer',
  keywords: {
    pomodoro: 6,
    timer: 5,
    countdown: 4,
    stopwatch: 4,
    focus: 3,
    clock: 3,
    alarm: 2,
    productivity: 2,
    time: 1,
    calculator: 2,
    converter: 2,
    counter: 2,
    χρονομετρο: 6,
    ρολοι: 3,
  },
  files: { 'index.html': page({ id: 'pomodoro', title: 'Focus timer', style, body, script }) },
  parameters: [
    { kind: 'number', property: '--break-minutes', words: ['break', 'rest', 'pause'], least: 1, most: 60 },
    { kind: 'number', property: '--minutes', words: ['minute', 'focus', 'work', 'λεπτα'], least: 1, most: 120 },
    { kind: 'number', property: '--speed', words: [], least: 0.1, most: 60 },
    { kind: 'number', property: '--size', words: ['dial'], least: 0.5, most: 1.6 },
  ],
};
