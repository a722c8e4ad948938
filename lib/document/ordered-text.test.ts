import { expect, test } from 'vitest';
import { replaceRange, textOf, type Text } from './change.ts';
import { apply, changesSince, createOrderedText, lengthAt, rebase, type OrderedText } from './ordered-text.ts';

test('changes are numbered in the order they are applied', () => {
  const ordered = typeAt(typeAt(createOrderedText(textOf('ad'), 7), 1, 'b'), 2, 'c');
  expect(ordered.text.toString()).toBe('abcd');
  expect(ordered.version).toBe(9);
});

test('a change made against the newest version stays as it is', () => {
  const ordered = typeAt(createOrderedText(textOf('')), 0, 'hello');
  const change = replaceRange(5, 5, 5, '!');
  expect(rebase(ordered, { version: 1, change })).toEqual({ ok: true, value: change });
});

test('a late change lands where its author meant it, after what was ordered before it', () => {
  let ordered = createOrderedText(textOf('one two'));
  ordered = typeAt(ordered, 0, 'zero ');
  ordered = typeAt(ordered, 8, '!');
  const late = rebase(ordered, { version: 0, change: replaceRange(7, 3, 3, '?') });
  expect(late.ok && late.value.apply(ordered.text).toString()).toBe('zero one!? two');
});

test('a late deletion leaves alone what somebody typed inside it meanwhile', () => {
  const ordered = typeAt(createOrderedText(textOf('abcdef')), 3, 'X');
  const late = rebase(ordered, { version: 0, change: replaceRange(6, 1, 5, '') });
  expect(late.ok && late.value.apply(ordered.text).toString()).toBe('aXf');
});

test('a change of a version that nobody has seen, or that is not a version, is refused', () => {
  const ordered = typeAt(createOrderedText(textOf(''), 3), 0, 'a');
  const at = (version: number) => rebase(ordered, { version, change: replaceRange(0, 0, 0, 'x') });
  expect(at(5)).toEqual({ ok: false, refusal: 'version-ahead' });
  expect(at(2)).toEqual({ ok: false, refusal: 'version-unknown' });
  expect(at(3.5)).toEqual({ ok: false, refusal: 'version-unknown' });
  expect(at(Number.NaN)).toEqual({ ok: false, refusal: 'version-unknown' });
  expect(at(3).ok).toBe(true);
});

test('a change that does not fit the version it names is refused', () => {
  const ordered = typeAt(createOrderedText(textOf('abc')), 0, 'x');
  const change = replaceRange(4, 0, 0, 'y');
  expect(rebase(ordered, { version: 0, change })).toEqual({ ok: false, refusal: 'length-mismatch' });
  expect(rebase(ordered, { version: 1, change }).ok).toBe(true);
  expect(lengthAt(ordered, 0)).toEqual({ ok: true, value: 3 });
  expect(lengthAt(ordered, 1)).toEqual({ ok: true, value: 4 });
  expect(lengthAt(ordered, 2)).toEqual({ ok: false, refusal: 'version-ahead' });
});

test('at least the promised number of changes is kept, and never more than twice as many', () => {
  let ordered = createOrderedText(textOf(''), 0, { changes: 5, size: 1_000 });
  for (let count = 1; count <= 40; count += 1) {
    ordered = typeAt(ordered, 0, 'a');
    expect(changesSince(ordered, Math.max(0, count - 5)).ok).toBe(true);
    if (count > 10) expect(changesSince(ordered, count - 11).ok).toBe(false);
  }
});

test('very large changes push out old ones sooner', () => {
  let ordered = createOrderedText(textOf(''), 0, { changes: 1_000, size: 100 });
  for (let count = 0; count < 10; count += 1) ordered = typeAt(ordered, 0, 'a'.repeat(60));
  expect(changesSince(ordered, 9).ok).toBe(true);
  expect(changesSince(ordered, 5).ok).toBe(false);
});

test('a change to 10,000 lines makes about as much anew as a change to 100 lines', () => {
  const short = madeAnewPerChange(100);
  const long = madeAnewPerChange(10_000);
  expect(long).toBeGreaterThan(0);
  expect(long).toBeLessThan(short * 4);
});

function typeAt(ordered: OrderedText, at: number, insert: string): OrderedText {
  return apply(ordered, replaceRange(ordered.text.length, at, at, insert));
}

/** How many lines and branches of the text's tree are new after a change, on average over many. */
function madeAnewPerChange(lines: number): number {
  let ordered = createOrderedText(textOf(Array.from({ length: lines }, (_, line) => `line ${line}`).join('\n')));
  let made = 0;
  for (let count = 0; count < 200; count += 1) {
    const known = new Set(partsOf(ordered.text));
    ordered = typeAt(ordered, (count * 7_919) % ordered.text.length, count % 5 === 0 ? 'new\n' : 'x');
    for (const part of partsOf(ordered.text)) {
      if (!known.has(part)) made += part.children ? part.children.length : part.lines;
    }
  }
  return made / 200;
}

function partsOf(text: Text): readonly Text[] {
  return [text, ...(text.children ?? []).flatMap(partsOf)];
}
