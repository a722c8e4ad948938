import { expect, test } from 'vitest';
import { replaceRange, textOf } from './change.ts';
import { afterOtherChange, createPen, othersDeletedAround, penChange, penPosition } from './concurrent-pen.ts';

test('the writer goes on in its own copy while others type before it', () => {
  const desk = createDesk('start\n');
  desk.write(6, 6, 'let a');
  desk.person(0, 0, '// mine\n');
  desk.write(11, 11, ' = 1;');
  expect(desk.seen()).toBe('// mine\nstart\nlet a = 1;');
  expect(desk.pen.text.toString()).toBe('start\nlet a = 1;');
});

test('what a person types at the pen is pushed ahead of it and nothing is cut in two', () => {
  const desk = createDesk('');
  desk.write(0, 0, 'func');
  desk.person(4, 4, 'person');
  desk.write(4, 4, 'tion');
  desk.person(14, 14, '!');
  desk.write(8, 8, '()');
  expect(desk.seen()).toBe('function()person!');
  expect(penPosition(desk.pen, 10)).toBe(10);
});

test('what a person typed inside a range that the writer replaces survives', () => {
  const desk = createDesk('old old old');
  desk.person(5, 5, 'KEEP');
  desk.write(0, 11, 'new');
  expect(desk.seen()).toBe('newKEEP');
  desk.write(3, 3, 'er');
  expect(desk.seen()).toBe('newerKEEP');
});

test('the writer cannot delete twice what a person deleted already', () => {
  const desk = createDesk('abcdef');
  desk.person(1, 4, '');
  desk.write(0, 6, 'X');
  expect(desk.seen()).toBe('X');
});

test('the pen stands where the next insert would begin, inside a range that others replaced too', () => {
  const desk = createDesk('abcdef');
  desk.person(1, 5, 'zzz');
  for (const at of [0, 1, 3, 5, 6]) {
    const { change } = penChange(desk.pen, replaceRange(6, at, at, '|'));
    expect(change.apply(textOf(desk.seen())).toString().indexOf('|')).toBe(penPosition(desk.pen, at));
  }
});

test('a region is gone when others deleted all of it and more', () => {
  const desk = createDesk('head\nregion\ntail');
  expect(othersDeletedAround(desk.pen, 5, 11)).toBe(false);
  desk.person(6, 10, '');
  expect(othersDeletedAround(desk.pen, 5, 11)).toBe(false);
  desk.person(4, 8, '');
  expect(desk.seen()).toBe('headtail');
  expect(othersDeletedAround(desk.pen, 5, 11)).toBe(true);
});

test('a region is gone also when others typed something else in its place', () => {
  const desk = createDesk('head\nregion\ntail');
  desk.person(0, 14, 'mine');
  expect(othersDeletedAround(desk.pen, 5, 11)).toBe(true);
});

test('a region deleted to the letter is not gone, unless it was the whole text', () => {
  const desk = createDesk('head\nregion\ntail');
  desk.person(5, 11, '');
  expect(othersDeletedAround(desk.pen, 5, 11)).toBe(false);
  const whole = createDesk('region');
  whole.person(0, 6, '');
  expect(othersDeletedAround(whole.pen, 0, 6)).toBe(true);
});

test('a pen that has not written yet is gone only when both its sides are', () => {
  const desk = createDesk('abcdef');
  desk.person(0, 3, '');
  expect(othersDeletedAround(desk.pen, 3, 3)).toBe(false);
  expect(othersDeletedAround(desk.pen, 0, 0)).toBe(false);
  desk.person(0, 1, '');
  expect(othersDeletedAround(desk.pen, 3, 3)).toBe(true);
});

test('what is kept about others grows with the places they touched, not with what is written', () => {
  const desk = createDesk('one two three');
  desk.person(3, 3, ',');
  for (let count = 0; count < 500; count += 1) desk.write(count + 8, count + 8, 'x');
  expect(desk.pen.others.toJSON()).toHaveLength(3);
  expect(desk.seen()).toBe(`one, two ${'x'.repeat(500)}three`);
});

/** A writer and a person on one text. */
function createDesk(content: string) {
  let current = textOf(content);
  const desk = {
    pen: createPen(current),
    seen: () => current.toString(),
    write(from: number, to: number, insert: string) {
      const written = penChange(desk.pen, replaceRange(desk.pen.text.length, from, to, insert));
      desk.pen = written.pen;
      current = written.change.apply(current);
    },
    person(from: number, to: number, insert: string) {
      const change = replaceRange(current.length, from, to, insert);
      desk.pen = afterOtherChange(desk.pen, change);
      current = change.apply(current);
    },
  };
  return desk;
}
