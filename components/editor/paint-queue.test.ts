import { expect, test } from 'vitest';
import { ChangeSet, replaceRange, textOf, type Change, type Text } from '../../lib/document/change.ts';
import { createSeededRandom, type SeededRandom } from '../../lib/base/seeded-random.ts';
import { createPaintQueue } from './paint-queue.ts';

test('many changes become one paint', () => {
  const queue = createPaintQueue();
  queue.push(replaceRange(2, 2, 2, 'c'));
  queue.push(replaceRange(3, 3, 3, 'd'));
  queue.push(replaceRange(4, 0, 1, ''));
  expect(queue.take()?.apply(textOf('ab')).toString()).toBe('bcd');
  expect(queue.take()).toBeNull();
});

test('what is typed between two paints is moved over what waits', () => {
  const queue = createPaintQueue();
  queue.push(replaceRange(3, 0, 0, 'model '));
  const typed = queue.type(replaceRange(3, 3, 3, '!'));
  expect(typed.apply(textOf('model abc')).toString()).toBe('model abc!');
  expect(queue.take()?.apply(textOf('abc!')).toString()).toBe('model abc!');
});

test('typing at the very place where the model writes gives the same text whether the paint comes before or after', () => {
  const late = createPaintQueue();
  late.push(replaceRange(2, 1, 1, 'XYZ'));
  const typedBeforePaint = late.type(replaceRange(2, 1, 1, 'p'));

  // Painted first, the cursor stays before the model's text, so the person types at the same offset.
  const typedAfterPaint = replaceRange(5, 1, 1, 'p');
  const session = textOf('aXYZb');
  expect(typedBeforePaint.apply(session).toString()).toBe(typedAfterPaint.apply(session).toString());
});

test('an empty change does not ask for a paint', () => {
  const queue = createPaintQueue();
  queue.push(ChangeSet.empty(4));
  expect(queue.isEmpty).toBe(true);
});

test('the screen and the session converge under random typing, writing and painting', () => {
  for (let seed = 1; seed <= 400; seed++) {
    const random = createSeededRandom(seed);
    const queue = createPaintQueue();
    let session = textOf('const a = 1;\nconst b = 2;\n');
    let screen = session;
    const paint = () => {
      const change = queue.take();
      if (change) screen = change.apply(screen);
      expect(screen.toString(), `seed ${seed}`).toBe(session.toString());
    };
    for (let step = 0; step < 80; step++) {
      const roll = random.next();
      if (roll < 0.5) {
        const change = randomChange(session, random);
        session = change.apply(session);
        queue.push(change);
      } else if (roll < 0.8) {
        const change = randomChange(screen, random);
        screen = change.apply(screen);
        session = queue.type(change).apply(session);
      } else {
        paint();
      }
    }
    paint();
  }
});

function randomChange(text: Text, random: SeededRandom): Change {
  const specs: { from: number; to: number; insert: Text }[] = [];
  let from = 0;
  for (let left = 1 + random.integer(3); left > 0 && from <= text.length; left--) {
    from += random.integer(text.length - from + 1);
    const to = Math.min(text.length, from + (random.chance(0.4) ? random.integer(6) : 0));
    specs.push({ from, to, insert: textOf(random.pick(['x', 'ab\n', '\n', 'long word', ''])) });
    from = to + 1;
  }
  return ChangeSet.of(specs, text.length);
}
