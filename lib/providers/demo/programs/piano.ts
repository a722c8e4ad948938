import { baseRules, page, themeRule } from './page.ts';
import type { DemoProgram } from './program.ts';

const style = `${themeRule({ scheme: 'light', accent: '#0f766e', further: { '--octaves': '2', '--size': '1' } })}

${baseRules}

main {
  display: grid;
  align-content: center;
  gap: 1.25rem;
  min-height: 100vh;
  max-width: calc(52rem * var(--size));
  margin: 0 auto;
  padding: 1.5rem 1rem;
}

header {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  gap: 0.75rem 1.5rem;
}

.controls {
  display: flex;
  flex-wrap: wrap;
  gap: 0.5rem 1.25rem;
}

label {
  display: flex;
  align-items: center;
  gap: 0.5rem;
  color: var(--muted);
  font-size: 0.875rem;
}

select {
  padding: 0.3rem 0.5rem;
  border: 1px solid var(--line);
  border-radius: var(--radius);
  background: var(--surface);
  color: var(--text);
}

input[type='range'] {
  width: 7rem;
  accent-color: var(--accent);
}

.keys {
  position: relative;
  display: flex;
  height: calc(15rem * var(--size));
  padding: 0.5rem;
  border: 1px solid var(--line);
  border-radius: calc(var(--radius) + 6px);
  background: var(--surface);
  overflow-x: auto;
  touch-action: pan-x;
  user-select: none;
}

.keys button {
  display: flex;
  align-items: end;
  justify-content: center;
  padding: 0 0 0.6rem;
  border: 1px solid #c9cac4;
  border-radius: 0 0 var(--radius) var(--radius);
  color: #5f625d;
  font-size: 0.75rem;
  font-weight: 400;
}

.white {
  flex: 1 0 2.5rem;
  background: #fdfdfb;
}

.keys .black {
  flex: 0 0 1.7rem;
  z-index: 1;
  height: 62%;
  margin: 0 -0.85rem;
  border-color: #1c1d1b;
  background: #1c1d1b;
  color: #b9bcb7;
}

.keys button.is-down {
  border-color: var(--accent);
  background: var(--accent);
  color: var(--on-accent);
}

.hint {
  color: var(--muted);
  font-size: 0.875rem;
}`;

const body = `
<main>
  <header>
    <h1>Piano</h1>
    <div class="controls">
      <label>Sound
        <select id="wave">
          <option value="triangle">Soft</option>
          <option value="sine">Pure</option>
          <option value="square">Hollow</option>
          <option value="sawtooth">Bright</option>
        </select>
      </label>
      <label>Volume <input id="volume" type="range" min="0" max="1" step="0.01" value="0.6" /></label>
    </div>
  </header>
  <div class="keys" id="keys" role="group" aria-label="Piano keys"></div>
  <p class="hint">Play with the pointer, or with the letters on the keys. <span id="playing" role="status"></span></p>
</main>`;

