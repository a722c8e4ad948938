import { resolveImport } from './resolve-import.ts';

const clause = /(?:\bfrom\s*|\bimport\s*(?:\(\s*)?|\brequire\s*\(\s*|@import\s+(?:url\(\s*)?)(["'])([^"'\n]+)\1/g;

/**
 * What a text imports, without parsing it: what stands in comments counts as well. Good enough to know which files a
 * program is made of.
 */
function findImports(text: string): readonly string[] {
  return [...new Set([...text.matchAll(clause)].map((match) => match[2] ?? ''))];
}

/** The session's files that a program reaches from these texts, by path. */
export function gatherFiles(
  roots: readonly { readonly path: string; readonly text: string }[],
  readFile: (path: string) => string | null,
  importMap: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const files: Record<string, string> = {};
  const waiting = [...roots];
  const hasFile = (path: string) => readFile(path) !== null;
  for (let root = waiting.pop(); root; root = waiting.pop()) {
    for (const specifier of findImports(root.text)) {
      const resolved = resolveImport(specifier, root.path, hasFile, importMap);
      if (resolved.kind !== 'file' || Object.hasOwn(files, resolved.path)) continue;
      const text = readFile(resolved.path) ?? '';
      files[resolved.path] = text;
      waiting.push({ path: resolved.path, text });
    }
  }
  return files;
}

/** Whether a text imports React, by its name or from a CDN. */
export function importsReact(text: string): boolean {
  return /\bfrom\s*["'](?:https?:[^"']*\/)?react(?:-dom)?(?:[@/][^"']*)?["']/.test(text);
}
