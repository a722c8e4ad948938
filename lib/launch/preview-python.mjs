import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { loadPyodide } from 'pyodide';
import { inProject } from './project.mjs';

/** What a browser loads of Pyodide. The lock file says which packages there are, and of each what it must be. */
const pyodideFiles = ['pyodide.mjs', 'pyodide.asm.mjs', 'pyodide.asm.wasm', 'python_stdlib.zip', 'pyodide-lock.json'];

/** Of the standard library: what Flint's own Python needs, and what most programs begin with. */
const usualModules = [
  'ast asyncio atexit base64 builtins collections copy csv dataclasses datetime decimal enum fractions functools',
  'heapq importlib.util io itertools json linecache math operator os random re shutil statistics string sys textwrap',
  'threading time traceback types typing warnings',
].flatMap((line) => line.split(' '));

/**
 * Copies Python for the browser, below its version, and beside it its memory once it has started (gzip, 31 MB unpacked):
 * laying that out takes a fraction of the time that starting takes. It belongs to this very `pyodide.asm.wasm`.
 */
export async function copyPython(vendor) {
  const { version } = JSON.parse(readFileSync(inProject('node_modules/pyodide/package.json'), 'utf8'));
  const place = join(vendor, `pyodide@${version}`);
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  for (const name of pyodideFiles) cpSync(inProject(`node_modules/pyodide/${name}`), join(place, name));
  const python = await loadPyodide({ _makeSnapshot: true, env: { HOME: '/home/pyodide' } });
  python.runPython(`import ${usualModules.join(', ')}`);
  writeFileSync(join(place, 'started.bin.gz'), gzipSync(python.makeMemorySnapshot(), { level: 9 }));
}

/** Copies the fonts of what Flint itself shows in a frame. */
export function copyFonts(place) {
  mkdirSync(place, { recursive: true });
  for (const name of ['geist-sans/Geist-Variable.woff2', 'geist-mono/GeistMono-Variable.woff2']) {
    cpSync(inProject(`node_modules/geist/dist/fonts/${name}`), join(place, name.split('/')[1]));
  }
}
