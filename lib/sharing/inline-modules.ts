import { localPath } from '../preview/tag-text.ts';

/** Reads a file of the session by its path; null when there is none. */
type ReadFile = (path: string) => string | null;

/** Modules that import each other, for a page that has no addresses to import them from. */
export interface ModuleInliner {
  /**
   * The script with its imports of the session's own files under other names, which only `importMap` knows. Any text that
   * looks like an import counts; one that names no file of the session stays as it is.
   */
  rewrite(code: string, from: string): string;
  /** Whether anything was imported so far. */
  isNeeded(): boolean;
  /** What was imported, and what that imports in turn, by its new name. */
  importMap(): Readonly<Record<string, string>>;
}

/**
 * A module that stands in an address of its own (`data:`) cannot import by a relative name, and circles could not be
 * written down. So each module gets a bare name, and an import map says where it is.
 */
export function createModuleInliner(readFile: ReadFile): ModuleInliner {
  const wanted = new Set<string>();
  const addresses: Record<string, string> = {};

  function rewrite(code: string, from: string): string {
    return code.replaceAll(importClause, (clause: string, before: string, quote: string, specifier: string) => {
      const path = /^\.{0,2}\//.test(specifier) ? localPath(specifier, from) : null;
      if (path === null || readFile(path) === null) return clause;
      wanted.add(path);
      return `${before}${quote}${bareName(path)}${quote}`;
    });
  }

  return {
    rewrite,
    isNeeded: () => wanted.size > 0,
    importMap() {
      // A set goes on over what is added to it meanwhile.
      for (const path of wanted) addresses[bareName(path)] ??= moduleAddress(path, rewrite(readFile(path) ?? '', path));
      return addresses;
    },
  };
}

const importClause = /(\bfrom\s*|\bimport\s*(?:\(\s*)?)(["'])([^"'\n]+)\2/g;

/** Slashes at its start would make an address of it. */
function bareName(path: string): string {
  return `page/${encodeURI(path)}`;
}

/** A module as an address that needs no fetching. */
export function moduleAddress(path: string, text: string): string {
  const kind = /\.json$/i.test(path) ? 'application/json' : /\.css$/i.test(path) ? 'text/css' : 'text/javascript';
  return `data:${kind};charset=utf-8,${encodeURIComponent(text)}`;
}
