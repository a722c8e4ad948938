import { expect, test } from 'vitest';
import { createSeededRandom } from '../../lib/base/seeded-random.ts';
import { addSpan, withoutSpans, type LineSpan } from './line-spans.ts';

test('spans that touch become one', () => {
  expect(addSpan([{ from: 1, to: 3 }], { from: 4, to: 5 }, 8)).toEqual([{ from: 1, to: 5 }]);
  expect(addSpan([{ from: 1, to: 9 }], { from: 4, to: 5 }, 8)).toEqual([{ from: 1, to: 9 }]);
});

test('too many spans: the narrowest gap is closed', () => {
  const spans = [
    { from: 1, to: 1 },
    { from: 10, to: 10 },
  ];
  expect(addSpan(spans, { from: 13, to: 13 }, 2)).toEqual([
    { from: 1, to: 1 },
    { from: 10, to: 13 },
  ]);
});

test('cutting out of the middle leaves both ends', () => {
  expect(withoutSpans([{ from: 1, to: 9 }], [{ from: 4, to: 5 }])).toEqual([
    { from: 1, to: 3 },
    { from: 6, to: 9 },
  ]);
});

test('adding and cutting keep exactly the lines they should', () => {
  const linesOf = (spans: readonly LineSpan[]) =>
    new Set(spans.flatMap((span) => Array.from({ length: span.to - span.from + 1 }, (_, index) => span.from + index)));
  for (let seed = 1; seed <= 200; seed++) {
    const random = createSeededRandom(seed);
    let spans: LineSpan[] = [];
    let cuts: LineSpan[] = [];
    const expected = new Set<number>();
    for (let step = 0; step < 12; step++) {
      const from = 1 + random.integer(60);
      const span = { from, to: from + random.integer(5) };
      if (random.chance(0.7)) {
        spans = addSpan(spans, span, 100);
        for (const line of linesOf([span])) expected.add(line);
      } else {
        cuts = addSpan(cuts, span, 100);
      }
    }
    for (const line of linesOf(cuts)) expected.delete(line);
    expect(
      [...linesOf(withoutSpans(spans, cuts))].toSorted((a, b) => a - b),
      `seed ${seed}`,
    ).toEqual([...expected].toSorted((a, b) => a - b));
  }
});
