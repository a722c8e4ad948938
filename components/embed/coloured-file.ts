import { highlight, type HighlightedCode } from '../editor/highlight.ts';

interface Kept {
  readonly version: number;
  /** When it was done; null while it is awaited. */
  doneAtMs: number | null;
  readonly code: Promise<HighlightedCode>;
}

const kept = new Map<string, Kept>();

/** A file that is being written is coloured no more often than this, however many look on. */
const freshForMs = 700;
const mostKept = 200;

/**
 * A file's code in colour, for everybody who looks on: as it is, or as it was a moment ago while it changes. Whoever shows
 * it compares the lines. Server only.
 */
export function colouredFile(
  sessionId: string,
  file: { readonly id: string; readonly path: string; readonly text: string; readonly version: number },
): Promise<HighlightedCode> {
  const key = `${sessionId}/${file.id}/${file.path}`;
  const known = kept.get(key);
  if (known && (known.version === file.version || isFresh(known))) return known.code;
  const code = highlight(file.path, file.text);
  const entry: Kept = { version: file.version, doneAtMs: null, code };
  code.then(
    () => (entry.doneAtMs = performance.now()),
    () => kept.delete(key),
  );
  kept.delete(key);
  kept.set(key, entry);
  for (const oldest of kept.keys()) {
    if (kept.size <= mostKept) break;
    kept.delete(oldest);
  }
  return code;
}

function isFresh({ doneAtMs }: Kept): boolean {
  return doneAtMs === null || performance.now() - doneAtMs < freshForMs;
}
