import { expect, test } from 'vitest';
import { createEditParser } from '../../edits/edit-parser.ts';
import type { EditStep } from '../../edits/edit-step.ts';
import { contrast, hslOf } from './colour.ts';
import { demoAnswer } from './demo-answer.ts';
import type { DemoRequest } from './demo-request.ts';
import { findDeclaration, findNumber } from './declarations.ts';
import { demoPrograms } from './programs/catalog.ts';
import type { DemoProgram } from './programs/program.ts';
import { pageTitleOf } from './title-text.ts';
import { fileTail } from './unfinished-files.ts';

type Files = ReadonlyMap<string, string>;

const filesOf = (program: DemoProgram): Files => new Map(Object.entries(program.files));
const programOf = (id: string): DemoProgram => {
  const program = demoPrograms.find((one) => one.id === id);
  if (!program) throw new RangeError(id);
  return program;
};

function ask(instruction: string, files: Files = new Map(), further: Partial<DemoRequest> = {}): string {
  return demoAnswer({
    files,
    leftOutPaths: [],
    openPath: files.keys().next().value,
    selection: undefined,
    instruction,
    earlierInstructions: [],
    ...further,
  });
}

interface Understood {
  readonly files: Files;
  readonly prose: string;
  readonly steps: readonly EditStep[];
}

/** Reads an answer with Flint's own parser and carries it out; every search text has to stand there exactly once. */
function carriedOut(answer: string, before: Files): Understood {
  const parser = createEditParser();
  const steps = [...parser.feed(answer), ...parser.end()];
  const files = new Map(before);
  let prose = '';
  let path = '';
  let isWhole = false;
  let written = '';
  let search = '';
  for (const step of steps) {
    if (step.type === 'prose') prose += step.text;
    else if (step.type === 'note') throw new Error(step.text);
    else if (step.type === 'file-opened') {
      path = step.path ?? '';
      isWhole = step.mode === 'whole';
      written = '';
    } else if (step.type === 'content') written += step.text;
    else if (step.type === 'search-ended') {
      search = step.search;
      written = '';
    } else if (step.type === 'replace-ended') {
      const parts = (files.get(path) ?? '').split(search);
      expect(parts, `"${search}" stands in ${path} once`).toHaveLength(2);
      files.set(path, parts.join(written));
    } else if (step.type === 'file-closed') {
      expect(step.complete).toBe(true);
      if (isWhole) files.set(path, written);
    } else if (step.type === 'file-deleted') files.delete(step.path);
  }
  return { files, prose, steps };
}

const all = (files: Files) => [...files.values()].join('\n');
const valueOf = (files: Files, property: string) => findDeclaration(all(files), property)?.value ?? '';
const numberOf = (files: Files, property: string) => findNumber(all(files), property)?.value ?? Number.NaN;
const isEditOnly = (steps: readonly EditStep[]) =>
  steps.every((step) => step.type !== 'file-opened' || step.mode === 'edits');
const styled = demoPrograms.filter((program) => findDeclaration(all(filesOf(program)), '--accent'));

test('there are at least ten pages, two of them in several files, and TSX, Python and Markdown', () => {
  const paths = demoPrograms.map((program) => Object.keys(program.files));
  expect(paths.filter((own) => own.includes('index.html')).length).toBeGreaterThanOrEqual(10);
  expect(paths.filter((own) => own.length > 1).length).toBeGreaterThanOrEqual(2);
  for (const end of ['.tsx', '.py', '.md']) expect(paths.flat().some((path) => path.endsWith(end))).toBe(true);
});

test.each(demoPrograms)('$id is written exactly as prepared when it is asked for', (program) => {
  const answer = ask(program.summary);
  const { files, prose } = carriedOut(answer, new Map());
  expect(files).toEqual(filesOf(program));
  expect(prose).toContain('not a model');
});

