import { consoleLimits } from '../console-messages.ts';
import type { ShownPart, ShownValue, ValueType } from '../console-messages.ts';
import { nameOf, ownKeys, readDescriptor } from './read-object.ts';
import { textOfStack } from './source-place.ts';
import type { ValueTable } from './value-table.ts';

/** How much of a value is shown before it is opened. */
const firstProperties = 5;
const firstItems = 10;
const leafLength = 60;

/**
 * A value of the program in short. Nothing of the program is run for it: getters are not asked, `toString` and `toJSON` not
 * called. (A `Proxy` runs its traps whatever one does.) What cannot be looked at is shown as such.
 */
export function showValue(value: unknown, table: ValueTable): ShownValue {
  return describe(value, table, true);
}

/** A value within another one that is shown: what it is, and not what is in it. */
export function showLeaf(value: unknown, table: ValueTable): ShownValue {
  return describe(value, table, false);
}

function describe(value: unknown, table: ValueTable, isWhole: boolean): ShownValue {
  switch (typeof value) {
    case 'string':
      return { type: 'string', text: cut(value, isWhole ? consoleLimits.stackLength : leafLength) };
    case 'number':
      return { type: 'number', text: Object.is(value, -0) ? '-0' : String(value) };
    case 'bigint':
      return { type: 'number', text: cut(`${value}n`, leafLength) };
    case 'boolean':
      return { type: 'boolean', text: String(value) };
    case 'undefined':
      return { type: 'nothing', text: 'undefined' };
    case 'symbol':
      return { type: 'symbol', text: cut(String(value), leafLength) };
    case 'function':
      return openable('function', functionText(value), value, table);
    case 'object':
      if (value === null) return { type: 'nothing', text: 'null' };
      try {
        return describeObject(value, table, isWhole);
      } catch {
        return { type: 'other', text: '(cannot be shown)' };
      }
    default:
      return { type: 'other', text: typeof value };
  }
}

function describeObject(value: object, table: ValueTable, isWhole: boolean): ShownValue {
  const id = table.hold({ kind: 'object', object: value });
  if (value instanceof Error) return { type: 'error', text: errorText(value), id };
  if (isNode(value)) return { type: 'element', text: nodeText(value), id };
  if (value instanceof Date) return { type: 'other', text: dateText(value), id };
  if (value instanceof RegExp) return { type: 'other', text: RegExp.prototype.toString.call(value), id };
  if (value instanceof Promise) return { type: 'other', text: 'Promise', id };
  const name = nameOf(value);
  if (value instanceof Map) {
    const text = `${name ?? 'Map'}(${mapSize(value)})`;
    return isWhole ? withParts('map', text, id, mapParts(value, table), mapSize(value)) : { type: 'map', text, id };
  }
  if (value instanceof Set) {
    const text = `${name ?? 'Set'}(${setSize(value)})`;
    return isWhole ? withParts('set', text, id, setParts(value, table), setSize(value)) : { type: 'set', text, id };
  }
  if (Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView))) {
    const length = Number(
      readDescriptor(value, 'length')?.value ?? (value as { readonly length?: number }).length ?? 0,
    );
    const label = `${name ?? 'Array'}(${length})`;
    if (!isWhole) return { type: 'array', text: label, id };
    const text = Array.isArray(value) && name === 'Array' ? '' : label;
    return withParts('array', text, id, itemParts(value, length, table), length);
  }
  if (value instanceof ArrayBuffer) return { type: 'other', text: `ArrayBuffer(${value.byteLength})`, id };
  const text = name ?? 'Object';
  if (!isWhole) return { type: 'object', text: text === 'Object' ? '{…}' : text, id };
  const keys = ownKeys(value).filter((key) => readDescriptor(value, key)?.enumerable === true);
  return withParts('object', text, id, propertyParts(value, keys.slice(0, firstProperties), table), keys.length);
}

function withParts(type: ValueType, text: string, id: number, parts: readonly ShownPart[], count: number): ShownValue {
  return { type, text, parts, ...(count > parts.length ? { hasMore: true } : {}), id };
}

function itemParts(list: object, length: number, table: ValueTable): ShownPart[] {
  const parts: ShownPart[] = [];
  for (let index = 0; index < Math.min(length, firstItems); index += 1) {
    parts.push({ key: null, value: propertyValue(list, String(index), table) });
  }
  return parts;
}

function propertyParts(value: object, keys: readonly (string | symbol)[], table: ValueTable): ShownPart[] {
  return keys.map((key) => ({ key: keyText(key), value: propertyValue(value, key, table) }));
}

