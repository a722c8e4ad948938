import { highlight, type HighlightedCode } from '../editor/highlight.ts';

interface Kept {
  readonly version: number;
  readonly atMs: number;
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
  const nowMs = performance.now();
  if (known && (known.version === file.version || nowMs - known.atMs < freshForMs)) return known.code;
  const code = highlight(file.path, file.text);
  kept.delete(key);
  kept.set(key, { version: file.version, atMs: nowMs, code });
  for (const oldest of kept.keys()) {
    if (kept.size <= mostKept) break;
    kept.delete(oldest);
  }
  return code;
}
