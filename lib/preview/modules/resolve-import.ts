import { localPath } from '../tag-text.ts';

/** What an import means. */
export type Resolved =
  /** A file of the session; `query` is what follows a question mark: `raw`, `url`. */
  | { readonly kind: 'file'; readonly path: string; readonly query: string }
  /** A package by its name, with a path in it, or an address elsewhere. */
  | { readonly kind: 'package'; readonly specifier: string }
  /** Looks like a file of the session, and there is none. */
  | { readonly kind: 'missing'; readonly path: string };

const endings = ['', '.tsx', '.ts', '.jsx', '.js', '.mjs', '.json'];
const written: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
};

/**
 * Finds what an import names: the session's own files as bundlers find them (endings and `index` may be left out, `.js`
 * may stand for `.ts`, `@/` for the top or for `src`), the page's import map, else a package or an address.
 */
export function resolveImport(
  specifier: string,
  from: string,
  hasFile: (path: string) => boolean,
  importMap: Readonly<Record<string, string>> = {},
): Resolved {
  const mapped = mapImport(specifier, importMap);
  if (mapped !== null) return resolveImport(mapped.address, mapped.isFromPage ? 'index.html' : from, hasFile);
  if (/^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(specifier)) return { kind: 'package', specifier };
  const [bare = '', query = ''] = specifier.split('?', 2);
  if (/^\.{0,2}\//.test(bare) || bare === '.' || bare === '..') {
    const path = localPath(bare, from) ?? bare;
    const found = findFile(path.replace(/\/$/, ''), hasFile);
    return found === null ? { kind: 'missing', path } : { kind: 'file', path: found, query };
  }
  if (/^[@~]\//.test(bare)) {
    const rest = bare.slice(2);
    const found = findFile(`src/${rest}`, hasFile) ?? findFile(rest, hasFile);
    return found === null ? { kind: 'missing', path: rest } : { kind: 'file', path: found, query };
  }
  // Pages import files beside them by their bare names only when they are mistaken, and mean just that.
  return hasFile(bare) && /\.\w+$/.test(bare) && !bare.startsWith('@')
    ? { kind: 'file', path: bare, query }
    : { kind: 'package', specifier };
}

function findFile(path: string, hasFile: (path: string) => boolean): string | null {
  for (const ending of endings) if (hasFile(path + ending) && path + ending !== '') return path + ending;
  const ending = /\.\w+$/.exec(path)?.[0] ?? '';
  for (const other of written[ending] ?? []) {
    const named = path.slice(0, -ending.length) + other;
    if (hasFile(named)) return named;
  }
  const folder = path === '' ? '' : `${path}/`;
  for (const one of endings) if (one !== '' && hasFile(`${folder}index${one}`)) return `${folder}index${one}`;
  return null;
}

/** An import map's answer: the whole name, else the longest of its names that end with a slash. */
function mapImport(
  specifier: string,
  importMap: Readonly<Record<string, string>>,
): { readonly address: string; readonly isFromPage: boolean } | null {
  const whole = Object.hasOwn(importMap, specifier) ? importMap[specifier] : undefined;
  if (whole !== undefined) return { address: whole, isFromPage: true };
  const prefix = Object.keys(importMap)
    .filter((name) => name.endsWith('/') && specifier.startsWith(name))
    .toSorted((a, b) => b.length - a.length)[0];
  if (prefix === undefined) return null;
  return { address: `${importMap[prefix]}${specifier.slice(prefix.length)}`, isFromPage: true };
}