function propertyValue(value: object, key: string | symbol, table: ValueTable): ShownValue {
  const descriptor = readDescriptor(value, key);
  if (!descriptor) return { type: 'nothing', text: 'empty' };
  if ('value' in descriptor) return showLeaf(descriptor.value, table);
  return descriptor.get ? { type: 'getter', text: '(…)' } : { type: 'nothing', text: 'undefined' };
}

function mapParts(map: Map<unknown, unknown>, table: ValueTable): ShownPart[] {
  return first(Map.prototype.entries.call(map), firstProperties).map(([key, value]) => ({
    key: textOfLeaf(showLeaf(key, table)),
    value: showLeaf(value, table),
  }));
}

function setParts(set: Set<unknown>, table: ValueTable): ShownPart[] {
  return first(Set.prototype.values.call(set), firstProperties).map((value) => ({
    key: null,
    value: showLeaf(value, table),
  }));
}

/** A value as the key of an entry is written. */
export function textOfLeaf({ type, text }: ShownValue): string {
  return type === 'string' ? `'${text}'` : text;
}

function first<Item>(items: Iterable<Item>, count: number): Item[] {
  const taken: Item[] = [];
  for (const item of items) {
    if (taken.length >= count) break;
    taken.push(item);
  }
  return taken;
}

const mapSize = (map: Map<unknown, unknown>): number => Reflect.get(Map.prototype, 'size', map) as number;
const setSize = (set: Set<unknown>): number => Reflect.get(Set.prototype, 'size', set) as number;

function openable(type: ValueType, text: string, object: object, table: ValueTable): ShownValue {
  return { type, text, id: table.hold({ kind: 'object', object }) };
}

/** `f name()` and `class Name`, without the body. */
function functionText(value: object): string {
  const name = readDescriptor(value, 'name')?.value;
  const written = typeof name === 'string' && name !== '' ? cut(name, leafLength) : '';
  const source = cut(Function.prototype.toString.call(value), 20);
  return source.startsWith('class') ? `class ${written}`.trim() : `ƒ ${written}()`;
}

/** The name and message of an error, as far as they stand there as texts. */
function errorText(error: object): string {
  const message = readDeep(error, 'message');
  const name = readDeep(error, 'name');
  const called = typeof name === 'string' && name !== '' ? name : (nameOf(error) ?? 'Error');
  return cut(
    typeof message === 'string' && message !== '' ? `${called}: ${message}` : called,
    consoleLimits.shortLength,
  );
}

/** The stack of an error as people read it; empty when there is none. */
export function stackOf(error: object): string {
  const stack = readDeep(error, 'stack');
  return typeof stack === 'string' ? textOfStack(stack) : '';
}

/** A property that is a value, of the object or of what it inherits from; a getter is not asked. */
function readDeep(object: object, key: string): unknown {
  for (let at: object | null = object, depth = 0; at && depth < 10; at = Reflect.getPrototypeOf(at), depth += 1) {
    const descriptor = readDescriptor(at, key);
    if (!descriptor) continue;
    if ('value' in descriptor) return descriptor.value;
    // The stack of an error is a getter of the browser's own in some browsers.
    return key === 'stack' && isBrowsersOwn(descriptor.get) ? Reflect.apply(descriptor.get, object, []) : undefined;
  }
  return undefined;
}

function isBrowsersOwn(get: (() => unknown) | undefined): get is () => unknown {
  return get !== undefined && Function.prototype.toString.call(get).includes('[native code]');
}

function dateText(date: Date): string {
  const time = Date.prototype.getTime.call(date);
  return Number.isNaN(time) ? 'Invalid Date' : new Date(time).toISOString();
}

function isNode(value: object): value is Node {
  return typeof Node === 'function' && value instanceof Node;
}

/** `<button#go.main>`, `#text "…"`. */
export function nodeText(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return cut(`#text "${(node.nodeValue ?? '').trim()}"`, leafLength);
  if (node.nodeType === Node.COMMENT_NODE) return cut(`<!-- ${(node.nodeValue ?? '').trim()} -->`, leafLength);
  if (!(node instanceof Element)) return node.nodeName;
  const classes = [...node.classList].map((name) => `.${name}`).join('');
  return cut(`<${node.localName}${node.id === '' ? '' : `#${node.id}`}${classes}>`, 120);
}

/** The name of a property as it is shown. */
export function keyText(key: string | symbol): string {
  return cut(typeof key === 'symbol' ? `[${String(key)}]` : key, 120);
}

/** A text no longer than this, with what is missing told. */
function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}
