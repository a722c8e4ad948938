import { expect, test } from 'vitest';
import { textOfValue } from '../console-messages.ts';
import { openValue } from './open-value.ts';
import { showValue } from './show-value.ts';
import { createValueTable } from './value-table.ts';

function setUp() {
  const table = createValueTable(2_000);
  const open = (id: number | undefined, from = 0) => {
    const held = table.find(id ?? 0);
    if (!held) throw new Error(`Nothing is held as ${id}`);
    return openValue(held, from, table);
  };
  return {
    table,
    open,
    show: (value: unknown) => showValue(value, table),
    text: (value: unknown) => textOfValue(showValue(value, table)),
    /** What a value holds once it is opened: key and short text of each part. */
    inside: (value: unknown) =>
      open(showValue(value, table).id).parts.map(({ key, value: part }) => `${key ?? ''}: ${textOfValue(part, true)}`),
  };
}

test('what is no object is shown as it is', () => {
  const { text } = setUp();
  const values = ['a', 1.5, -0, Number.NaN, 12n, true, null, undefined, Symbol('s')];
  expect(values.map(text)).toEqual(['a', '1.5', '-0', 'NaN', '12n', 'true', 'null', 'undefined', 'Symbol(s)']);
});

test('objects are shown by their first parts, deeper ones by what they are', () => {
  const { text } = setUp();
  class Point {
    x = 1;
  }
  expect(text({ a: 1, b: 'x', c: { d: 1 }, e: [1, 2] })).toBe("{a: 1, b: 'x', c: {…}, e: Array(2)}");
  expect(text(new Point())).toBe('Point {x: 1}');
  expect(text({ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 })).toBe('{a: 1, b: 2, c: 3, d: 4, e: 5, …}');
  expect(text(Array.from({ length: 12 }, (_, index) => index))).toBe('[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, …]');
  expect(text(Object.assign([1], { 2: 3 }))).toBe('[1, empty, 3]');
  expect(text(Object.create(null))).toBe('{}');
  expect(text(new Uint8Array([1, 2]))).toBe('Uint8Array(2) [1, 2]');
  expect(
    text(
      new Map<unknown, unknown>([
        ['a', 1],
        [{}, 2],
      ]),
    ),
  ).toBe("Map(2) {'a' => 1, {…} => 2}");
  expect(text(new Set([1, 'b']))).toBe("Set(2) {1, 'b'}");
});

test('functions, dates, errors and promises say what they are', () => {
  const { text } = setUp();
  expect(text(function go() {})).toBe('ƒ go()');
  expect(text(() => {})).toBe('ƒ ()');
  expect(text(class Thing {})).toBe('class Thing');
  expect(text(new Date(0))).toBe('1970-01-01T00:00:00.000Z');
  expect(text(new Date('no'))).toBe('Invalid Date');
  expect(text(/a+/g)).toBe('/a+/g');
  expect(text(Promise.resolve(1))).toBe('Promise');
  expect(text(new TypeError('no'))).toBe('TypeError: no');
  class Own extends Error {}
  expect(text(new Own('mine'))).toBe('Error: mine');
});

test('nothing of the program runs to show or to open a value', () => {
  const { show, inside, open } = setUp();
  let ran = 0;
  const count = () => (ran += 1);
  const value = {
    get price() {
      return count();
    },
    toString: count,
    toJSON: count,
    [Symbol.toPrimitive]: count,
    nested: {
      get deep() {
        return count();
      },
    },
  };
  expect(textOfValue(show(value))).toContain('price: (…)');
  const parts = open(show(value).id).parts;
  expect(inside(value)[0]).toBe('price: (…)');
  expect(ran).toBe(0);
  // Asked for, it is.
  const getter = parts[0]?.value;
  expect(getter?.type).toBe('getter');
  expect(open(getter?.id).parts[0]?.value).toEqual({ type: 'number', text: '1' });
  expect(ran).toBe(1);
});

test('a getter that throws shows what it threw', () => {
  const { show, open } = setUp();
  const value = {
    get broken(): never {
      throw new RangeError('too far');
    },
  };
  const part = open(show(value).id).parts[0];
  expect(open(part?.value.id).parts[0]?.value).toMatchObject({ type: 'error', text: 'RangeError: too far' });
});

