import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inProject } from './project.mjs';

/** What a browser loads of Pyodide. The lock file says which packages there are, and of each what it must be. */
const pyodideFiles = ['pyodide.mjs', 'pyodide.asm.mjs', 'pyodide.asm.wasm', 'python_stdlib.zip', 'pyodide-lock.json'];

/** Copies Python for the browser, below its version. */
export function copyPython(vendor) {
  const { version } = JSON.parse(readFileSync(inProject('node_modules/pyodide/package.json'), 'utf8'));
  const place = join(vendor, `pyodide@${version}`);
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  for (const name of pyodideFiles) cpSync(inProject(`node_modules/pyodide/${name}`), join(place, name));
}

/** Copies the fonts of what Flint itself shows in a frame. */
export function copyFonts(place) {
  mkdirSync(place, { recursive: true });
  for (const name of ['geist-sans/Geist-Variable.woff2', 'geist-mono/GeistMono-Variable.woff2']) {
    cpSync(inProject(`node_modules/geist/dist/fonts/${name}`), join(place, name.split('/')[1]));
  }
}
