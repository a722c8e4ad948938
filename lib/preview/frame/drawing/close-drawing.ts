/**
 * A drawing that is still being written, closed up so that it can be shown: an unfinished tag at its end is cut off, and
 * what is open is closed. Null when not even its first tag is whole.
 */
export function closeDrawing(text: string): string | null {
  const open: string[] = [];
  let end = 0;
  for (const match of text.matchAll(part)) {
    const [whole, closing, name, rest] = match;
    if (name !== undefined) {
      if (closing === '/') {
        while (open.length > 0 && open.pop() !== name);
      } else if (!rest?.endsWith('/')) open.push(name);
    }
    end = match.index + whole.length;
  }
  if (!/<svg[\s>]/.test(text.slice(0, end))) return null;
  const tail = text.slice(end);
  const words = tail.includes('<') ? '' : tail.replace(/&\w*$/, '');
  return (
    text.slice(0, end) +
    words +
    open
      .toReversed()
      .map((name) => `</${name}>`)
      .join('')
  );
}

/** A comment, a section of plain text, a declaration, or a tag; each only when it is whole. */
const part =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<![^>]*>|<(\/?)([A-Za-z_][\w:.-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/g;
