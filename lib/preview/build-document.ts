import { nameInlineScript, replaceable } from './inline-scripts.ts';
import type { ModuleEntry } from './modules-program.ts';
import { readPageScript } from './page-scripts.ts';
import { isDrawing } from './program-kind.ts';
import { attribute, attributePattern, localPath } from './tag-text.ts';

/** A file as the preview reads it. */
export interface PreviewFile {
  readonly path: string;
  readonly text: string;
}

/** Reads a file of the session by its path; null when there is none. */
export type ReadFile = (path: string) => string | null;

/** A document ready for the frame, and what of the session went into it. */
export interface PreviewDocument {
  readonly html: string;
  /** Paths of the scripts and images that stand in it: when one changes, the document has to be made anew. */
  readonly parts: readonly string[];
  /** Paths of the style sheets that stand in it, also of missing ones: these can be exchanged in place. */
  readonly styles: readonly string[];
  /** For the frame only: its modules, which are not in it, in order; and what its import maps say. */
  readonly modules: readonly ModuleEntry[];
  readonly importMap: Readonly<Record<string, string>>;
}

/**
 * Makes one self-contained document of a page: the session's own style sheets, scripts and drawings that it refers to
 * are put in place, because the frame cannot fetch anything. Deferred scripts come at the very end, as they would run.
 *
 * With `complete: false` the text is a page still being written: everything from an unfinished tag or script on is left
 * out, and so are deferred scripts. With `forFrame` its modules are left out as well, to be built, and scripts that Flint
 * has itself come from Flint; scripts that stand in the page are called by their number in it (see `inline-scripts.ts`), so
 * that the place of an error in one can be told. The result for a longer text then starts with the result for a shorter one, as long
 * as the files it refers to stay the same.
 */
export function buildDocument(
  entry: PreviewFile,
  readFile: ReadFile,
  { complete, forFrame = false }: { readonly complete: boolean; readonly forFrame?: boolean },
): PreviewDocument {
  if (isDrawing(entry.path)) return buildDrawing(entry.text);
  const parts = new Set<string>();
  const styles = new Set<string>();
  const deferred: string[] = [];
  const modules: ModuleEntry[] = [];
  let importMap: PreviewDocument['importMap'] = {};
  let scripts = 0;
  const source = complete ? entry.text : cutUnfinished(entry.text);
  const html = source.replace(replaceable, (found: string, scriptAttributes: string | undefined, offset: number) => {
    if (scriptAttributes !== undefined) {
      scripts += 1;
      if (forFrame) {
        const script = readPageScript(found, scriptAttributes, entry.path, source.slice(0, offset));
        if (script.kind === 'module') {
          const { path, text } = script.entry;
          modules.push({ id: text === null ? path : `${path}#${modules.length + 1}`, path, text });
        } else if (script.kind === 'import-map') importMap = { ...importMap, ...script.imports };
        if (script.kind !== 'inline') return '';
        if (script.html !== found) return script.html;
      }
      const path = localPath(attribute(scriptAttributes, 'src'), entry.path);
      if (path === null) return forFrame ? nameInlineScript(found, scriptAttributes, entry.path, scripts) : found;
      parts.add(path);
      const script = inlineScript(scriptAttributes, path, readFile(path) ?? '');
      if (!/\sdefer\b/i.test(scriptAttributes) || /\stype\s*=\s*["']?module/i.test(scriptAttributes)) return script;
      deferred.push(script);
      return '';
    }
    if (/^<link\b/i.test(found)) {
      const path = localPath(attribute(found, 'href'), entry.path);
      if (path === null || !/\brel\s*=\s*["']?stylesheet/i.test(found)) return found;
      styles.add(path);
      return `<style data-flint-file="${escapeAttribute(path)}">${escapeStyle(readFile(path) ?? '')}</style>`;
    }
    if (/^<img\b/i.test(found)) {
      const path = localPath(attribute(found, 'src'), entry.path);
      const text = path !== null && isDrawing(path) ? readFile(path) : null;
      if (path === null || text === null) return found;
      parts.add(path);
      return found.replace(attributePattern('src'), ` src="${drawingAddress(text)}"`);
    }
    return found;
  });
  return {
    html: complete ? html + deferred.join('') : html,
    parts: [...parts],
    styles: [...styles],
    modules,
    importMap,
  };
}

/** The longest beginning of a page that ends neither inside a tag nor inside a script. */
export function cutUnfinished(text: string): string {
  const lastTag = text.lastIndexOf('<');
  let end =
    lastTag !== -1 && !text.includes('>', lastTag) && /^<(?:[a-z/!]|$)/i.test(text.slice(lastTag))
      ? lastTag
      : text.length;
  const script = lastMatch(text, /<script\b/gi);
  if (script !== -1 && !/<\/script\s*>/i.test(text.slice(script))) end = Math.min(end, script);
  return text.slice(0, end);
}

/** Whether an offset of a page lies inside a script or inside a tag: text there is not worth showing until it is whole. */
export function isInsideScriptOrTag(text: string, at: number): boolean {
  return cutUnfinished(text.slice(0, at)).length < at;
}

function lastMatch(text: string, pattern: RegExp): number {
  let at = -1;
  for (const match of text.matchAll(pattern)) at = match.index;
  return at;
}

function inlineScript(attributes: string, path: string, code: string): string {
  const kept = attributes
    .replace(attributePattern('src'), '')
    .replaceAll(/\s(?:defer|async)(?:=(?:""|''|"\w*"|'\w*'))?(?=\s|$)/gi, '');
  return `<script${kept}>${code.replaceAll(/<\/(script)/gi, '<\\/$1')}\n//# sourceURL=${encodeURI(path)}\n</script>`;
}

function buildDrawing(text: string): PreviewDocument {
  const html = `<!doctype html><meta charset="utf-8"><title>Drawing</title><style>html,body{height:100%;margin:0}body{display:grid;place-items:center;background:#fff}img{max-width:100%;max-height:100%}</style><img alt="" src="${drawingAddress(text)}">`;
  return { html, parts: [], styles: [], modules: [], importMap: {} };
}

/** A drawing as an address that needs no fetching. */
export function drawingAddress(text: string): string {
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text).replaceAll("'", '%27')}`;
}

function escapeAttribute(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

function escapeStyle(css: string): string {
  return css.replaceAll(/<\/(style)/gi, '<\\/$1');
}