test('a value that holds itself is opened as often as one likes, and stays one value', () => {
  const { show, open } = setUp();
  const loop: { self?: unknown; name: string } = { name: 'loop' };
  loop.self = loop;
  const shown = show(loop);
  expect(textOfValue(shown)).toBe("{name: 'loop', self: {…}}");
  const self = open(shown.id).parts[1]?.value;
  expect(self?.id).toBe(shown.id);
});

test('opened, a value shows its own properties, hidden ones behind, then where it is from', () => {
  const { inside } = setUp();
  class Animal {
    name = 'cat';
    get sound() {
      return 'meow';
    }
    speak() {}
  }
  const cat = Object.defineProperty(new Animal(), 'hidden', { value: 1 });
  expect(inside(cat)).toEqual(["name: 'cat'", 'hidden: 1', '[[Prototype]]: Animal {…}']);
  expect(inside({ a: 1, [Symbol('s')]: 2 })).toEqual(['a: 1', '[Symbol(s)]: 2']);
  expect(inside(new Map([['k', { v: 1 }]]))).toEqual(["0: {'k' => {…}}"]);
  expect(inside(new Set(['a']))).toEqual([": 'a'"]);
  expect(inside([1, [2]])).toEqual(['0: 1', '1: [2]']);
  expect(inside(Object.assign([1], { extra: true }))).toEqual(['0: 1', 'extra: true']);
});

test('a getter of a class is asked of the object and not of the class', () => {
  const { show, open } = setUp();
  class Circle {
    radius = 3;
    get area() {
      return this.radius * 2;
    }
  }
  const parts = open(show(new Circle()).id).parts;
  const prototype = open(parts.at(-1)?.value.id).parts;
  const area = prototype.find(({ key }) => key === 'area');
  expect(open(area?.value.id).parts[0]?.value.text).toBe('6');
});

test('an entry of a map opens to its key and its value', () => {
  const { show, open } = setUp();
  const parts = open(show(new Map([[{ id: 1 }, { v: 2 }]])).id).parts;
  const entry = open(parts[0]?.value.id).parts.map(({ key, value }) => `${key}: ${textOfValue(value)}`);
  expect(entry).toEqual(['key: {id: 1}', 'value: {v: 2}']);
});

test('an error opens to its stack, and its cause', () => {
  const { show, open } = setUp();
  const parts = open(show(new Error('no', { cause: new Error('why') })).id).parts;
  expect(parts[0]?.value.type).toBe('stack');
  expect(parts.find(({ key }) => key === 'cause')?.value.text).toBe('Error: why');
});

test('a long list comes in pages', () => {
  const { show, open } = setUp();
  const shown = show(Array.from({ length: 250 }, (_, index) => index));
  const first = open(shown.id);
  expect([first.parts.length, first.total]).toEqual([100, 250]);
  const last = open(shown.id, 200);
  expect([last.parts[0]?.key, last.parts.length]).toEqual(['200', 50]);
  const huge = open(show(new Float32Array(5_000_000)).id, 4_999_950);
  expect([huge.parts.length, huge.total]).toEqual([50, 5_000_000]);
});

test('what defends itself is shown as well as it can be', () => {
  const { text, inside } = setUp();
  const throwing = new Proxy(
    {},
    {
      ownKeys() {
        throw new Error('no');
      },
      getPrototypeOf() {
        throw new Error('no');
      },
    },
  );
  expect(text(throwing)).toBe('(cannot be shown)');
  expect(text(new Proxy({ a: 1 }, {}))).toBe('{a: 1}');
  expect(inside(new Proxy([1], {}))).toEqual(['0: 1']);
  expect(text(new Proxy(new Map(), {}))).toBe('(cannot be shown)');
});

test('long texts are cut', () => {
  const { text } = setUp();
  expect(text({ a: 'x'.repeat(500) }).length).toBeLessThan(80);
  expect(text('x'.repeat(50_000)).length).toBe(4_000);
  expect(text({ ['k'.repeat(500)]: 1 }).length).toBeLessThan(140);
});

test('only the latest values are held', () => {
  const table = createValueTable(3);
  const objects = [{}, {}, {}, {}];
  const ids = objects.map((object) => table.hold({ kind: 'object', object }));
  expect(ids.map((id) => table.find(id) !== null)).toEqual([false, true, true, true]);
  // What is shown again is held longer, under the same number.
  expect(table.hold({ kind: 'object', object: objects[1]! })).toBe(ids[1]);
  table.hold({ kind: 'object', object: {} });
  expect(ids.map((id) => table.find(id) !== null)).toEqual([false, true, false, true]);
});
