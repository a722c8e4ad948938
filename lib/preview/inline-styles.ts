import { drawingAddress } from './build-document.ts';
import { isDrawing } from './program-kind.ts';
import { localPath } from './tag-text.ts';

/** Reads a file of the session by its path; null when there is none. */
type ReadFile = (path: string) => string | null;

/**
 * A style sheet with what it takes from other files of the session put in place: sheets that it imports, and drawings. Its
 * addresses are read from where it stands itself.
 */
export function inlineStyles(css: string, from: string, readFile: ReadFile, within: readonly string[] = []): string {
  const imported = css.replaceAll(importRule, (rule: string, _quote: string, address: string, condition: string) => {
    const path = localPath(address, from);
    const text = path === null ? null : readFile(path);
    // Layers and support conditions cannot be said around rules in the same words.
    if (path === null || text === null || within.includes(path) || /\b(?:layer|supports)\b/.test(condition))
      return rule;
    const inner = inlineStyles(text, path, readFile, [...within, path]);
    const media = condition.trim();
    return media === '' ? inner : `@media ${media} {\n${inner}\n}`;
  });
  return imported.replaceAll(addressInStyle, (found: string, _quote: string, address: string) => {
    const path = localPath(address.trim(), from);
    const text = path !== null && isDrawing(path) ? readFile(path) : null;
    return text === null ? found : `url("${drawingAddress(text)}")`;
  });
}

const importRule = /@import\s+(?:url\(\s*)?(["']?)([^"')\s;]+)\1\s*\)?([^;{}]*);/g;
const addressInStyle = /url\(\s*(["']?)([^"')]+)\1\s*\)/g;
