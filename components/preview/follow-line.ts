import type { Text } from '../../lib/document/change.ts';

/**
 * Where a line of a text stands after a change, counted from 1; null when the change touched the line itself. Lines that
 * are the same at both ends of the text are taken to be the same lines.
 */
export function followLine(before: Text, after: Text, line: number): number | null {
  if (line > before.lines) return null;
  const shorter = Math.min(before.lines, after.lines);
  let same = 0;
  while (same < shorter && before.line(same + 1).text === after.line(same + 1).text) same += 1;
  if (line <= same) return line;
  let sameAtEnd = 0;
  while (
    sameAtEnd < shorter - same &&
    before.line(before.lines - sameAtEnd).text === after.line(after.lines - sameAtEnd).text
  )
    sameAtEnd += 1;
  return line > before.lines - sameAtEnd ? line + after.lines - before.lines : null;
}
