import { drawingAddress } from '../build-document.ts';
import { localPath } from '../tag-text.ts';
import { isDrawing } from '../program-kind.ts';

/**
 * A style sheet with the session's own sheets that it imports, and its drawings, put in their places. Tailwind's import
 * stays: what builds Tailwind's classes reads it.
 */
export function takeInStyles(
  css: string,
  path: string,
  readFile: (path: string) => string | null,
  above: readonly string[] = [path],
): string {
  const whole = css.replaceAll(
    /@import\s+(?:url\(\s*)?(["'])([^"'\n]+)\1\s*\)?([^;\n]*);/g,
    (found: string, _quote: string, address: string, media: string) => {
      if (!/^\.{0,2}\//.test(address) && readFile(address) === null) return found;
      const other = localPath(address, path);
      const text = other === null || above.includes(other) ? null : readFile(other);
      if (other === null || text === null) return found;
      const taken = takeInStyles(text, other, readFile, [...above, other]);
      return media.trim() === '' ? taken : `@media ${media.trim()} {${taken}}`;
    },
  );
  return whole.replaceAll(/\burl\(\s*(["']?)([^"')]+)\1\s*\)/g, (found: string, _quote: string, address: string) => {
    const file = localPath(address.trim(), path);
    const text = file !== null && isDrawing(file) ? readFile(file) : null;
    return text === null ? found : `url("${drawingAddress(text)}")`;
  });
}
