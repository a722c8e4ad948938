import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { closeUnfinished } from './close-unfinished.ts';
import { compileScript, compileUnfinished } from './compile-script.ts';

const folder = join(import.meta.dirname, 'fixtures');
const corpus = readdirSync(folder).map((name) => ({
  path: name.replace('.txt', ''),
  text: readFileSync(join(folder, name), 'utf8'),
}));

/** Where something can be run for the first time. */
function firstRun(path: string, text: string): number {
  for (let end = 0; end <= text.length; end += 1) {
    if (compileUnfinished(path, text.slice(0, end), () => 0)) return end;
  }
  return text.length;
}

test.each(corpus)('$path is well as a whole', ({ path, text }) => {
  expect(compileScript(path, text)).toMatchObject({ ok: true });
});

test.each(corpus)('$path can be run wherever it is cut, and nearly always as far as it goes', ({ path, text }) => {
  const start = firstRun(path, text);
  let compiled = 0;
  for (let end = start; end <= text.length; end += 1) {
    if (compileUnfinished(path, text.slice(0, end), () => 0)) compiled += 1;
  }
  expect(compiled / (text.length - start + 1)).toBeGreaterThanOrEqual(0.95);
  let lag = 0;
  let count = 0;
  for (let end = start; end <= text.length; end += 13) {
    count += 1;
    lag += end - usedOf(path, text.slice(0, end));
  }
  expect(lag / count).toBeLessThan(120);
});

/** How much of the text the form that is run has in common with it. */
function usedOf(path: string, text: string): number {
  for (const closed of closeUnfinished(text, { jsx: !path.endsWith('.ts') })) {
    if (!compileScript(path, closed).ok) continue;
    let used = 0;
    while (used < text.length && closed[used] === text[used]) used += 1;
    return used;
  }
  return 0;
}
