import { expect, test } from 'vitest';
import { createSeededRandom } from '../base/seeded-random.ts';
import { replaceRange, textOf } from './change.ts';
import { canRedo, canUndo, createHistory, mapOver, record, recordMark, redo, undo } from './local-undo.ts';

test('typing without a pause is one step, a pause begins the next', () => {
  const desk = createDesk('');
  desk.type(0, 'a', 0);
  desk.type(1, 'b', 300);
  desk.type(2, 'c', 700);
  desk.type(3, 'd', 1_200);
  expect(desk.undo()).toBe('abc');
  expect(desk.undo()).toBe('');
  expect(desk.undo()).toBeNull();
  expect(desk.redo()).toBe('abc');
  expect(desk.redo()).toBe('abcd');
  expect(desk.redo()).toBeNull();
});

test('typing somewhere else, or something that may not be joined, is a step of its own', () => {
  const desk = createDesk('....');
  desk.type(0, 'a', 0);
  desk.type(4, 'b', 100);
  desk.edit(5, 5, 'pasted', { nowMs: 150, joinable: false });
  desk.type(11, 'c', 200);
  expect(desk.undo()).toBe('a...bpasted.');
  expect(desk.undo()).toBe('a...b.');
  expect(desk.undo()).toBe('a....');
  expect(desk.undo()).toBe('....');
});

test('deleting back over what was just typed joins it, and leaves no step when nothing is left', () => {
  const desk = createDesk('x');
  desk.type(1, 'ab', 0);
  desk.edit(2, 3, '', { nowMs: 100, joinable: true });
  desk.edit(1, 2, '', { nowMs: 200, joinable: true });
  expect(desk.seen()).toBe('x');
  expect(canUndo(desk.history)).toBe(false);
});

test('after an undo the next typing is a step of its own and there is nothing to redo', () => {
  const desk = createDesk('');
  desk.type(0, 'a', 0);
  desk.type(1, 'b', 1_000);
  desk.undo();
  expect(canRedo(desk.history)).toBe(true);
  desk.type(1, 'c', 1_001);
  expect(canRedo(desk.history)).toBe(false);
  expect(desk.undo()).toBe('a');
});

test("undo takes back the person's own text and leaves what others typed inside it", () => {
  const desk = createDesk('');
  desk.type(0, 'hello ', 0);
  desk.type(6, 'there', 100);
  desk.others(6, 6, 'WORLD ');
  expect(desk.undo()).toBe('WORLD ');
  expect(desk.redo()).toMatch(/hello/);
  desk.others(0, 0, '> ');
  expect(desk.undo()).toBe('> WORLD ');
});

test('older steps find their place after others changed the text in between', () => {
  const desk = createDesk('[]');
  desk.type(1, 'one', 0);
  desk.type(4, 'two', 1_000);
  desk.others(0, 0, '___');
  desk.type(10, 'three', 2_000);
  desk.others(4, 7, '');
  expect(desk.seen()).toBe('___[twothree]');
  expect(desk.undo()).toBe('___[two]');
  desk.others(0, 3, '');
  expect(desk.undo()).toBe('[]');
  expect(canUndo(desk.history)).toBe(false);
});

test('a step that others left nothing of is passed over', () => {
  const desk = createDesk('ab');
  desk.type(0, 'first', 0);
  desk.type(7, 'second', 1_000);
  desk.others(7, 13, '');
  expect(desk.undo()).toBe('ab');
  expect(canUndo(desk.history)).toBe(false);
});

test('a mark has its turn between changes, both ways', () => {
  const desk = createDesk('');
  desk.type(0, 'mine', 0);
  desk.history = recordMark(desk.history, 'run-1');
  desk.others(4, 4, ' model');
  desk.type(10, '!', 100);
  expect(desk.undo()).toBe('mine model');
  expect(desk.undo()).toEqual({ mark: 'run-1' });
  desk.others(4, 10, '');
  expect(desk.undo()).toBe('');
  expect(desk.redo()).toBe('mine');
  expect(desk.redo()).toEqual({ mark: 'run-1' });
  desk.others(4, 4, ' model');
  expect(desk.redo()).toBe('mine model!');
});

test('with nobody else about, undoing everything and redoing everything goes through the same texts', () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const random = createSeededRandom(seed);
    const desk = createDesk('some text\nto start with');
    const texts = [desk.seen()];
    for (let step = 0; step < 20; step += 1) {
      const from = random.integer(desk.seen().length + 1);
      const to = random.chance(0.5) ? from : from + random.integer(desk.seen().length - from + 1);
      desk.edit(from, to, `${step}\n`, { nowMs: step * 1_000, joinable: true });
      texts.push(desk.seen());
    }
    const back = [desk.seen()];
    for (let text = desk.undo(); typeof text === 'string'; text = desk.undo()) back.unshift(text);
    expect(back, `seed ${seed}`).toEqual(texts);
    const forth = [desk.seen()];
    for (let text = desk.redo(); typeof text === 'string'; text = desk.redo()) forth.push(text);
    expect(forth, `seed ${seed}`).toEqual(texts);
  }
});

/** One person's text with their history, and others who type into it. */
function createDesk(content: string) {
  let text = textOf(content);
  const desk = {
    history: createHistory(),
    seen: () => text.toString(),
    edit(from: number, to: number, insert: string, how: { nowMs: number; joinable: boolean }) {
      const change = replaceRange(text.length, from, to, insert);
      desk.history = record(desk.history, change, text, how);
      text = change.apply(text);
    },
    type(at: number, insert: string, nowMs: number) {
      desk.edit(at, at, insert, { nowMs, joinable: true });
    },
    others(from: number, to: number, insert: string) {
      const change = replaceRange(text.length, from, to, insert);
      desk.history = mapOver(desk.history, change);
      text = change.apply(text);
    },
    undo: () => desk.move(undo),
    redo: () => desk.move(redo),
    move(how: typeof undo) {
      const moved = how(desk.history, text);
      if (!moved) return null;
      desk.history = moved.history;
      if (moved.mark !== undefined) return { mark: moved.mark };
      text = moved.change.apply(text);
      return text.toString();
    },
  };
  return desk;
}
