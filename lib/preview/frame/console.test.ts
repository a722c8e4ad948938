import { expect, test } from 'vitest';
import { readLine } from '../read-console-messages.ts';
import type { FrameLine } from '../console-messages.ts';
import { installConsole } from './console.ts';
import { createLineQueue } from './line-queue.ts';
import { createValueTable } from './value-table.ts';

/** A program's console, and what the page gets of it: read as the page reads it. */
function setUp() {
  const lines: FrameLine[] = [];
  const native: string[] = [];
  let nowMs = 0;
  let cleared = 0;
  const table = createValueTable(2_000);
  const queue = createLineQueue({
    send: (sent) => lines.push(...sent.flatMap((line) => readLine(structuredClone(line)) ?? [])),
    nowMs: () => nowMs,
    schedule() {},
  });
  const names = 'log info warn error debug dir dirxml table trace assert count countReset time timeLog timeEnd';
  const methods = `${names} group groupCollapsed groupEnd clear`.split(' ');
  const target = Object.fromEntries(methods.map((name) => [name, () => native.push(name)])) as unknown as Console;
  installConsole(target, { queue, table, nowMs: () => nowMs, cleared: () => (cleared += 1) });
  return {
    console: target,
    native,
    cleared: () => cleared,
    pass: (ms: number) => (nowMs += ms),
    told(): FrameLine[] {
      queue.flush();
      return lines.splice(0);
    },
    texts(): string[] {
      queue.flush();
      return lines.splice(0).map(({ text }) => text);
    },
  };
}

test('each level is told as what it is, with its values', () => {
  const { console, told, native } = setUp();
  console.log('a', 1, { b: 'c' });
  console.warn('careful');
  console.error(new TypeError('no'));
  console.debug(undefined);
  expect(told().map(({ level, text }) => `${level}: ${text}`)).toEqual([
    "log: a 1 {b: 'c'}",
    'warn: careful',
    'error: TypeError: no',
    'debug: undefined',
  ]);
  expect(native).toEqual(['log', 'warn', 'error', 'debug']);
});

test('placeholders are filled in, and what is left over comes behind', () => {
  const { console, told, texts } = setUp();
  console.log('%s is %d years, %i%%, %f', 'Ann', 41.9, '7.5', 1.5, 'and', { a: 1 });
  console.log('%o and %O', [1], { b: 2 });
  console.log('%s %s', 'one');
  console.log('100%', 'sure');
  console.log(5, '%s', 6);
  expect(texts()).toEqual(['Ann is 41 years, 7%, 1.5 and {a: 1}', '[1] and {b: 2}', 'one %s', '100% sure', '5 %s 6']);
  console.log('%cred%c plain %cblue', 'color: red', '', 'color: blue');
  expect(told()[0]?.pieces).toEqual([
    { text: 'red', css: 'color: red' },
    { text: ' plain ' },
    { text: 'blue', css: 'color: blue' },
  ]);
});

test('no placeholder runs anything of the program', () => {
  const { console, texts } = setUp();
  const trap = () => {
    throw new Error('ran');
  };
  const value = { toString: trap, valueOf: trap, [Symbol.toPrimitive]: trap };
  console.log('%s %d %f %o', value, value, value, value);
  expect(texts()[0]).toMatch(/NaN NaN/);
});

test('a table has a row for each item and a column for each name', () => {
  const { console, told } = setUp();
  console.table([{ a: 1, b: 'x' }, { a: 2, c: true }, 'plain']);
  console.table({ one: { n: 1 }, two: { n: 2 } }, ['n']);
  console.table('no table');
  const [first, second, third] = told();
  expect(first?.table?.columns).toEqual(['a', 'b', 'c', 'Value']);
  expect(first?.table?.rows.map(({ name, cells }) => [name, ...cells.map((cell) => cell?.text ?? null)])).toEqual([
    ['0', '1', 'x', null, null],
    ['1', '2', null, 'true', null],
    ['2', null, null, null, 'plain'],
  ]);
  expect(second?.text).toBe('\tn\none\t1\ntwo\t2');
  expect(third?.text).toBe('no table');
});

test('a large table is cut, and says by how much', () => {
  const { console, told } = setUp();
  const row = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`c${index}`, index]));
  console.table(Array.from({ length: 150 }, () => row));
  const { table } = told()[0]!;
  expect([table?.rows.length, table?.columns.length, table?.moreRows, table?.moreColumns]).toEqual([100, 20, 50, 10]);
});

test('things are counted and timed by name', () => {
  const { console, pass, texts } = setUp();
  console.count();
  console.count('clicks');
  console.count('clicks');
  console.countReset('clicks');
  console.count('clicks');
  console.time('load');
  pass(12.34567);
  console.timeLog('load', 'so far');
  pass(1);
  console.timeEnd('load');
  console.timeEnd('load');
  expect(texts()).toEqual([
    'default: 1',
    'clicks: 1',
    'clicks: 2',
    'clicks: 1',
    'load: 12.346 ms so far',
    'load: 13.346 ms',
    'There is no timer “load”.',
  ]);
});

test('groups go one into another, and end', () => {
  const { console, told } = setUp();
  console.group('outer', 1);
  console.log('in');
  console.groupCollapsed();
  console.log('deeper');
  console.groupEnd();
  console.groupEnd();
  console.groupEnd();
  console.log('out');
  expect(told().map(({ text, depth = 0, group }) => `${depth} ${text} ${group ?? ''}`.trim())).toEqual([
    '0 outer 1 open',
    '1 in',
    '1 console.group closed',
    '2 deeper',
    '0 out',
  ]);
});

test('what was asserted and holds says nothing', () => {
  const { console, told } = setUp();
  console.assert(true, 'fine');
  console.assert(false);
  console.assert(false, 'broken: %s', 'why');
  expect(told().map(({ level, text }) => `${level} ${text}`)).toEqual([
    'error Assertion failed',
    'error Assertion failed: broken: why',
  ]);
});

test('clearing forgets lines and groups', () => {
  const { console, cleared, texts } = setUp();
  console.group('g');
  console.log('a');
  console.clear();
  console.log('b');
  expect(texts()).toEqual(['b']);
  expect(cleared()).toBe(1);
});
