/** What `require` gives of a module. */
export type Namespace = Record<string, unknown>;

/**
 * A module of the browser's as CommonJS sees one. Where it has no default export, all of it is the default, which is what
 * people mean who write `import THREE from 'three'`.
 */
export function wrapNamespace(namespace: Readonly<Record<string, unknown>>): Namespace {
  const wrapped: Namespace = {};
  Object.defineProperty(wrapped, '__esModule', { value: true });
  for (const name of Object.keys(namespace)) {
    Object.defineProperty(wrapped, name, { enumerable: true, configurable: true, get: () => namespace[name] });
  }
  if (!('default' in namespace)) Object.defineProperty(wrapped, 'default', { value: wrapped, configurable: true });
  return wrapped;
}

/** A component that is not there yet. */
export function hole(): null {
  return null;
}

/** A module that is not there yet: whatever is taken from it is an empty component. */
export const holes: Namespace = new Proxy<Namespace>(
  {},
  {
    get: (_target, name) =>
      name === '__esModule' ? true : typeof name === 'symbol' || name === 'then' ? undefined : hole,
  },
);

/**
 * Lucide with a circle for each icon that it does not have. Icons come and go between its versions, and a program need not
 * break for one.
 */
export function withAllIcons(namespace: Namespace, say: (name: string) => void): Namespace {
  const told = new Set<string>();
  return new Proxy(namespace, {
    get(target, name) {
      if (typeof name === 'symbol' || name in target || !/^[A-Z]/.test(name))
        return Reflect.get(target, name) as unknown;
      if (!told.has(name)) say(name);
      told.add(name);
      return target['Circle'];
    },
  });
}
