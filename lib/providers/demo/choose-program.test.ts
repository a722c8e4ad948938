import { expect, test } from 'vitest';
import { chooseProgram, closestProgram, recogniseProgram } from './choose-program.ts';
import { demoPrograms } from './programs/catalog.ts';

const asked: readonly (readonly [instruction: string, program: string])[] = [
  ['make me a snake game', 'snake'],
  ['Snake!', 'snake'],
  ['φτιάξε ένα φιδάκι', 'snake'],
  ['fireworks please', 'fireworks'],
  ['something with particles on a canvas', 'fireworks'],
  ['confetti for the new year', 'fireworks'],
  ['build a todo app', 'kanban'],
  ['a to-do list', 'kanban'],
  ['Kanban boards', 'kanban'],
  ['I need to track my tasks', 'kanban'],
  ['pianno', 'piano'],
  ['a synthesizer in the browser', 'piano'],
  ['something I can make music with', 'piano'],
  ['weather dashboard', 'weather'],
  ['a dashboard with charts', 'weather'],
  ['ο καιρός', 'weather'],
  ['pomodoro timer', 'pomodoro'],
  ['a countdown', 'pomodoro'],
  ['stopwatch', 'pomodoro'],
  ['bouncing balls', 'balls'],
  ['a physics simulation', 'balls'],
  ['ball pit with gravity', 'balls'],
  ['landing page for my company', 'landing'],
  ['a portfolio website', 'landing'],
  ['a page for my restaurant', 'landing'],
  ["Conway's game of life", 'life'],
  ['cellular automata', 'life'],
  ['a drawing app', 'drawing'],
  ['whiteboard', 'drawing'],
  ['let me paint', 'drawing'],
  ['memory card game', 'memory'],
  ['a game of matching pairs', 'memory'],
  ['fly through the stars', 'starfield'],
  ['a 3d starfield', 'starfield'],
  ['screensaver', 'starfield'],
  ['markdown previewer', 'markdown-preview'],
  ['a markdown editor with live preview', 'markdown-preview'],
  ['habit tracker in react', 'habits'],
  ['some TypeScript component', 'habits'],
  ['a python script', 'maze'],
  ['maze solver', 'maze'],
  ['write a markdown file', 'trip-plan'],
  ['plan a trip for me', 'trip-plan'],
];

test.each(asked)('"%s" is %s', (instruction, program) => {
  const match = chooseProgram(instruction);
  expect(match?.program.id).toBe(program);
  expect(match?.score).toBeGreaterThanOrEqual(3);
});

test.each(['a spreadsheet', 'chess', 'xyzzy', ''])(
  '"%s" names none of the programs, and yet one is closest',
  (instruction) => {
    expect(chooseProgram(instruction)?.score ?? 0).toBeLessThan(3);
    expect(demoPrograms).toContain(closestProgram(instruction));
  },
);

test.each(demoPrograms)('$id is recognised by its files, also from the first lines alone', (program) => {
  expect(recogniseProgram(new Map(Object.entries(program.files)))).toBe(program);
  const [path = '', text = ''] = Object.entries(program.files)[0] ?? [];
  expect(recogniseProgram(new Map([[path, text.slice(0, 400)]]))).toBe(program);
});
