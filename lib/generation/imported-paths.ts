/** What a file's text names of other files: imports, requires, `src`, `href`, `url()`, and Python's imports. */
const references: readonly RegExp[] = [
  /\b(?:import|export)\b[^'"`;]{0,400}?from\s*['"]([^'"\n]{1,200})['"]/g,
  /\bimport\s*\(?\s*['"]([^'"\n]{1,200})['"]/g,
  /\brequire\(\s*['"]([^'"\n]{1,200})['"]\s*\)/g,
  /\b(?:src|href)\s*=\s*["']?([^"'\s>]{1,200})/g,
  /\burl\(\s*["']?([^"')\s]{1,200})/g,
];
const pythonImport = /^[ \t]*(?:from[ \t]+([\w.]{1,100})[ \t]+import|import[ \t]+([\w.]{1,100}))/gm;

/** Imports stand near the top, and pages are short; further down is not looked. */
const readCharacters = 60_000;

const endings = ['', '.ts', '.tsx', '.js', '.jsx', '.mjs', '.css', '.json', '/index.ts', '/index.tsx', '/index.js'];

/** The paths, of those that are there, that a file's text names. */
export function importedPaths(path: string, text: string, isThere: (path: string) => boolean): ReadonlySet<string> {
  const read = text.slice(0, readCharacters);
  const found = new Set<string>();
  const add = (candidates: readonly string[]) => {
    const target = candidates.find((candidate) => candidate !== path && isThere(candidate));
    if (target !== undefined) found.add(target);
  };
  if (path.endsWith('.py')) {
    for (const [, from, plain] of read.matchAll(pythonImport)) {
      const module = (from ?? plain ?? '').replace(/^\.+/, '').replaceAll('.', '/');
      if (module !== '') add([resolve(path, `${module}.py`), resolve(path, `${module}/__init__.py`), `${module}.py`]);
    }
    return found;
  }
  for (const pattern of references) {
    for (const [, target = ''] of read.matchAll(pattern)) {
      if (/^([a-z]+:|\/\/|#)/i.test(target)) continue;
      const plain = target.replace(/[?#].*$/, '');
      const full = resolve(path, plain);
      add([...endings.map((ending) => full + ending), full.replace(/\.js$/, '.ts'), full.replace(/\.jsx?$/, '.tsx')]);
    }
  }
  return found;
}

function resolve(from: string, target: string): string {
  const parts = target.startsWith('/') ? [] : from.split('/').slice(0, -1);
  for (const part of target.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