test.each(demoPrograms)('$id keeps to what the sandbox allows, and ends in a way that is its own', (program) => {
  for (const text of filesOf(program).values()) {
    expect(text).not.toMatch(
      /localStorage|sessionStorage|document\.cookie|\balert\(|\bprompt\(|\bconfirm\(|<form|\bfetch\(/,
    );
    expect(text).not.toMatch(/(?:src|href)="https?:/);
    expect(text).not.toMatch(/\p{Extended_Pictographic}/u);
    expect(text.split(fileTail(text))).toHaveLength(2);
  }
});

test.each(styled)('$id turns another colour, a theme, corners and a font by small edits', (program) => {
  const before = filesOf(program);
  const red = carriedOut(ask('make it red', before), before);
  expect(isEditOnly(red.steps)).toBe(true);
  const [hue, saturation] = hslOf(valueOf(red.files, '--accent'));
  expect(Math.min(hue, 360 - hue)).toBeLessThan(10);
  expect(saturation).toBeGreaterThan(0.4);

  for (const theme of ['dark', 'light'] as const) {
    const { files } = carriedOut(ask(`${theme} theme`, before), before);
    const background = valueOf(files, '--bg');
    expect(contrast(background, theme === 'dark' ? '#ffffff' : '#000000')).toBeGreaterThan(12);
    expect(valueOf(files, 'color-scheme')).toBe(theme);
  }
  expect(valueOf(carriedOut(ask('square corners', before), before).files, '--radius')).toBe('0px');
  expect(valueOf(carriedOut(ask('in serif', before), before).files, '--font')).toContain('Georgia');
});

test.each(styled)('$id stays readable in any colours', (program) => {
  let files = filesOf(program);
  for (const wish of [
    'dark',
    'yellow',
    'light',
    'white',
    'navy background',
    'black',
    'pink on beige',
    'darker',
    'warmer',
  ]) {
    files = carriedOut(ask(wish, files), files).files;
    for (const [ink, ground, least] of [
      ['--text', '--bg', 4.5],
      ['--text', '--surface', 4.5],
      ['--muted', '--bg', 4.5],
      ['--accent', '--bg', 3],
      ['--on-accent', '--accent', 4.5],
    ] as const) {
      if (valueOf(files, ink) === '') continue;
      expect(contrast(valueOf(files, ink), valueOf(files, ground)), `${ink} after "${wish}"`).toBeGreaterThanOrEqual(
        least - 0.01,
      );
    }
  }
});

const numbered = demoPrograms.flatMap((program) =>
  ['--speed', '--size', '--text-size']
    .filter((property) => findNumber(all(filesOf(program)), property))
    .map((property) => ({ id: program.id, program, property })),
);
test.each(numbered)('$id: $property goes up and down', ({ program, property }) => {
  const before = filesOf(program);
  const [more, less] = { '--speed': ['faster', 'half as fast'], '--size': ['bigger', 'smaller'] }[property] ?? [
    'bigger text',
    'smaller text',
  ];
  const up = carriedOut(ask(more ?? '', before), before);
  expect(numberOf(up.files, property)).toBeGreaterThan(numberOf(before, property));
  expect(isEditOnly(up.steps)).toBe(true);
  const down = carriedOut(ask(less ?? '', before), before);
  expect(numberOf(down.files, property)).toBeLessThan(numberOf(before, property));
});

const counted = demoPrograms.flatMap((program) =>
  program.parameters
    .filter((parameter) => parameter.kind === 'number' && !['--speed', '--size'].includes(parameter.property))
    .map((parameter) => ({ id: program.id, property: parameter.property, program, word: parameter.words[0] ?? '' })),
);
test.each(counted)('$id: $property goes by its own word', ({ program, property, word }) => {
  const before = filesOf(program);
  const { files } = carriedOut(ask(`more ${word}`, before), before);
  expect(numberOf(files, property)).toBeGreaterThan(numberOf(before, property));
});

const coloured = demoPrograms.flatMap((program) =>
  program.parameters
    .filter((parameter) => parameter.kind === 'colour' && !['--bg', '--accent'].includes(parameter.property))
    .map((parameter) => ({ id: program.id, property: parameter.property, program, word: parameter.words[0] ?? '' })),
);
test.each(coloured)('$id: the $word gets a colour of its own', ({ program, property, word }) => {
  const before = filesOf(program);
  const { files } = carriedOut(ask(`make the ${word} blue`, before), before);
  expect(valueOf(files, property)).toBe('#1f5fd6');
  expect(valueOf(files, '--accent')).toBe(valueOf(before, '--accent'));
});

test.each(demoPrograms)('$id gets another title wherever it shows it', (program) => {
  const before = filesOf(program);
  const { files, steps } = carriedOut(ask('call it Tom & Ada', before), before);
  expect(isEditOnly(steps)).toBe(true);
  expect(all(files)).toMatch(/Tom (?:&amp;|&) Ada/);
  const page = files.get('index.html');
  if (page !== undefined) {
    expect(pageTitleOf(page)).toBe('Tom &amp; Ada');
    expect(page).not.toContain(`>${program.title}<`);
  }
});

test('several wishes in one instruction are all met', () => {
  const before = filesOf(programOf('snake'));
  const { files, prose } = carriedOut(ask('red and faster, call it Viper', before), before);
  expect(valueOf(files, '--accent')).toBe('#c92a2a');
  expect(numberOf(files, '--speed')).toBe(1.5);
  expect(pageTitleOf(all(files))).toBe('Viper');
  expect(prose).toContain('red');
  expect(prose).toContain('Viper');
});

test('a follow-up starts from what a person wrote meanwhile', () => {
  const original = programOf('snake').files['index.html'] ?? '';
  const edited = original
    .replace('--speed: 1;', '--speed:3; /* mine */')
    .replace('<main>', '<main>\n    <p>--speed: 1;</p>')
    .replace('<h1>Snake</h1>', '<h1 class="big">My Snake</h1>');
  const before = new Map([['index.html', edited]]);
  const { files } = carriedOut(ask('twice as fast and call it Boa', before), before);
  expect(all(files)).toContain('--speed:6; /* mine */');
  expect(all(files)).toContain('<h1 class="big">Boa</h1>');
});

test('a wish is met in the first place together with the program', () => {
  const { files } = carriedOut(ask('a red snake game, dark'), new Map());
  expect(hslOf(valueOf(files, '--accent'))[0]).toBeLessThan(10);
  expect(valueOf(files, 'color-scheme')).toBe('dark');
});

test.each(demoPrograms)('$id, cut off anywhere by a redirect, is written to its end with the new wish', (program) => {
  const whole = filesOf(program);
  const wish = styled.includes(program) ? 'make it green' : 'call it Green';
  const expected = carriedOut(ask(wish, whole), whole).files;
  const paths = [...whole.keys()];
  for (const [index, path] of paths.entries()) {
    const text = whole.get(path) ?? '';
    for (const part of [0, 0.005, 0.03, 0.2, 0.5, 0.8, 0.99]) {
      const before = new Map(paths.slice(0, index).map((earlier) => [earlier, whole.get(earlier) ?? '']));
      before.set(path, text.slice(0, Math.floor(text.length * part)));
      const answer = ask(wish, before, { earlierInstructions: [program.summary] });
      expect(carriedOut(answer, before).files, `${path} cut at ${part}`).toEqual(expected);
    }
  }
});

test('a second redirect keeps what the first one changed', () => {
  const green = carriedOut(ask('a green snake called x, title Boa'), new Map()).files.get('index.html') ?? '';
  const before = new Map([['index.html', green.slice(0, 3_000)]]);
  const { files } = carriedOut(
    ask('faster', before, { earlierInstructions: ['a snake game', 'make it green'] }),
    before,
  );
  expect(valueOf(files, '--accent')).toBe('#2b8a3e');
  expect(numberOf(files, '--speed')).toBe(1.5);
});

test('a redirect that names another program gets that one, and nothing of the old one stays', () => {
  const board = programOf('kanban');
  const page = board.files['index.html'] ?? '';
  const before = new Map([
    ['index.html', page],
    ['style.css', (board.files['style.css'] ?? '').slice(0, 500)],
  ]);
  const { files } = carriedOut(ask('no, a piano', before, { earlierInstructions: ['a kanban board'] }), before);
  expect(files).toEqual(filesOf(programOf('piano')));
});

test('a part of the program that is there does not call for another program', () => {
  const before = filesOf(programOf('snake'));
  expect(isEditOnly(carriedOut(ask('make the board bigger', before), before).steps)).toBe(true);
  const piano = filesOf(programOf('piano'));
  expect(numberOf(carriedOut(ask('more keys', piano), piano).files, '--octaves')).toBe(3);
});

test('a selection with a wish is changed in the selection only', () => {
  const text = programOf('snake').files['index.html'] ?? '';
  const lines = text.split('\n');
  const fromLine = lines.findIndex((line) => line.trim() === 'canvas {') + 1;
  const toLine = lines.findIndex((line, index) => index > fromLine && line.trim() === '}') + 1;
  const before = new Map([['index.html', text]]);
  for (const wish of ['make it red', 'rounder', 'square']) {
    const answer = ask(wish, before, { selection: { path: 'index.html', fromLine, toLine } });
    const after = (carriedOut(answer, before).files.get('index.html') ?? '').split('\n');
    expect(after.slice(0, fromLine - 1)).toEqual(lines.slice(0, fromLine - 1));
    expect(after.slice(fromLine - 1, toLine)).not.toEqual(lines.slice(fromLine - 1, toLine));
    expect(after.slice(toLine)).toEqual(lines.slice(toLine));
  }
});

test('a selected tag gets its text and its style', () => {
  const text = programOf('landing').files['index.html'] ?? '';
  const line = text.split('\n').findIndex((one) => one.includes('<h1>')) + 1;
  const before = filesOf(programOf('landing'));
  const selection = { path: 'index.html', fromLine: line, toLine: line };
  const said = carriedOut(ask('should say Boats, on time', before, { selection }), before).files;
  expect(said.get('index.html')).toContain('<h1>Boats</h1>');
  const red = carriedOut(ask('red', before, { selection }), before).files;
  expect(red.get('index.html')).toContain('<h1 style="color: #c92a2a">');
  expect(red.get('style.css')).toBe(before.get('style.css'));
});

test('a selection without a place for the wish says that the whole program was changed', () => {
  const before = filesOf(programOf('snake'));
  const text = before.get('index.html') ?? '';
  const line = text.split('\n').findIndex((one) => one.includes('let score = 0;')) + 1;
  const { files, prose } = carriedOut(
    ask('faster', before, { selection: { path: 'index.html', fromLine: line, toLine: line } }),
    before,
  );
  expect(numberOf(files, '--speed')).toBe(1.5);
  expect(prose).toContain('whole program');
});

test.each(['fix it', 'fix this error: TypeError: x is undefined', 'there is a bug', 'it does not work, please debug'])(
  '"%s" is refused honestly',
  (instruction) => {
    const before = filesOf(programOf('snake'));
    const { files, prose } = carriedOut(ask(instruction, before), before);
    expect(files).toEqual(before);
    expect(prose).toContain('not a model');
  },
);

test('what it does not know it says, and leaves the files alone', () => {
  const before = filesOf(programOf('snake'));
  for (const instruction of ['add a high score table', 'make it multiplayer', 'explain this', 'continue']) {
    const { files, prose } = carriedOut(ask(instruction, before), before);
    expect(files).toEqual(before);
    expect(prose).toContain('not a model');
  }
});

test('code that it did not write is left alone, but for names that it knows', () => {
  const own = new Map([['index.html', '<style>:root { --accent: #123456; }</style>\n<p>Mine</p>\n']]);
  expect(carriedOut(ask('add a button to it', own), own).files).toEqual(own);
  expect(valueOf(carriedOut(ask('make it red', own), own).files, '--accent')).toBe('#c92a2a');
});

test('a wish for what it does not have gets the closest, and the plain truth', () => {
  const { files, prose } = carriedOut(ask('a spreadsheet with formulas'), new Map());
  expect(files.size).toBeGreaterThan(0);
  expect(prose).toContain('not a model');
  expect(prose).toContain('prepared programs');
});

test('asked what it can do, it tells without writing', () => {
  const { files, prose } = carriedOut(ask('what can you do?'), new Map());
  expect(files.size).toBe(0);
  expect(prose).toContain('snake');
});

test('start over brings the program back as it was', () => {
  const before = new Map([
    ['index.html', (programOf('snake').files['index.html'] ?? '').replace('--speed: 1;', '--speed: 9;')],
  ]);
  expect(carriedOut(ask('start over', before), before).files).toEqual(filesOf(programOf('snake')));
});

test('the question about missed edits is not taken for a wish', () => {
  const before = filesOf(programOf('snake'));
  const { files, prose } = carriedOut(
    ask('An edit could not be made.\n\nThis SEARCH part does not stand in index.html.\n\n--accent: red; piano', before),
    before,
  );
  expect(files).toEqual(before);
  expect(prose).toContain('not a model');
});
