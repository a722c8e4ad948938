import { consoleLimits } from '../console-messages.ts';
import type { ShownPart, ShownValue } from '../console-messages.ts';
import { nameOf, ownKeys, readDescriptor } from './read-object.ts';
import { keyText, nodeText, showLeaf, showValue, stackOf, textOfLeaf } from './show-value.ts';
import type { Held, ValueTable } from './value-table.ts';

/** What is in a value that was opened, from a part on, and how many parts it has in all. */
export interface OpenedValue {
  readonly parts: readonly ShownPart[];
  readonly total: number;
}

/** Beyond this many items an array is asked for nothing but its items. */
const mostItemsWithKeys = 10_000;

/**
 * Opens what is held: its parts from `from` on, as many as one answer takes. Opening a getter asks it, which is the only
 * thing here that runs the program's own code; what it throws is shown as its value.
 */
export function openValue(held: Held, from: number, table: ValueTable): OpenedValue {
  switch (held.kind) {
    case 'getter':
      return all([{ key: null, value: ask(held, table) }]);
    case 'entry':
      return all([
        { key: 'key', value: showValue(held.key, table) },
        { key: 'value', value: showValue(held.value, table) },
      ]);
    case 'prototype':
      return openProperties(held.of, held.receiver, from, table, []);
    case 'object':
      return openObject(held.object, from, table);
    default:
      return held satisfies never;
  }
}

function ask({ get, receiver }: Extract<Held, { kind: 'getter' }>, table: ValueTable): ShownValue {
  try {
    return showValue(Reflect.apply(get, receiver, []), table);
  } catch (error) {
    return showValue(error, table);
  }
}

function openObject(object: object, from: number, table: ValueTable): OpenedValue {
  if (object instanceof Error) {
    const stack = stackOf(object);
    const first: ShownPart[] =
      stack === '' ? [] : [{ key: null, value: { type: 'stack', text: stack.slice(0, consoleLimits.stackLength) } }];
    return openProperties(object, object, from, table, first, ['stack', 'message']);
  }
  if (typeof Element === 'function' && object instanceof Element) return openElement(object, from, table);
  if (object instanceof Map) return openEntries(object, Map.prototype.entries.call(object), from, table);
  if (object instanceof Set) {
    const items = [...Set.prototype.values.call(object)].map((value) => ({
      key: null,
      value: showValue(value, table),
    }));
    return openProperties(object, object, from, table, items);
  }
  if (Array.isArray(object) || (ArrayBuffer.isView(object) && !(object instanceof DataView))) {
    return openItems(object as ArrayLike<unknown> & object, from, table);
  }
  return openProperties(object, object, from, table, []);
}

function openEntries(
  map: Map<unknown, unknown>,
  entries: Iterable<[unknown, unknown]>,
  from: number,
  table: ValueTable,
): OpenedValue {
  const parts = [...entries].map(([key, value], index): ShownPart => {
    const shown = { key: textOfLeaf(showLeaf(key, table)), value: showLeaf(value, table) };
    const id = table.hold({ kind: 'entry', key, value });
    return { key: String(index), value: { type: 'entry', text: '', parts: [shown], id } };
  });
  return openProperties(map, map, from, table, parts);
}

function openItems(list: ArrayLike<unknown> & object, from: number, table: ValueTable): OpenedValue {
  const { length } = list;
  if (length > mostItemsWithKeys) return page(length, from, (index) => partOf(list, String(index), list, table));
  const isItem = (key: string | symbol) => typeof key === 'string' && /^(?:0|[1-9]\d*)$/.test(key);
  const keys = ownKeys(list).filter((key) => !isItem(key) && key !== 'length');
  return page(length + keys.length, from, (index) => {
    const key = index < length ? String(index) : keys[index - length];
    return key === undefined ? null : partOf(list, key, list, table);
  });
}

/** An element's attributes and what stands in it, as its page was written. */
function openElement(element: Element, from: number, table: ValueTable): OpenedValue {
  const children = [...element.childNodes].filter(
    (node) => node.nodeType !== Node.TEXT_NODE || (node.nodeValue ?? '').trim() !== '',
  );
  const { attributes } = element;
  return page(attributes.length + children.length, from, (index) => {
    const attribute = attributes[index];
    if (attribute) return { key: attribute.name, value: showLeaf(attribute.value, table) };
    const child = children[index - attributes.length];
    if (!child) return null;
    if (child instanceof Element) return { key: null, value: showLeaf(child, table) };
    return { key: null, value: { type: 'element', text: nodeText(child) } };
  });
}

/** Own properties, those that one would go through first, behind what comes `first`; the prototype last, where it says something. */
function openProperties(
  object: object,
  receiver: object,
  from: number,
  table: ValueTable,
  first: readonly ShownPart[],
  left: readonly string[] = [],
): OpenedValue {
  const keys = ownKeys(object).filter((key) => typeof key === 'symbol' || !left.includes(key));
  const isSeen = (key: string | symbol) => readDescriptor(object, key)?.enumerable === true;
  const ordered = [...keys.filter(isSeen), ...keys.filter((key) => !isSeen(key))];
  const prototype = prototypePart(object, receiver, table);
  const count = first.length + ordered.length;
  return page(count + (prototype ? 1 : 0), from, (index) => {
    if (index >= count) return prototype;
    const key = ordered[index - first.length];
    return first[index] ?? (key === undefined ? null : partOf(object, key, receiver, table));
  });
}

/** What everything inherits says nothing of this object. */
function prototypePart(object: object, receiver: object, table: ValueTable): ShownPart | null {
  const prototype = Reflect.getPrototypeOf(object);
  if (!prototype || plain.has(prototype)) return null;
  const id = table.hold({ kind: 'prototype', of: prototype, receiver });
  const text = nameOf(object) ?? 'Object';
  return { key: '[[Prototype]]', value: { type: 'object', text, parts: [], hasMore: true, id }, isDim: true };
}

const plain: ReadonlySet<object> = new Set<object>([
  Object.prototype,
  Array.prototype,
  Map.prototype,
  Set.prototype,
  Promise.prototype,
  Function.prototype,
  Error.prototype,
  TypeError.prototype,
  RangeError.prototype,
  ReferenceError.prototype,
  SyntaxError.prototype,
  Date.prototype,
  RegExp.prototype,
  ArrayBuffer.prototype,
]);

function partOf(object: object, key: string | symbol, receiver: object, table: ValueTable): ShownPart {
  const descriptor = readDescriptor(object, key);
  const dim = descriptor && descriptor.enumerable !== true ? { isDim: true } : {};
  const name = keyText(key);
  if (!descriptor) return { key: name, value: { type: 'nothing', text: 'empty' } };
  if ('value' in descriptor) return { key: name, value: showValue(descriptor.value, table), ...dim };
  const { get } = descriptor;
  if (!get) return { key: name, value: { type: 'nothing', text: 'undefined' }, ...dim };
  return {
    key: name,
    value: { type: 'getter', text: '(…)', id: table.hold({ kind: 'getter', get, receiver }) },
    ...dim,
  };
}

function page(total: number, from: number, partAt: (index: number) => ShownPart | null): OpenedValue {
  const parts: ShownPart[] = [];
  for (let index = from; index < Math.min(total, from + consoleLimits.parts); index += 1) {
    const part = partAt(index);
    if (part) parts.push(part);
  }
  return { parts, total };
}

function all(parts: readonly ShownPart[]): OpenedValue {
  return { parts, total: parts.length };
}
