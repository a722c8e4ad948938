import type { PyodideAPI } from 'pyodide';
import { type Lock, neededFor } from './needed-packages.ts';
import type { Tell } from './interpreter.ts';
import { words } from './words.ts';

/** Packages beyond the standard library, loaded from an index. */
export interface Packages {
  /** Loads what provides these imports. Says of those that it could not, why: the program may do without them. */
  provide(imports: readonly string[]): Promise<Readonly<Record<string, string>>>;
}

/** `index` is where they come from; null: from nowhere. */
export function createPackages(python: PyodideAPI, lock: Lock, index: string | null, tell: Tell): Packages {
  return {
    async provide(imports) {
      const wanted = neededFor(imports, lock);
      const missing = [...new Set([...wanted.values()].flat())].filter((name) => !isLoaded(name));
      if (missing.length > 0 && index !== null) await load(missing, index);
      const unreachable: Record<string, string> = {};
      for (const [name, needs] of wanted) {
        if (needs.every(isLoaded)) continue;
        unreachable[name] = index === null ? words.noIndex(name) : words.unreachable(name, index);
      }
      return unreachable;
    },
  };

  function isLoaded(key: string): boolean {
    return (lock[key]?.name ?? key) in python.loadedPackages;
  }

  async function load(names: readonly string[], from: string): Promise<void> {
    let fetched = 0;
    const progress = () => tell({ type: 'progress', note: words.loading(names), done: fetched / names.length });
    progress();
    const stopWatching = watchFetches(from, () => {
      fetched = Math.min(names.length, fetched + 1);
      progress();
    });
    try {
      // What fails is told afterwards, by what is not there.
      await python.loadPackage([...names], { messageCallback() {}, errorCallback() {} });
    } finally {
      stopWatching();
    }
  }
}

/** Hears of each file that has come from an address. Pyodide checks them while they come, so they come whole. */
function watchFetches(from: string, onFetched: () => void): () => void {
  const plain = self.fetch;
  self.fetch = async (input, init) => {
    const response = await plain(input, init);
    if (new Request(input).url.startsWith(from)) onFetched();
    return response;
  };
  return () => {
    self.fetch = plain;
  };
}
