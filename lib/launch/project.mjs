import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The directory of the checkout. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The Node.js that the lock file names, once it is installed. */
export const installedNode = join(root, 'node_modules/.bin/node');

/** A file below the checkout. */
export function inProject(...path) {
  return join(root, ...path);
}
