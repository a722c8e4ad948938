import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SeededRandom } from '../../../lib/base/seeded-random.ts';

/** Code as people write it, in pieces of any length: how tightly a session packs depends on what is written in it. */
export interface CodePool {
  /** So many lines of code that was not given before, as long as there is any. */
  lines(count: number): string[];
}

/** The editor that Flint brings along is a large program of readable files. */
const source = join(import.meta.dirname, '../../../node_modules/monaco-editor/esm/vs');

export function openCodePool(random: SeededRandom): CodePool {
  const paths = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.js'))
    .toSorted();
  let lines: string[] = [];
  let next = 0;
  return {
    lines(count) {
      while (lines.length - next < count) {
        const [path] = paths.splice(random.integer(paths.length), 1);
        if (path === undefined) throw new Error('There is no more code to write');
        const fresh = readFileSync(join(source, path), 'utf8').split('\n');
        // Tables of words and packed programs are no code that anybody types.
        if (fresh.some((line) => line.length > 200)) continue;
        lines = [...lines.slice(next), ...fresh];
        next = 0;
      }
      next += count;
      return lines.slice(next - count, next);
    },
  };
}
