/** What a file is to the preview: how it is shown when it is the program. */
export type ProgramKind = 'page' | 'drawing' | 'modules' | 'python' | 'markdown' | 'json';

const kindsByEnding: Readonly<Record<string, ProgramKind>> = {
  html: 'page',
  htm: 'page',
  svg: 'drawing',
  tsx: 'modules',
  jsx: 'modules',
  ts: 'modules',
  mts: 'modules',
  js: 'modules',
  mjs: 'modules',
  py: 'python',
  md: 'markdown',
  markdown: 'markdown',
  json: 'json',
};

/** How a file would be shown; null for a file that cannot be a program by itself, like a style sheet. */
export function kindOf(path: string): ProgramKind | null {
  if (/\.d\.m?ts$/i.test(path)) return null;
  const ending = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  return kindsByEnding[ending] ?? null;
}

/** Whether a path names a drawing. */
export function isDrawing(path: string): boolean {
  return kindOf(path) === 'drawing';
}

/**
 * The file that the preview shows. The open one when it is a page, Python or Markdown. A drawing or JSON that is open
 * counts only when nothing else runs: else it is a part of the program, and whoever edits it wants to see the program.
 * Without such an open file: `index.html`, the entry of a program of modules, another page, Python, any other module that
 * holds JSX, Markdown, a drawing, JSON. Null when there is nothing to show.
 */
export function findEntry(paths: readonly string[], openPath: string | null): string | null {
  const open = openPath !== null && paths.includes(openPath) ? openPath : null;
  const openKind = open === null ? null : kindOf(open);
  if (openKind === 'page' || openKind === 'python' || openKind === 'markdown') return open;
  const first = (kind: ProgramKind) => paths.find((path) => kindOf(path) === kind);
  return (
    paths.find((path) => path === 'index.html') ??
    findModuleEntry(paths) ??
    first('page') ??
    paths.find((path) => path === 'main.py') ??
    first('python') ??
    paths.find((path) => /\.[jt]sx$/i.test(path)) ??
    (openKind === 'drawing' || openKind === 'json' ? open : null) ??
    paths.find((path) => /^readme\.(?:md|markdown)$/i.test(path)) ??
    first('markdown') ??
    first('drawing') ??
    first('json') ??
    null
  );
}

/** Where programs of modules begin, in the order in which they are looked for, at the top and in `src`. */
const entryNames = ['main', 'index', 'app', 'App'];
const entryEndings = ['tsx', 'jsx', 'ts', 'js', 'mjs'];

function findModuleEntry(paths: readonly string[]): string | undefined {
  for (const folder of ['', 'src/']) {
    for (const name of entryNames) {
      for (const ending of entryEndings) {
        const path = `${folder}${name}.${ending}`;
        if (paths.includes(path)) return path;
      }
    }
  }
  return undefined;
}
