import type { Problem } from '../../problem.ts';
import { placeOfStack } from '../source-place.ts';

/** What was thrown, with the first place in its stack that is a file of the session. */
export function problemOf(error: unknown): Problem {
  const stack = error instanceof Error ? String(error.stack) : '';
  const { path, line, column } = placeOfStack(stack) ?? { path: null, line: null, column: null };
  return {
    // What the browser cannot read is told before anything runs.
    kind: error instanceof SyntaxError && stack.startsWith(error.message) ? 'compile' : 'runtime',
    message: error instanceof Error ? `${error.name}: ${error.message}` : `Thrown: ${String(error)}`,
    path,
    line,
    column,
    ...(stack === '' ? {} : { stack }),
  };
}
