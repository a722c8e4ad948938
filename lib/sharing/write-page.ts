import { buildDocument, drawingAddress } from '../preview/build-document.ts';
import { attribute, attributePattern, localPath } from '../preview/tag-text.ts';
import { findEntry, isDrawing, kindOf } from '../preview/program-kind.ts';
import { createModuleInliner, moduleAddress, type ModuleInliner } from './inline-modules.ts';
import { inlineStyles } from '../preview/inline-styles.ts';
import type { SharedProgram } from './shared-program.ts';
import { writeListing } from './write-listing.ts';

/**
 * The program as one HTML file that runs from wherever it is opened, a disk included: the page that the preview shows,
 * with the session's own style sheets, scripts, modules and drawings in it. What it fetches while it runs is not in it, and
 * neither are other pages. Where there is no page and no drawing, the files can be read in it.
 */
export function writePage(program: SharedProgram): string {
  const texts = new Map(program.files.map(({ path, text }) => [path, text]));
  const entry = findEntry([...texts.keys()].filter(standsAlone), null);
  if (entry === null) return writeListing(program);
  const readFile = (path: string) => texts.get(path) ?? null;
  const modules = createModuleInliner(readFile);
  const readInlined = (path: string) => {
    const text = readFile(path);
    if (text === null) return null;
    if (/\.css$/i.test(path)) return inlineStyles(text, path, readFile, [path]);
    return isDrawing(path) ? text : modules.rewrite(text, path);
  };
  const text = isDrawing(entry)
    ? (readFile(entry) ?? '')
    : inlineOwnParts(readFile(entry) ?? '', entry, modules, readFile);
  const { html } = buildDocument({ path: entry, text }, readInlined, { complete: true });
  return withCharset(withImportMap(html, entry, modules, readFile));
}

/** Whether a browser shows such a file without anything of Flint's. */
function standsAlone(path: string): boolean {
  const kind = kindOf(path);
  return kind === 'page' || kind === 'drawing';
}

/** Comments are matched so that nothing inside them is taken for a tag. */
const part =
  /<!--[\s\S]*?-->|(<style\b[^>]*>)([\s\S]*?)(<\/style\s*>)|(<script\b[^>]*>)([\s\S]*?)(<\/script\s*>)|<link\b[^>]*>/gi;

/** What stands in the page itself: its inline styles and modules, and drawings that its head names. */
function inlineOwnParts(
  page: string,
  entry: string,
  modules: ModuleInliner,
  readFile: (path: string) => string | null,
): string {
  return page.replaceAll(part, (found: string, ...groups: (string | undefined)[]) => {
    const [styleTag, css = '', styleEnd, scriptTag, code = '', scriptEnd] = groups;
    if (styleTag !== undefined) return `${styleTag}${inlineStyles(css, entry, readFile)}${styleEnd}`;
    if (scriptTag !== undefined) {
      const isOwn = attribute(scriptTag, 'src') === null && !isImportMap(scriptTag);
      return isOwn ? `${scriptTag}${modules.rewrite(code, entry)}${scriptEnd}` : found;
    }
    const path = /^<link\b/i.test(found) ? localPath(attribute(found, 'href'), entry) : null;
    if (path === null) return found;
    // A module that is in the page need not be fetched before.
    if (/\brel\s*=\s*["']?modulepreload/i.test(found)) return '';
    const text = isDrawing(path) ? readFile(path) : null;
    return text === null ? found : found.replace(attributePattern('href'), () => ` href="${drawingAddress(text)}"`);
  });
}

function isImportMap(scriptTag: string): boolean {
  return /\stype\s*=\s*["']?importmap/i.test(scriptTag);
}

/** Says where the modules are: in the page's own import map when it has one, else in one before its first script. */
function withImportMap(
  html: string,
  entry: string,
  modules: ModuleInliner,
  readFile: (path: string) => string | null,
): string {
  let isSaid = false;
  const said = html.replaceAll(part, (found: string, ...groups: (string | undefined)[]) => {
    const [, , , scriptTag, code = '', scriptEnd] = groups;
    if (scriptTag === undefined || isSaid || !isImportMap(scriptTag)) return found;
    const map = readImportMap(code);
    if (!map) return found;
    const imports = Object.entries(map.imports).map(([name, address]) => {
      const path = localPath(address, entry);
      const text = path === null ? null : readFile(path);
      return [name, path === null || text === null ? address : moduleAddress(path, modules.rewrite(text, path))];
    });
    isSaid = true;
    const all = { ...map, imports: { ...Object.fromEntries(imports), ...modules.importMap() } };
    return `${scriptTag}${scriptJson(all)}${scriptEnd}`;
  });
  if (isSaid || !modules.isNeeded()) return said;
  const map = `<script type="importmap">${scriptJson({ imports: modules.importMap() })}</script>\n`;
  let isPut = false;
  return said.replaceAll(part, (found: string, ...groups: (string | undefined)[]) => {
    if (isPut || groups[3] === undefined) return found;
    isPut = true;
    return map + found;
  });
}

interface ImportMap {
  readonly imports: Readonly<Record<string, string>>;
}

function readImportMap(code: string): ImportMap | null {
  try {
    const map = JSON.parse(code) as { readonly imports?: unknown } | null;
    if (typeof map !== 'object' || map === null) return null;
    const imports = Object.entries(map.imports ?? {}).filter(
      (pair): pair is [string, string] => typeof pair[1] === 'string',
    );
    return { ...map, imports: Object.fromEntries(imports) };
  } catch {
    return null;
  }
}

function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

/** Nobody says how a file on a disk is to be read but the file itself. */
function withCharset(html: string): string {
  if (/<meta\b[^>]*\bcharset\b/i.test(html.slice(0, 4_096))) return html;
  const opening =
    /^\s*(?:<!--[\s\S]*?-->\s*)*(?:<!doctype[^>]*>)?\s*(?:<html\b[^>]*>)?\s*(?:<head\b[^>]*>)?/i.exec(html)?.[0] ?? '';
  return `${opening}<meta charset="utf-8">${html.slice(opening.length)}`;
}
