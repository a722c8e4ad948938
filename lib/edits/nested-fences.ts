import { leadingSpace, readFenceOpening, type FenceOpening } from './block-markers.ts';

/** Whether a file is one in which fences are text. */
export function isMarkdown(path: string | null, language: string | null): boolean {
  return path === null ? /^(?:md|mdx|markdown)$/.test(language ?? '') : /\.(?:md|mdx|markdown)$/i.test(path);
}

/**
 * Keeps count of the fences within a Markdown file that is itself in a fence of the same length: one with an info
 * string opens a block of the file, and the next bare one closes it. A nested block without an info string cannot be
 * told from the end of the file, and is taken for it.
 */
export function createNestedFences(fence: FenceOpening, isOn: boolean) {
  let depth = 0;
  let start = '';

  return {
    get depth() {
      return depth;
    },
    /** The next piece of the file; ends with \n at the end of a line. */
    see(text: string) {
      if (!isOn) return;
      if (start.length < 300) start += text;
      if (!text.endsWith('\n')) return;
      const line = start.slice(0, -1);
      start = '';
      if (leadingSpace(line) > fence.indent + 3 || !line.trimStart().startsWith(fence.character)) return;
      const opening = readFenceOpening(line);
      if (opening && opening.info !== '' && opening.length >= fence.length) depth++;
    },
    /** A bare fence line: true when it closes a nested block, so that the file goes on. */
    closes(): boolean {
      if (depth === 0) return false;
      depth--;
      return true;
    },
  };
}
