import { attribute, attributePattern, localPath } from './tag-text.ts';
import type { ModuleEntry } from './modules-program.ts';
import { packageOf } from './package-names.ts';
import { vendorModule, vendorScript } from './vendor-packages.ts';

/** What a script of a page is to the preview. */
export type PageScript =
  /** It runs in the page, where it stands; with other text than its own when it comes from Flint. */
  | { readonly kind: 'inline'; readonly html: string }
  /** The compiler and the engine run it, once the page is whole. */
  | { readonly kind: 'module'; readonly entry: Pick<ModuleEntry, 'path' | 'text'> }
  | { readonly kind: 'import-map'; readonly imports: Readonly<Record<string, string>> };

/**
 * Reads a script tag of a page: modules, and what is written for a compiler in the browser, are taken out to be built;
 * a script from a CDN that Flint has itself comes from Flint. `path` is the page's, `before` its text up to the tag.
 */
export function readPageScript(tag: string, attributes: string, path: string, before: string): PageScript {
  const type = (attribute(attributes, 'type') ?? '').toLowerCase();
  const source = attribute(attributes, 'src');
  const text = tag.slice(tag.indexOf('>') + 1, tag.lastIndexOf('</'));
  if (type === 'importmap') return { kind: 'import-map', imports: readImportMap(text) };
  if (type === 'module' || builtTypes.test(type)) {
    if (source === null) {
      const opening = tag.slice(0, tag.indexOf('>') + 1);
      return { kind: 'module', entry: { path, text: lineEnds(before + opening) + text } };
    }
    const file = localPath(source, path);
    if (file !== null) return { kind: 'module', entry: { path: file, text: null } };
    const own = vendorModule(packageOf(source).specifier);
    return { kind: 'inline', html: own === null ? tag : fromFlint(tag, own) };
  }
  const { name } = source === null ? { name: '' } : packageOf(source);
  const own = source === null || localPath(source, path) !== null ? null : vendorScript(name);
  if (own === null) return { kind: 'inline', html: compilers.has(name) ? '' : tag };
  const config = name === '@tailwindcss/browser' ? '<script src="/preview/tailwind-config.js"></script>' : '';
  return { kind: 'inline', html: config + fromFlint(tag, own) };
}

const builtTypes = /^(?:text|application)\/(?:babel|jsx|tsx|typescript)$/;

/** Compilers that run in the browser: what they would compile is compiled anyway. */
const compilers = new Set(['@babel/standalone', 'babel-standalone']);

function fromFlint(tag: string, file: string): string {
  return tag
    .replace(attributePattern('src'), ` src="/preview/vendor/${file}"`)
    .replace(attributePattern('integrity'), '')
    .replace(/\scrossorigin(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?/i, '');
}

function lineEnds(text: string): string {
  return '\n'.repeat(text.split('\n').length - 1);
}

function readImportMap(text: string): Readonly<Record<string, string>> {
  try {
    const map = JSON.parse(text) as { readonly imports?: unknown } | null;
    const pairs = Object.entries(map?.imports ?? {});
    return Object.fromEntries(pairs.filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
  } catch {
    return {};
  }
}
