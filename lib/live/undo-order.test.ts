import { expect, test } from 'vitest';
import { replaceRange, textOf } from '../document/change.ts';
import { createUndoOrder } from './undo-order.ts';

/** A person at the end of one file. */
function createDesk() {
  const order = createUndoOrder();
  let text = textOf('');
  return {
    order,
    get text() {
      return text.toString();
    },
    type(typed: string, nowMs: number) {
      const change = replaceRange(text.length, text.length, text.length, typed);
      order.recordEdit('a', change, text, { nowMs, joinable: typed.length <= 2 });
      text = change.apply(text);
    },
    undo() {
      const move = order.undo(() => text);
      if (move?.kind !== 'change') return null;
      text = move.change.apply(text);
      return text.toString();
    },
  };
}

test('what is typed in one go is one step, unless the step was ended', () => {
  const desk = createDesk();
  desk.type('a', 0);
  desk.type('b', 10);
  desk.order.endStep();
  desk.type('c;', 20);
  desk.order.endStep();
  desk.type('d', 30);
  desk.type('e', 40);
  expect(desk.text).toBe('abc;de');
  expect([desk.undo(), desk.undo(), desk.undo(), desk.undo()]).toEqual(['abc;', 'ab', '', null]);
});
