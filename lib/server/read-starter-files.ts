import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The sources of a starter, whose name and paths the caller has out of Flint's own list. */
export function readStarterFiles(
  name: string,
  paths: readonly string[],
): Promise<{ readonly path: string; readonly text: string }[]> {
  const folder = join(process.cwd(), 'public/starters', name);
  return Promise.all(paths.map(async (path) => ({ path, text: await readFile(join(folder, path), 'utf8') })));
}
