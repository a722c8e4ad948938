import { readInfoString } from './file-path.ts';
import { isMarkdown } from './nested-fences.ts';

/** Reads an answer that is nothing but text for one place, though some models put it into a fenced block all the same. */
export interface RegionReader {
  /** What can be told of the text so far. */
  feed(text: string): string;
  /** What was held back, once the answer has ended. */
  end(): string;
}

/**
 * Nothing read yet. The fence of a block, and what follows it, are no part of the text. In Markdown only a block that says
 * it is Markdown stands around the answer: any other may well be what is to be written.
 */
export function createRegionReader(path: string): RegionReader {
  const isOfMarkdown = isMarkdown(path, null);
  let state: 'start' | 'plain' | 'fenced' | 'over' = 'start';
  let fence = '';
  let held = '';

  return {
    feed(text) {
      held += text;
      return take(false);
    },
    end: () => take(true),
  };

  function take(isOver: boolean): string {
    if (state === 'start') {
      const block = /^\s*(`{3,}|~{3,})([^\n`]*)\n/.exec(held);
      const opening =
        block && isOfMarkdown && !isMarkdown(null, readInfoString(block[2] ?? '').language) ? null : block;
      // A first line that may still become a fence.
      if (!opening && !isOver && /^\s*(`{0,2}|~{0,2}|`{3,}[^\n`]*|~{3,}[^\n]*)$/.test(held) && held.length < 200)
        return '';
      state = opening ? 'fenced' : 'plain';
      fence = opening?.[1] ?? '';
      held = held.slice(opening?.[0].length ?? 0);
    }
    if (state === 'over') return '';
    if (state === 'plain') {
      const text = held;
      held = '';
      return text;
    }
    const closing = held.search(new RegExp(`(^|\\n)[ \\t]*${fence}[ \\t]*(\\n|$)`));
    if (closing >= 0 && (isOver || held.slice(closing).trimStart().length >= fence.length)) {
      state = 'over';
      // The line end before the fence belongs to the text's last line.
      return held.slice(0, held[closing] === '\n' ? closing + 1 : closing);
    }
    const certain = isOver ? held.length : safeLength(held);
    const text = held.slice(0, certain);
    held = held.slice(certain);
    return text;
  }

  /** Up to the last line where that may still become the closing fence. */
  function safeLength(text: string): number {
    const line = text.lastIndexOf('\n') + 1;
    const last = text.slice(line).trimStart();
    return fence.startsWith(last) || last.startsWith(fence) ? line : text.length;
  }
}
