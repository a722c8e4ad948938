/** Something wrong with a program: found before it ran, or while it did. */
export interface Problem {
  readonly kind: 'compile' | 'runtime';
  readonly message: string;
  /** The session's path, where it is known. */
  readonly path: string | null;
  /** From 1, as editors count. */
  readonly line: number | null;
  readonly column: number | null;
  readonly stack?: string;
}

const longestMessage = 4_000;
const longestStack = 8_000;
const longestPath = 300;

/** Reads a problem that a frame tells of; null when it is none. What is too long is cut. */
export function readProblem(value: unknown): Problem | null {
  if (typeof value !== 'object' || value === null) return null;
  const { kind, message, path, line, column, stack } = value as Record<string, unknown>;
  if ((kind !== 'compile' && kind !== 'runtime') || typeof message !== 'string') return null;
  return {
    kind,
    message: message.slice(0, longestMessage),
    path: typeof path === 'string' && path !== '' ? path.slice(0, longestPath) : null,
    line: asPlace(line),
    column: asPlace(column),
    ...(typeof stack === 'string' ? { stack: stack.slice(0, longestStack) } : {}),
  };
}

function asPlace(value: unknown): number | null {
  return Number.isSafeInteger(value) && (value as number) >= 1 ? (value as number) : null;
}
