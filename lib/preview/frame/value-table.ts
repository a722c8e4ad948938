/** What can be opened in the console: an object, a getter that waits to be asked, an entry of a map, a prototype. */
export type Held =
  | { readonly kind: 'object'; readonly object: object }
  | { readonly kind: 'getter'; readonly get: () => unknown; readonly receiver: object }
  | { readonly kind: 'entry'; readonly key: unknown; readonly value: unknown }
  | { readonly kind: 'prototype'; readonly of: object; readonly receiver: object };

/** The program's values that the page may ask for, by number. Only the latest are kept: it must not keep the program's memory full. */
export interface ValueTable {
  /** The number of what is held; an object has the same one as long as it is held. */
  hold(held: Held): number;
  find(id: number): Held | null;
  clear(): void;
}

/** Starts with nothing. */
export function createValueTable(most: number): ValueTable {
  const held = new Map<number, Held>();
  let numbers = new WeakMap<object, number>();
  let last = 0;
  return {
    hold(one) {
      const known = one.kind === 'object' ? numbers.get(one.object) : undefined;
      const id = known ?? (last += 1);
      // What was shown last goes last.
      held.delete(id);
      held.set(id, one);
      if (one.kind === 'object') numbers.set(one.object, id);
      for (const oldest of held.keys()) {
        if (held.size <= most) break;
        held.delete(oldest);
      }
      return id;
    },
    find: (id) => held.get(id) ?? null,
    clear() {
      held.clear();
      numbers = new WeakMap();
    },
  };
}
