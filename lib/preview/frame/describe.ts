/** The values of a console call as one line, `%s` and its kind filled in. */
export function format(values: readonly unknown[]): string {
  const plain = (value: unknown) => (typeof value === 'string' ? value : describe(value));
  const [first] = values;
  if (typeof first !== 'string' || !/%[sdifoOc]/.test(first)) return values.map(plain).join(' ');
  let next = 1;
  const text = first.replaceAll(/%([sdifoOc%])/g, (found, kind: string) => {
    if (kind === '%') return '%';
    if (next >= values.length) return found;
    const value = values[next];
    next += 1;
    if (kind === 'c') return '';
    if (kind === 'd' || kind === 'i') return String(Math.trunc(Number(value)));
    return plain(value);
  });
  return [text, ...values.slice(next).map(plain)].join(' ');
}

const mostItems = 50;
const deepest = 2;
const longestInner = 200;

/** A value in one line, as a console shows it. Never throws, whatever the value's own code does. */
export function describe(value: unknown): string {
  try {
    return describeAt(value, 0, new Set());
  } catch {
    return '(cannot be shown)';
  }
}

function describeAt(value: unknown, depth: number, seen: Set<unknown>): string {
  switch (typeof value) {
    case 'string':
      if (depth === 0) return value;
      return JSON.stringify(value.length > longestInner ? `${value.slice(0, longestInner)}…` : value);
    case 'function':
      return `function ${value.name || '(anonymous)'}`;
    case 'bigint':
      return `${value}n`;
    case 'object':
      return value === null ? 'null' : describeObject(value, depth, seen);
    case 'undefined':
    case 'boolean':
    case 'number':
    case 'symbol':
      return String(value);
    default:
      return typeof value;
  }
}

function describeObject(value: object, depth: number, seen: Set<unknown>): string {
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (value instanceof Element) return `<${value.tagName.toLowerCase()}${value.id ? `#${value.id}` : ''}>`;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof RegExp) return String(value);
  if (seen.has(value)) return '(circular)';
  const isList = Array.isArray(value) || ArrayBuffer.isView(value);
  if (depth > deepest) return isList ? '[…]' : '{…}';
  seen.add(value);
  const text = describeInside(value, isList, (item) => describeAt(item, depth + 1, seen));
  seen.delete(value);
  return text;
}

function describeInside(value: object, isList: boolean, inner: (item: unknown) => string): string {
  if (isList) {
    const list = value as ArrayLike<unknown>;
    return `[${Array.prototype.slice.call(list, 0, mostItems).map(inner).join(', ')}${more(list.length)}]`;
  }
  if (value instanceof Map) {
    const pairs = [...value].slice(0, mostItems).map(([key, item]) => `${inner(key)} => ${inner(item)}`);
    return `Map {${pairs.join(', ')}${more(value.size)}}`;
  }
  if (value instanceof Set) return `Set {${[...value].slice(0, mostItems).map(inner).join(', ')}${more(value.size)}}`;
  const keys = Object.keys(value);
  const kind = (value as { constructor?: { name?: unknown } }).constructor;
  const name = kind && kind !== Object ? `${String(kind.name)} ` : '';
  const fields = keys.slice(0, mostItems).map((key) => `${key}: ${inner((value as Record<string, unknown>)[key])}`);
  return `${name}{${fields.join(', ')}${more(keys.length)}}`;
}

function more(count: number): string {
  return count > mostItems ? `, … ${count - mostItems} more` : '';
}