const script = `
const names = ['C', 'C sharp', 'D', 'D sharp', 'E', 'F', 'F sharp', 'G', 'G sharp', 'A', 'A sharp', 'B'];
const letters = 'awsedftgyhujkolp';
const octaves = Number(getComputedStyle(document.documentElement).getPropertyValue('--octaves')) || 2;
const firstNote = 60;
const keys = document.getElementById('keys');
const wave = document.getElementById('wave');
const volume = document.getElementById('volume');
const playing = document.getElementById('playing');
const sounding = new Map();
let audio = null;
let output = null;

function wake() {
  if (audio) return;
  audio = new AudioContext();
  const limiter = audio.createDynamicsCompressor();
  output = audio.createGain();
  output.gain.value = Number(volume.value);
  output.connect(limiter).connect(audio.destination);
}

function frequencyOf(note) {
  return 440 * Math.pow(2, (note - 69) / 12);
}

function press(note) {
  if (sounding.has(note)) return;
  wake();
  const tone = audio.createOscillator();
  const overtone = audio.createOscillator();
  const loudness = audio.createGain();
  const overtoneLoudness = audio.createGain();
  tone.type = wave.value;
  tone.frequency.value = frequencyOf(note);
  overtone.type = 'sine';
  overtone.frequency.value = frequencyOf(note) * 2;
  overtoneLoudness.gain.value = 0.25;
  const nowS = audio.currentTime;
  loudness.gain.setValueAtTime(0.0001, nowS);
  loudness.gain.exponentialRampToValueAtTime(0.45, nowS + 0.012);
  loudness.gain.exponentialRampToValueAtTime(0.16, nowS + 0.4);
  tone.connect(loudness);
  overtone.connect(overtoneLoudness).connect(loudness);
  loudness.connect(output);
  tone.start();
  overtone.start();
  sounding.set(note, { tone, overtone, loudness });
  showKey(note, true);
}

function release(note) {
  const sound = sounding.get(note);
  if (!sound) return;
  sounding.delete(note);
  const nowS = audio.currentTime;
  sound.loudness.gain.cancelScheduledValues(nowS);
  sound.loudness.gain.setTargetAtTime(0.0001, nowS, 0.12);
  sound.tone.stop(nowS + 0.9);
  sound.overtone.stop(nowS + 0.9);
  showKey(note, false);
}

function showKey(note, isDown) {
  const key = keys.querySelector('[data-note="' + note + '"]');
  if (key) key.classList.toggle('is-down', isDown);
  playing.textContent = [...sounding.keys()].map((one) => names[one % 12]).join(', ');
}

function addKey(note) {
  const key = document.createElement('button');
  const name = names[note % 12];
  const letter = letters[note - firstNote] || '';
  key.type = 'button';
  key.className = name.includes('sharp') ? 'black' : 'white';
  key.dataset.note = note;
  key.textContent = letter;
  key.setAttribute('aria-label', name + ' ' + (Math.floor(note / 12) - 1));
  key.addEventListener('pointerdown', (event) => {
    key.releasePointerCapture(event.pointerId);
    press(note);
  });
  key.addEventListener('pointerenter', (event) => {
    if (event.buttons > 0) press(note);
  });
  for (const type of ['pointerup', 'pointerleave', 'pointercancel']) key.addEventListener(type, () => release(note));
  key.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' || event.key === ' ') press(note);
  });
  key.addEventListener('keyup', () => release(note));
  keys.append(key);
}

function noteOf(event) {
  const at = letters.indexOf(event.key.toLowerCase());
  return at === -1 || event.key.length > 1 ? null : firstNote + at;
}

for (let note = firstNote; note <= firstNote + octaves * 12; note += 1) addKey(note);

document.addEventListener('keydown', (event) => {
  const note = noteOf(event);
  const isTyping = event.target === wave;
  if (note !== null && !event.repeat && !event.ctrlKey && !event.metaKey && !isTyping) press(note);
});
document.addEventListener('keyup', (event) => {
  const note = noteOf(event);
  if (note !== null) release(note);
});
addEventListener('blur', () => {
  for (const note of [...sounding.keys()]) release(note);
});
volume.addEventListener('input', () => {
  if (output) output.gain.value = Number(volume.value);
});`;

export const piano: DemoProgram = {
  id: 'piano',
  title: 'Piano',
  summary: 'a piano that sounds',
  keywords: {
    piano: 6,
    synth: 5,
    synthesizer: 5,
    keyboard: 3,
    music: 4,
    instrument: 4,
    sound: 3,
    audio: 3,
    note: 1,
    πιανο: 6,
    μουσικη: 4,
  },
  files: { 'index.html': page({ id: 'piano', title: 'Piano', style, body, script }) },
  parameters: [
    { kind: 'number', property: '--octaves', words: ['octave', 'key'], least: 1, most: 4, isWhole: true },
    { kind: 'number', property: '--size', words: [], least: 0.6, most: 1.8 },
  ],
};
