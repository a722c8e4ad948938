/** An opaque origin has no storage; programs expect one, so they get one that lasts as long as the frame. */
export function provideStorage(): void {
  for (const name of ['localStorage', 'sessionStorage'] as const) {
    Object.defineProperty(window, name, { value: createStorage(), configurable: true });
  }
}

function createStorage(): object {
  const kept = new Map<string, string>();
  const methods: Record<string, unknown> = {
    getItem: (key: unknown) => kept.get(String(key)) ?? null,
    setItem: (key: unknown, value: unknown) => void kept.set(String(key), String(value)),
    removeItem: (key: unknown) => void kept.delete(String(key)),
    clear: () => kept.clear(),
    key: (index: number) => [...kept.keys()][index] ?? null,
  };
  return new Proxy(methods, {
    get(target, key) {
      if (key === 'length') return kept.size;
      if (key in target) return Reflect.get(target, key) as unknown;
      return typeof key === 'string' ? kept.get(key) : undefined;
    },
    set(_target, key, value) {
      kept.set(String(key), String(value));
      return true;
    },
    deleteProperty(_target, key) {
      kept.delete(String(key));
      return true;
    },
    has: (target, key) => key in target || (typeof key === 'string' && kept.has(key)),
    ownKeys: () => [...kept.keys()],
    getOwnPropertyDescriptor: (target, key) =>
      typeof key === 'string' && kept.has(key)
        ? { value: kept.get(key), writable: true, enumerable: true, configurable: true }
        : Reflect.getOwnPropertyDescriptor(target, key),
  });
}
